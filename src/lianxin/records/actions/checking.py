"""What can only be said about a whole row: its key, what it refers to, and whether it agrees with itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lianxin.core.constraints import OneOf, RowRule, Within
from lianxin.core.sheets import Column, Fault, Sheet, sheet
from lianxin.engines.tabular import Problem
from lianxin.records.actions.columns import nearest
from lianxin.records.actions.grid import Grid, Key
from lianxin.records.actions.stored import Values, existing, known_keys
from lianxin.records.rules import ImportContext

_NEAREST_FOR = 100  # distinct unknown references that get a "did you mean"; looking is slow


@dataclass
class Sorted:
    """What is to become of the rows: positions, with the row as it would be stored."""

    new: list[tuple[int, Values]] = field(default_factory=list)
    updated: list[tuple[int, Values, int, tuple[Any, ...], Values]] = field(default_factory=list)
    unchanged: int = 0
    repeated: int = 0


def sort_rows(grid: Grid, context: ImportContext) -> Sorted:
    """Compares the rows with what is stored. Every further problem found is added to the grid's."""
    _check_refs(grid, context)
    repeated = _repeated(grid)
    stored = existing(grid.sheet, grid.keys)
    found = Sorted(repeated=len(repeated))
    rules = row_rules(grid.sheet)
    for position, key in enumerate(grid.keys):
        if position in repeated:
            continue
        before = stored.get(key)
        row = merged(grid, position, before[2] if before else None)
        check_rules(grid, position, row, rules)
        if position in grid.problems:
            continue
        if before is None:
            found.new.append((position, row))
        elif row == before[2]:
            found.unchanged += 1
        else:
            found.updated.append((position, row, *before))
    _check_across(grid, found)
    return found


def _check_across(grid: Grid, found: Sorted) -> None:
    """Rows that cannot be together, or with those there are."""
    if grid.sheet.across is None:
        return
    rows = [*((p, None, row) for p, row in found.new), *((u[0], u[2], u[1]) for u in found.updated)]
    rows.sort(key=lambda one: one[0])  # of two rows the file's first has it
    for place, fault in grid.sheet.across([(pk, row) for _, pk, row in rows]).items():
        position, _, row = rows[place]
        refuse_fault(grid, position, row, fault)
    found.new = [one for one in found.new if one[0] not in grid.problems]
    found.updated = [one for one in found.updated if one[0] not in grid.problems]


def refuse_fault(grid: Grid, position: int, row: Values, fault: Fault) -> None:
    """At its column, or at another where the file has no such column."""
    name, code, params = fault
    column = name if name in grid.values else next(iter(grid.values))
    grid.refuse(position, column, str(row[column]), code, **params)


def merged(grid: Grid, position: int, before: Values | None) -> Values:
    """The row as it would be stored: columns that are not in the file stay as they are."""
    row: Values = {}
    for column in grid.sheet.columns:
        if column.name in grid.values:
            row[column.name] = grid.values[column.name][position]
        elif before is not None:
            row[column.name] = before[column.name]
        elif column.required:
            grid.problems.setdefault(position, []).append(_no_column(grid, position, column))
            row[column.name] = column.empty
        else:
            row[column.name] = column.empty
    return row


def _no_column(grid: Grid, position: int, column: Column) -> Problem:
    return Problem(grid.numbers[position], column.zh, "", "no_column")


def _repeated(grid: Grid) -> set[int]:
    """Positions of rows that say the same as an earlier one. The same key with other values is a problem."""
    first: dict[Key, int] = {}
    same: set[int] = set()
    for position, key in enumerate(grid.keys):
        if position in grid.problems:
            continue
        earlier = first.setdefault(key, position)
        if earlier == position:
            continue
        if all(column[position] == column[earlier] for column in grid.values.values()):
            same.add(position)
        else:
            name = grid.sheet.key[-1]
            shown = str(grid.values[name][position])
            grid.refuse(position, name, shown, "repeated_key", row=grid.numbers[earlier])
    return same


def row_rules(target: Sheet) -> list[RowRule]:
    """The constraints that are not checked cell by cell already."""
    rules = target.model._meta.constraints
    return [rule for rule in rules if isinstance(rule, RowRule) and not isinstance(rule, OneOf)]


def check_rules(grid: Grid, position: int, row: Values, rules: list[RowRule]) -> None:
    for rule in rules:
        if rule.holds(row):
            continue
        at_fault, *others = rule.columns
        params: dict[str, Any] = {"other": grid.header(others[0])} if others else {}
        if isinstance(rule, Within):
            params |= {"least": rule.least, "most": rule.most}
        column = at_fault if at_fault in grid.values else next(c for c in others if c in grid.values)
        grid.refuse(position, column, str(row[at_fault]), rule.code, **params)


def _check_refs(grid: Grid, context: ImportContext) -> None:
    check_refs(grid, lambda ref: Referred(ref, known_keys(sheet(ref)), context.refused_keys.get(ref, {})))


def check_refs(grid: Grid, refer: Callable[[str], Referred]) -> None:
    """`refer` says what there is in a sheet that is referred to."""
    for name, values in grid.values.items():
        ref = grid.sheet.column(name).ref
        if ref:
            _check_column_refs(grid, name, values, refer(ref))


def _check_column_refs(grid: Grid, name: str, values: list[Any], referred: Referred) -> None:
    for position, value in enumerate(values):
        for item in value if isinstance(value, list) else [value]:
            if item and item not in referred.known:
                code, params = referred.reason(item)
                grid.refuse(position, name, item, code, **params)


class Referred:
    """The keys of a sheet that is referred to, and why another key is not among them.

    `refused`: keys of rows refused earlier in this run, with file and row.
    """

    def __init__(self, name: str, known: set[str], refused: Mapping[str, tuple[str, int]]) -> None:
        self.sheet = sheet(name)
        self.known = known
        self._refused = refused
        self._reasons: dict[str, tuple[str, dict[str, Any]]] = {}

    def reason(self, key: str) -> tuple[str, dict[str, Any]]:
        if key not in self._reasons:
            self._reasons[key] = self._reason(key)
        return self._reasons[key]

    def _reason(self, key: str) -> tuple[str, dict[str, Any]]:
        params: dict[str, Any] = {"sheet": self.sheet.zh, "key": key}
        if key in self._refused:
            file, row = self._refused[key]
            return "ref_refused", params | {"file": file, "row": row}
        near = nearest(key, list(self.known)) if len(self._reasons) < _NEAREST_FOR else ""
        return ("no_such_near", params | {"near": near}) if near else ("no_such", params)
