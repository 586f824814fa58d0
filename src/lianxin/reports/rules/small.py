"""What an open page must not show: groups of fewer than ten people, and what would give them away.

A group is hidden if it has fewer than `FEWEST` rows. Where the groups add up to a printed total, what is
hidden must not follow from the rest, not even for a reader who knows this rule: the smallest of the others is
hidden too, and where a small group would still follow, because no other sizes give the same page, all groups
are, and only the total is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

FEWEST = 10


@dataclass(frozen=True)
class Cell:
    """One number on the page, by what was asked: a whole figure, or one with a filter."""

    key: str
    period: str
    where: tuple[tuple[str, str], ...]


def is_small(rows: int, fewest: int = FEWEST) -> bool:
    """Nobody is no group."""
    return 0 < rows < fewest


def hidden_groups(rows: Mapping[str, int], *, adds_up: bool, fewest: int = FEWEST) -> frozenset[str]:
    """Of a split, the groups to hide. `rows`: how many rows each has, all of them."""
    small = frozenset(group for group, count in rows.items() if is_small(count, fewest))
    if not small or not adds_up:
        return small
    hidden = _with_another(rows, fewest)
    if all(_may_be_otherwise(group, rows, hidden, fewest) for group in small):
        return hidden
    return frozenset(group for group, count in rows.items() if count)


def _with_another(rows: Mapping[str, int], fewest: int) -> frozenset[str]:
    """The small groups and the next larger one."""
    ordered = sorted((group for group in rows if rows[group]), key=lambda group: (rows[group], group))
    few = sum(is_small(rows[group], fewest) for group in ordered)
    return frozenset(ordered[: few + 1])


def _may_be_otherwise(group: str, rows: Mapping[str, int], hidden: frozenset[str], fewest: int) -> bool:
    """Whether one row more or less, taken from or given to another hidden group, gives the same page."""
    for other in hidden - {group}:
        for step in (1, -1):
            moved = {**rows, group: rows[group] + step, other: rows[other] - step}
            if min(moved[group], moved[other]) > 0 and _with_another(moved, fewest) == hidden:
                return True
    return False


def hidden_filtered(
    cells: Mapping[Cell, int], splits: Mapping[tuple[str, str, str], Collection[str]], fewest: int = FEWEST
) -> frozenset[Cell]:
    """Of numbers with a filter, those to hide. `cells`: the rows of each, whole figures among them.

    `splits`: what is hidden in the splits on the same page, by (key, period, dimension). Hidden are small
    ones, those whose complement in a printed whole is small, and those that a split hides.
    """
    found = set()
    for cell, rows in cells.items():
        whole = cells.get(Cell(cell.key, cell.period, ()))
        complement = whole - rows if whole is not None and cell.where else 0
        in_split = any(value in splits.get((cell.key, cell.period, name), ()) for name, value in cell.where)
        if is_small(rows, fewest) or is_small(complement, fewest) or in_split:
            found.add(cell)
    return frozenset(found)


def follows_from_release(rows: int, released: int | None, fewest: int = FEWEST) -> bool:
    """Whether a group's number and the one of an earlier open edition differ by a small group."""
    return released is not None and is_small(abs(rows - released), fewest)
