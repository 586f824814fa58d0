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

#: (actor) → the member numbers, as a query or list, of whom the actor is the liaison officer today.
own_members: list[Any] = []

#: (actor, member number) → `core.ledger.Purpose`s: the open tasks for which the actor may look at the member.
purposes: list[Any] = []

#: `people.rules.Tab`s: what a line of work shows of a member, on the profile and in the member's own portal.
profile_tabs: list[Any] = []

#: Pages that a line of work has for members, beside what is kept about them: (route, words, icon).
own_pages: list[tuple[str, str, str]] = []

#: (actor) → who keeps contact with whom today, as a query with `member`, `officer` and `officer__name`.
pairs: list[Any] = []

#: Kinds of job, without arguments, that the worker starts once a day.
daily_jobs: list[str] = []

#: Kinds of job, without arguments, that the worker starts every minute, unless the last one is not over yet.
minute_jobs: list[str] = []

#: (sheet, function () → numbers of the members who have something open in it): what retention and erasure
#: leave alone.
open_matters: list[Any] = []

#: `trust.rules.Beside`s: words about members in tables that are no sheets, for retention and erasure.
words_beside: list[Any] = []

#: (member number) → name → rows (lists of mappings of words): what lies outside the sheets about a member,
#: for the
#: export of everything.
about_member: list[Any] = []
