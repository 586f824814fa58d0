"""Files that are told apart only in order not to be misread: each is refused with its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lianxin.engines.tabular import Match, Profile, RawTable
from lianxin.records.rules import ORDERS_RANK, TOLD_APART, FileResult, ImportContext, Refused
from lianxin.sales.rules.known import KnownFile


@dataclass(frozen=True)
class KnownKind:
    """One kind of file that is not imported (`records.rules.ImportKind`)."""

    known: KnownFile
    rank: int = ORDERS_RANK + 2

    @property
    def name(self) -> str:
        return f"{TOLD_APART}{self.known.name}"

    def profiles(self, mapping: Path | None) -> tuple[Profile, ...]:
        return (Profile(self.known.name, self.known.required, self.known.required),)

    def load(self, table: RawTable, match: Match, context: ImportContext) -> FileResult:
        raise Refused(self.known.reason, what=self.known.what)
