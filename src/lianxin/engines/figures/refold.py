"""A figure's value from the rows of its receipt alone, in plain Python: what another machine can check.

The rows are those of `digest.exact_rows`, already filtered; memory does not grow with their number, but with
that of the different values that a distinct count or a median looks at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from lianxin.engines.figures.compute import Group, Result
from lianxin.engines.figures.digest import Cell, Digest, digest_of
from lianxin.engines.figures.dimensions import DATED
from lianxin.engines.figures.folds import (
    Count,
    CountDistinct,
    Difference,
    Fold,
    Max,
    Median,
    Ratio,
    Share,
    Sum,
)
from lianxin.engines.figures.model import Figure

_Row = Mapping[str, Cell]


def refold(
    figure: Figure, columns: Sequence[str], rows: Iterable[Sequence[Cell]], by: str | None = None
) -> Result:
    """Raises KeyError for a column that the fold needs and the rows lack, ValueError for a bad cell."""
    (found,), _digest = refold_all([(figure, by)], columns, rows)
    return found


def refold_all(
    asked: Sequence[tuple[Figure, str | None]], columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> tuple[list[Result], Digest]:
    """Several figures, each with what it is split by, that have the same rows; and the hash of these.

    The rows are read once. Raises as `refold`.
    """
    work = [_Splitting(figure, by) for figure, by in asked]

    def taken() -> Iterator[Sequence[Cell]]:
        for cells in rows:
            row = dict(zip(columns, cells, strict=True))
            for one in work:
                one.take(row)
            yield cells

    digest = digest_of(columns, taken())
    return [one.result() for one in work], digest


class _Splitting:
    """One figure and its groups."""

    def __init__(self, figure: Figure, by: str | None) -> None:
        self._fold, self._by = figure.fold, by
        self._whole = _Folding(figure.fold)
        self._groups: dict[str, _Folding] = {}

    def take(self, row: _Row) -> None:
        self._whole.take(row)
        if self._by:
            self._groups.setdefault(_key(row, self._by), _Folding(self._fold)).take(row)

    def result(self) -> Result:
        groups = [Group(key, one.value(), one.rows) for key, one in sorted(self._groups.items())]
        return Result(self._whole.value(), self._whole.rows, tuple(groups))


def _key(row: _Row, by: str) -> str:
    if by not in DATED:
        return str(row[by] if row[by] is not None else "")
    day = date.fromisoformat(str(row["at"])[:10])
    return f"{day:%Y-%m}" if by == "month" else f"{day:%Y}"


class _Folding:
    """One fold under way: the partial aggregates that the engine would compute."""

    def __init__(self, fold: Fold) -> None:
        self.fold = fold
        self.rows = 0
        self._parts = _partials(fold)

    def take(self, row: _Row) -> None:
        self.rows += 1
        for part in self._parts.values():
            part.take(row)

    def value(self) -> Any:
        return self.fold.finish({name: part.result() for name, part in self._parts.items()})


class _Counting:
    def __init__(self, flag: str = "") -> None:
        self._flag, self._n = flag, 0

    def take(self, row: _Row) -> None:
        self._n += not self._flag or row[self._flag] is True

    def result(self) -> int:
        return self._n


class _Distinct:
    def __init__(self, fold: CountDistinct) -> None:
        self._fold = fold
        self._seen: set[tuple[Cell, ...]] = set()

    def take(self, row: _Row) -> None:
        if self._fold.only and row[self._fold.only] is not True:
            return
        found = tuple(row[name] for name in self._fold.parts)
        if len(found) > 1 or found[0] not in (None, ""):
            self._seen.add(found)

    def result(self) -> int:
        return len(self._seen)


class _Total:
    def __init__(self, column: str) -> None:
        self._column, self._sum = column, Decimal(0)

    def take(self, row: _Row) -> None:
        cell = row[self._column]
        if cell is not None:
            self._sum += Decimal(str(cell))

    def result(self) -> Decimal:
        return self._sum


class _Many:
    """The values of a column of whole numbers, counted."""

    def __init__(self, column: str, *, greatest: bool) -> None:
        self._column, self._greatest = column, greatest
        self._counts: Counter[int] = Counter()

    def take(self, row: _Row) -> None:
        cell = row[self._column]
        if cell is not None:
            self._counts[int(str(cell))] += 1

    def result(self) -> int | Fraction | None:
        if not self._counts:
            return None
        return max(self._counts) if self._greatest else self._middle()

    def _middle(self) -> Fraction:
        ordered = sorted(self._counts.elements())
        half = len(ordered) // 2
        return Fraction(ordered[half] + ordered[-half - 1], 2)


def _partials(fold: Fold) -> dict[str, Any]:
    """By the names that the fold's `finish` knows."""
    if isinstance(fold, Ratio):
        sides = {"top": fold.top, "bottom": fold.bottom}
        return {f"{s}_{n}": part for s, one in sides.items() for n, part in _partials(one).items()}
    return _PARTIALS[type(fold)](fold)


_PARTIALS: dict[type, Callable[[Any], dict[str, Any]]] = {
    Count: lambda fold: {"n": _Counting()},
    CountDistinct: lambda fold: {"n": _Distinct(fold)},
    Sum: lambda fold: {"sum": _Total(fold.column)},
    Difference: lambda fold: {"plus": _Total(fold.plus), "minus": _Total(fold.minus)},
    Share: lambda fold: {"part": _Counting(fold.flag), "n": _Counting()},
    Median: lambda fold: {"median": _Many(fold.column, greatest=False)},
    Max: lambda fold: {"max": _Many(fold.column, greatest=True)},
}
