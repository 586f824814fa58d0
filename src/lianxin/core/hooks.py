"""What higher layers hand to lower ones: short lists, filled in AppConfig.ready()."""

from typing import Any

#: Import kinds (`records.rules.ImportKind`): one per sheet, and the order exports of `sales`.
import_kinds: list[Any] = []

#: Figures (`engines.figures.Figure`), each app adds its own.
figures: list[Any] = []

#: Called when the home is opened, to finish or undo what a killed process left: functions without arguments.
on_start: list[Any] = []

#: Called with a batch number inside the transaction that rolls the batch back, to undo what lies outside the
#: database. May be called again for a batch already undone. Raises `records.rules.Refused` to stop it.
on_roll_back: list[Any] = []

#: Kinds of background job: name → function(arguments, control), see `jobs.rules.Control`.
job_kinds: dict[str, Any] = {}
