"""One table of a sheet while it is checked: rows by position, columns by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lianxin.core.sheets import Column, Sheet
from lianxin.engines.tabular import Problem, cells
from lianxin.records.actions.columns import ColumnReader

Key = tuple[Any, ...]
_TOTAL = re.compile(r"(合\s*计|总\s*计|汇\s*总|小\s*计)[:：]?")


@dataclass
class Source:
    """The rows of a table as they came. `headers` in file order; `columns`: column name → index of cell."""

    headers: Sequence[str]
    columns: Mapping[str, int]
    rows: list[tuple[int, Sequence[cells.Cell]]]
    excluded: dict[str, int] = field(default_factory=dict)

    def cells_of(self, position: int) -> dict[str, cells.Cell]:
        """A row as the problem workbook shows it."""
        row = self.rows[position][1]
        return {
            header: row[index] if index < len(row) else None
            for index, header in enumerate(self.headers)
            if header
        }


@dataclass
class Grid:
    """`values`: per column in the file, what would be stored in each row. `problems`: by position of row."""

    sheet: Sheet
    source: Source
    readers: dict[str, ColumnReader]
    values: dict[str, list[Any]]
    problems: dict[int, list[Problem]]

    @cached_property
    def numbers(self) -> list[int]:
        return [number for number, _ in self.source.rows]

    @cached_property
    def keys(self) -> list[Key]:
        return list(zip(*(self.values[name] for name in self.sheet.key), strict=True))

    @cached_property
    def missing(self) -> list[Column]:
        """Columns that are not in the file."""
        return [c for c in self.sheet.columns if c.name not in self.values]

    def refuse(self, position: int, column: str, value: str, code: str, **params: Any) -> None:
        problem = self.readers[column].problem(self.numbers[position], value, code, params)
        self.problems.setdefault(position, []).append(problem)

    def header(self, attribute: str) -> str:
        """What the file calls the column of a model attribute; the Chinese title if it is not in the file."""
        column = next(c for c in self.sheet.columns if attribute in (c.attribute, c.name))
        reader = self.readers.get(column.name)
        return reader.header if reader else column.zh


def read_grid(sheet: Sheet, source: Source) -> Grid:
    """All cells read; what could not be is among the problems."""
    readers = {
        name: ColumnReader(sheet, sheet.column(name), source.headers[index])
        for name, index in source.columns.items()
    }
    grid = Grid(sheet, source, readers, {}, {})
    at = {number: position for position, number in enumerate(grid.numbers)}
    for name, index in source.columns.items():
        raw = [row[index] if index < len(row) else None for _, row in source.rows]
        grid.values[name], problems = readers[name].values(raw, grid.numbers)
        for problem in problems:
            grid.problems.setdefault(at[problem.row], []).append(problem)
    return grid


def is_total(row: Iterable[cells.Cell]) -> bool:
    """合计, 总计, 汇总, 小计 in the first cell that is not blank."""
    first = next((text for cell in row if (text := cells.text(cell))), "")
    return bool(_TOTAL.fullmatch(first))
