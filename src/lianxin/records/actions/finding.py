"""What is to be imported: files, their tables, and which kind each table is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any

from lianxin.core import hooks
from lianxin.core.sheets import sheets
from lianxin.engines.tabular import (
    INSTRUCTIONS,
    Match,
    NoMatch,
    Profile,
    RawTable,
    TabularError,
    TieMatch,
    find_header,
    open_tables,
)
from lianxin.lib.dates import BEIJING
from lianxin.records.actions.columns import nearest
from lianxin.records.actions.loading import SheetKind
from lianxin.records.rules import TOLD_APART, ImportKind, Refused

PROBLEM_SUFFIX = ".问题行.xlsx"
_KEPT_OPEN = 64 << 20  # bytes of workbooks that stay in memory between finding and loading


@dataclass(frozen=True)
class Given:
    """A file to import: where it is, and what the user calls it."""

    path: Path
    name: str


@dataclass(frozen=True)
class Unknown:
    """A file or sheet that is not imported, and why."""

    file: str
    code: str
    params: dict[str, Any]
    sheet: str | None = None


@dataclass
class Found:
    """A table whose kind is known. `index` is its place in the file, for opening it again."""

    given: Given
    index: int
    table: RawTable | None
    kind: ImportKind
    match: Match
    password: str | None
    file: str
    sheet: str | None

    def open(self) -> RawTable:
        """The table, read again where keeping it open would have held too much memory."""
        if self.table is not None:
            return self.table
        tables = open_tables(self.given.path, name=self.given.name, password=self.password)
        return next(table for index, table in enumerate(tables) if index == self.index)

    @property
    def modified_at(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(self.given.path.stat().st_mtime, BEIJING).replace(tzinfo=None)


def given_files(paths: Iterable[Path]) -> tuple[list[Given], list[Unknown]]:
    """Folders are walked; what stands in them unasked (locks, hidden files, problem rows) is said."""
    files: list[Given] = []
    skipped: list[Unknown] = []
    for path in paths:
        if not path.exists():
            raise Refused("no_such_file", file=str(path))
        if not path.is_dir():
            files.append(Given(path, path.name))
            continue
        for file in sorted(p for p in path.rglob("*") if p.is_file()):
            name = file.relative_to(path).as_posix()
            code = _reason_to_skip(PurePath(name))
            if code:
                skipped.append(Unknown(name, code, {}))
            else:
                files.append(Given(file, name))
    return files, skipped


def _reason_to_skip(name: PurePath) -> str:
    if name.name.startswith("~$"):
        return "lock_file"
    if any(part.startswith(".") for part in name.parts):
        return "hidden_file"
    return "problem_workbook" if name.name.endswith(PROBLEM_SUFFIX) else ""


def _is_asked(kind: ImportKind, forced: str | None) -> bool:
    """A name, or a group of kinds: `plan:` are all that begin so."""
    return forced in (None, kind.name) or (str(forced).endswith(":") and kind.name.startswith(str(forced)))


class Finder:
    """Finds the kind of table after table. `forced`: what the user said it is (`--as`), a kind or a group."""

    def __init__(self, *, forced: str | None, mapping: Path | None, password: str | None) -> None:
        self.password = password
        self.forced = forced
        known = kinds()
        self.kinds = [k for k in known if _is_asked(k, forced)]
        if not self.kinds:
            names = [k.name for k in known if not k.name.startswith(TOLD_APART)]
            raise Refused("unknown_kind", kind=forced, near=nearest(str(forced), names), known=names)
        self._by_profile = {p.name: (k, p) for k in self.kinds for p in k.profiles(mapping)}
        if not self._by_profile:
            raise Refused("no_mapping", kind=forced)
        self._open = 0

    @cached_property
    def profiles(self) -> list[Profile]:
        return [profile for _, profile in self._by_profile.values()]

    def tables(self, given: Given) -> Iterator[Found | Unknown]:
        """Each table of one file that is not empty, hidden or a template's instructions."""
        any_table = False
        try:
            for index, table in enumerate(open_tables(given.path, name=given.name, password=self.password)):
                if table.hidden or table.sheet == INSTRUCTIONS or not any(map(any, table.head)):
                    continue
                any_table = True
                yield self._found(given, index, table)
        except TabularError as error:
            any_table = True
            for one in (error, *error.others):
                yield Unknown(str(one.params.get("file", given.name)), one.code, one.params)
        if not any_table:
            yield Unknown(given.name, "no_table", {})

    def _found(self, given: Given, index: int, table: RawTable) -> Found | Unknown:
        try:
            match = self.match(table)
        except NoMatch as error:
            nearest_kind = self._title(error.nearest) if error.nearest else None
            params = {"nearest": nearest_kind, "missing": error.missing}
            return Unknown(table.file, error.code, params, table.sheet)
        except TabularError as error:
            return Unknown(table.file, error.code, error.params, table.sheet)
        kind, _ = self._by_profile[match.profile.name]
        kept = self._keep(given.path, table)
        return Found(given, index, kept, kind, match, self.password, table.file, table.sheet)

    def _title(self, profile: str) -> str:
        kind, _ = self._by_profile[profile]
        return kind.sheet.zh if isinstance(kind, SheetKind) else str(getattr(kind, "title", kind.name))

    def _keep(self, path: Path, table: RawTable) -> RawTable | None:
        if table.sheet is None:  # a csv file is not held in memory
            return table
        self._open += path.stat().st_size
        return table if self._open <= _KEPT_OPEN else None

    def match(self, table: RawTable) -> Match:
        """By headers; where they fit several kinds or lack columns, the name of the sheet or file decides."""
        hinted = _hinted([k for k in self.kinds if isinstance(k, SheetKind)], table)
        if self.forced and not hinted and len(self.kinds) == 1 and isinstance(self.kinds[0], SheetKind):
            hinted = self.kinds[0]
        try:
            return find_header(table.head, self.profiles)
        except TieMatch as tie:
            if hinted and hinted.name in tie.profiles:
                return find_header(table.head, hinted.profiles(None))
            raise
        except NoMatch:
            if hinted:
                return find_header(table.head, [hinted.partial_profile()])
            raise


def _hinted(among: Sequence[SheetKind], table: RawTable) -> SheetKind | None:
    """The sheet whose title or name stands in the sheet's name, or else in the file's; the longest wins."""
    for text in (table.sheet or "", PurePath(table.file).stem):
        named = [
            (len(name), kind) for kind in among for name in (kind.sheet.zh, kind.sheet.name) if name in text
        ]
        if named:
            return max(named, key=lambda pair: pair[0])[1]
    return None


def kinds() -> list[ImportKind]:
    """Every kind of file that can be imported."""
    others = (kind for load in hooks.import_kinds for kind in load())
    return [*(SheetKind(sheet, rank) for rank, sheet in enumerate(sheets())), *others]
