"""What an import is made of: the kinds of file, what a kind is told, and what it answers.

A kind is found by its header profiles or named by the user (`--as`). Each sheet is one kind; `sales` adds the
order exports through `core.hooks.import_kinds`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from lianxin.engines.tabular import Match, Problem, Profile, RawTable, cells
from lianxin.jobs.rules import Stopped

__all__ = [
    "ORDERS_RANK",
    "TOLD_APART",
    "FileResult",
    "ImportContext",
    "ImportKind",
    "NotSaved",
    "Refused",
    "RejectRow",
    "Stopped",
]

if TYPE_CHECKING:
    from lianxin.accounts.models import User


class RejectRow(Protocol):
    """Takes one refused row for the problem workbook: its cells by header name (whitelisted columns only)."""

    def __call__(self, row: int, found: Mapping[str, cells.Cell], problems: list[Problem], /) -> None: ...


@dataclass(frozen=True)
class ImportContext:
    """What a kind is told about one table of one file."""

    batch_no: str
    path: Path
    file: str  # the name shown and kept as source; for a member of a zip, the member's name
    sheet: str  # "" for csv
    actor: User | None
    dry_run: bool
    whole_file: bool  # True: a refused row refuses the file
    shop: str | None  # as given with --shop
    exported_at: datetime | None  # as given with --exported-at: naive, Beijing
    modified_at: datetime  # of the file: naive, Beijing
    mapping: Path | None  # for orders:generic
    reject: RejectRow
    progress: Callable[[int], None]  # told the number of rows read since the last call; may raise Stopped
    refused_keys: dict[str, dict[str, tuple[str, int]]] = field(default_factory=dict)
    """Keys of rows refused earlier in this run, by sheet: the file and row each stood in."""


@dataclass
class FileResult:
    """What became of one table. `read` = new + updated + unchanged + sum(excluded) + rejected, always."""

    read: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    excluded: dict[str, int] = field(default_factory=dict)  # by code, words in core.messages
    rejected: int = 0
    problems: list[Problem] = field(default_factory=list)  # the first 100
    ignored_columns: list[str] = field(default_factory=list)
    totals: dict[str, str | None] = field(default_factory=dict)
    notices: list[tuple[str, dict[str, Any]]] = field(default_factory=list)  # (code, params)
    differs: bool = False  # to be looked at though no row was refused: a total that does not add up
    snapshot: int | None = None  # the lake's


class Refused(Exception):
    """The file as a whole cannot be imported; `code` and `params` say why, words in core.messages."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class NotSaved(Exception):
    """What was typed cannot be kept: problems with the column's name, and the record's id as the row."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__([problem.code for problem in problems])
        self.problems = tuple(problems)


#: Begins the names of kinds that are told apart only to be refused; nobody is offered them.
TOLD_APART = "known:"

#: Kinds from this rank on do not look at records, so that a dry run need not hold the database for them.
ORDERS_RANK = 1000


class ImportKind(Protocol):
    """One kind of file. `rank` orders the tables of one run: what is referred to comes first, so is lower."""

    @property
    def name(self) -> str: ...  # as typed with --as: "sheet:members", "orders:douyin"

    @property
    def rank(self) -> int: ...

    def profiles(self, mapping: Path | None) -> tuple[Profile, ...]:
        """The headers it is found by; none when a mapping file is needed and not given. Raises Refused."""
        ...

    def load(self, table: RawTable, match: Match, context: ImportContext) -> FileResult:
        """Read the table and write it, whole or not at all.

        Raises Refused; kinds that are known only to be told apart (settlements and the like) always do. A
        refused table stands under "unknown" with its reason.
        """
        ...
