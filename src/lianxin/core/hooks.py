"""What higher layers hand to lower ones: short lists, filled in AppConfig.ready()."""

from typing import Any

#: Functions that return kinds of file (`records.rules.ImportKind`) beside the sheets. Called when files are
#: imported: readers are heavy, and a command that reads no file starts without them.
import_kinds: list[Any] = []

#: Figures (`engines.figures.Figure`), each app adds its own.
figures: list[Any] = []

#: Called when the home is opened, to finish or undo what a killed process left: functions without arguments.
on_start: list[Any] = []

#: Called with a batch number inside the transaction that rolls the batch back, to undo what lies outside the
#: database. May be called again for a batch already undone. Raises `records.rules.Refused` to stop it.
#: Returns counts of rows (`.removed`, `.restored`), or None.
on_roll_back: list[Any] = []

#: Kinds of background job: name → function(arguments, control), see `jobs.rules.Control`.
job_kinds: dict[str, Any] = {}
