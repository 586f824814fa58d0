"""A table of a record sheet into the database: the import kind `sheet:NAME`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lianxin.core.sheets import Sheet, sheet
from lianxin.core.writing import in_turn
from lianxin.engines.tabular import Match, Profile, RawTable, cells, is_sample
from lianxin.records.actions.checking import Sorted, sort_rows
from lianxin.records.actions.grid import Grid, Source, is_total, read_grid
from lianxin.records.actions.writing import Origin, write
from lianxin.records.rules import FileResult, ImportContext

_PROBLEMS = 100
_PROGRESS_ROWS = 1000


@dataclass(frozen=True)
class SheetKind:
    """One record sheet as an import kind (`records.rules.ImportKind`)."""

    sheet: Sheet
    rank: int

    @property
    def name(self) -> str:
        return f"sheet:{self.sheet.name}"

    def profiles(self, mapping: Path | None) -> tuple[Profile, ...]:
        """Found by all its required columns."""
        return (self._profile([c.name for c in self.sheet.columns if c.required]),)

    def partial_profile(self) -> Profile:
        """When something else says that it is this sheet, the key is enough; other columns stay."""
        return self._profile(self.sheet.key)

    def _profile(self, required: Iterable[str]) -> Profile:
        return Profile(
            self.name,
            frozenset(self.sheet.column(name).zh for name in required),
            frozenset(c.zh for c in self.sheet.columns),
            {c.name: c.zh for c in self.sheet.columns},
        )

    def load(self, table: RawTable, match: Match, context: ImportContext) -> FileResult:
        by_title = {c.zh: c.name for c in self.sheet.columns}
        columns = {by_title[title]: index for title, index in match.columns.items()}
        source = Source(table.head[match.header_row - 1], columns, [])
        for number, row in table.rows(match.header_row):
            _take(source, number, row, context)
        result = load_source(self.sheet, source, context)
        result.ignored_columns = list(match.ignored)
        return result


def load_rows(
    name: str, rows: Iterable[tuple[int, Mapping[str, cells.Cell]]], context: ImportContext
) -> FileResult:
    """Rows that another kind of file has brought into a sheet's columns: (row number, cells by column name).

    All rows have the same columns, the key among them; the sheet's other columns stay as they are.
    """
    target = sheet(name)
    taken = [(number, list(row.values()), list(row)) for number, row in rows]
    names = taken[0][2] if taken else list(target.key)
    headers = [target.column(n).zh for n in names]
    source = Source(headers, {n: index for index, n in enumerate(names)}, [(r, row) for r, row, _ in taken])
    return load_source(target, source, context)


def _take(source: Source, number: int, row: Sequence[cells.Cell], context: ImportContext) -> None:
    if is_sample(row):
        return
    if is_total(row):
        source.excluded["total_row"] = source.excluded.get("total_row", 0) + 1
    else:
        source.rows.append((number, row))
    if len(source.rows) % _PROGRESS_ROWS == 0:
        context.progress(_PROGRESS_ROWS)


def load_source(target: Sheet, source: Source, context: ImportContext) -> FileResult:
    """Checks and writes, whole or not at all."""
    grid = read_grid(target, source)
    # Under a savepoint SQLite keeps a copy of every page it touches again: 50,000 updates took minutes.
    with in_turn(savepoint=False):
        found = sort_rows(grid, context)
        refused = bool(context.whole_file and grid.problems)
        if not refused:
            origin = Origin(context.batch_no, context.file, context.sheet, context.actor)
            write(target, found, grid.numbers, origin)
    _remember_refused(grid, context, everything=refused)
    _report_problems(grid, context)
    return _result(grid, found, refused=refused)


def _remember_refused(grid: Grid, context: ImportContext, *, everything: bool) -> None:
    """So that rows which refer to a refused one can say so."""
    if len(grid.sheet.key) == 1:
        keys = context.refused_keys.setdefault(grid.sheet.name, {})
        for position in range(len(grid.keys)) if everything else grid.problems:
            keys[grid.keys[position][0]] = (context.file, grid.numbers[position])


def _report_problems(grid: Grid, context: ImportContext) -> None:
    for position in sorted(grid.problems):
        context.reject(grid.numbers[position], grid.source.cells_of(position), grid.problems[position])


def _result(grid: Grid, found: Sorted, *, refused: bool) -> FileResult:
    excluded = dict(grid.source.excluded)
    if found.repeated:
        excluded["repeated_row"] = found.repeated
    if refused:
        excluded["file_refused"] = len(found.new) + len(found.updated) + found.unchanged
    problems = [p for position in sorted(grid.problems) for p in grid.problems[position]]
    return FileResult(
        read=len(grid.numbers) + sum(grid.source.excluded.values()),
        new=0 if refused else len(found.new),
        updated=0 if refused else len(found.updated),
        unchanged=0 if refused else found.unchanged,
        excluded=excluded,
        rejected=len(grid.problems),
        problems=problems[:_PROBLEMS],
    )
