"""Cells of a sheet's column to the values that are stored, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from lianxin.core.fields import seal
from lianxin.core.sheets import Column, Sheet
from lianxin.engines.tabular import CellError, Problem, cells
from lianxin.lib.dates import BEIJING

#: What stands in a problem instead of a personal value.
MASK = "***"


def _moment(cell: cells.Cell) -> datetime | None:
    at = cells.moment(cell)
    return None if at is None else at.replace(tzinfo=BEIJING)


_READERS: dict[str, Callable[[cells.Cell], Any]] = {
    "int": cells.whole,
    "decimal": cells.decimal,
    "money": cells.amount,
    "percent": cells.percent,
    "date": cells.day,
    "datetime": _moment,
    "bool": cells.flag,
    "list": cells.words,
    "text": cells.text,
}


class ColumnReader:
    """Reads one column; the work is done once per distinct cell."""

    def __init__(self, sheet: Sheet, column: Column, header: str) -> None:
        self.column = column
        self.header = header
        self._read = cells.identifier if column.identifier else _READERS[column.type]
        field = sheet.model._meta.get_field(column.attribute)
        self._patterns = [v for v in getattr(field, "validators", ()) if isinstance(v, RegexValidator)]
        self._seen: dict[tuple[type, cells.Cell], Any] = {}

    def values(self, raw: Sequence[cells.Cell], rows: Sequence[int]) -> tuple[list[Any], list[Problem]]:
        """(stored values, problems); a refused cell's value is the column's empty one."""
        found: list[Any] = []
        problems: list[Problem] = []
        for cell, row in zip(raw, rows, strict=True):
            value = self._value(cell)
            if isinstance(value, CellError):
                problems.append(self.problem(row, value.value, value.code, value.params))
                value = self.column.empty
            found.append(value)
        return found, problems

    def problem(self, row: int, value: str, code: str, params: dict[str, Any]) -> Problem:
        shown = MASK if self.column.personal and value else value
        return Problem(row, self.header, shown, code, params)

    def _value(self, cell: cells.Cell) -> Any:
        known = (type(cell), cell)  # 1, 1.0 and True are one key without the type
        if known not in self._seen:
            try:
                self._seen[known] = self._checked(cell)
            except CellError as error:
                self._seen[known] = error
        return self._seen[known]

    def _checked(self, cell: cells.Cell) -> Any:
        value = self._read(cell)
        if value in (None, "", []):
            if self.column.required:
                raise CellError("required", "")
            return self.column.empty
        if self.column.choices and value not in self.column.choices:
            raise _not_one_of(value, self.column.choices)
        self._match_patterns(value)
        return seal(value) if self.column.personal else value

    def _match_patterns(self, value: Any) -> None:
        for pattern in self._patterns:
            try:
                pattern(value)
            except ValidationError:
                raise CellError("bad_form", value, form=self.column.help) from None


def _not_one_of(value: str, choices: tuple[str, ...]) -> CellError:
    near = nearest(value, choices)
    if near:
        return CellError("one_of_near", value, choices=choices, near=near)
    return CellError("one_of", value, choices=choices)


def nearest(value: str, words: Sequence[str]) -> str:
    """The word most like `value`, or ""."""
    folded = {word.casefold(): word for word in words}
    match = get_close_matches(value.casefold(), list(folded), n=1, cutoff=0.5)
    return folded[match[0]] if match else ""
