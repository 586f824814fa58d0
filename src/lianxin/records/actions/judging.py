"""One row as somebody typed it, judged by the import's own readers and checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lianxin.accounts.models import User
from lianxin.core.sheets import Sheet, sheet
from lianxin.engines.tabular import cells
from lianxin.records.access import visible_to
from lianxin.records.actions.checking import (
    Referred,
    check_refs,
    check_rules,
    merged,
    refuse_fault,
    row_rules,
)
from lianxin.records.actions.grid import Grid, Source, read_grid
from lianxin.records.actions.stored import Values, manager
from lianxin.records.rules import NotSaved


def typed_row(target: Sheet, typed: Mapping[str, cells.Cell], pk: int) -> Grid:
    """Cells by column name; `pk` stands as the row in what is wrong with them."""
    names = [c.name for c in target.columns if c.name in typed]
    titles = [target.column(name).zh for name in names]
    at = {name: n for n, name in enumerate(names)}
    return read_grid(target, Source(titles, at, [(pk, [typed[name] for name in names])]))


def stored_row(target: Sheet, values: Values, pk: int) -> Grid:
    """Values that were stored before: only what lies outside the cell can have moved since."""
    grid = typed_row(target, dict.fromkeys(values), pk)
    return replace(grid, values={name: [value] for name, value in values.items()}, problems={})


def judged(grid: Grid, before: Values | None, actor: User) -> Values:
    """The row as it would be stored, columns that were not typed as in `before`.

    Raises NotSaved with everything that is wrong with it.
    """
    row = merged(grid, 0, before)
    check_refs(grid, lambda ref: Referred(ref, _known_to(actor, ref), {}))
    check_rules(grid, 0, row, row_rules(grid.sheet))
    if grid.sheet.across and not grid.problems:
        for fault in grid.sheet.across([(grid.numbers[0] or None, row)]).values():
            refuse_fault(grid, 0, row, fault)
    if found := grid.problems.get(0):
        names = {c.zh: c.name for c in grid.sheet.columns}
        raise NotSaved([replace(problem, column=names[problem.column]) for problem in found])
    return row


def _known_to(actor: User, name: str) -> set[str]:
    """The keys that the actor may know of: a reference to another is as one to none."""
    target = sheet(name)
    keys = manager(target).filter(pk__in=visible_to(actor, name).values("pk"))
    return set(keys.values_list(target.column(target.key[0]).attribute, flat=True))
