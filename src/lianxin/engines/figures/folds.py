"""Folds: partial aggregates that the engine computes, and the exact value made from them in Python.

A fold knows only the evidence rows. Rounding happens once, at the end, half up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from lianxin.engines.figures.model import Value
from lianxin.lib.money import exact, half_up, one_place, percent


class Fold(Protocol):
    @property
    def columns(self) -> tuple[str, ...]: ...

    def partials(self, rows: Any, where: Any) -> dict[str, Any]:
        """Aggregates over the rows (ibis) for which `where` holds: a boolean column, or None for all."""
        ...

    def finish(self, parts: Mapping[str, Any]) -> Value: ...


def counted(part: int | None) -> int:
    """A count of the rows that hold; where there are none, Spark says null."""
    return int(part or 0)


@dataclass(frozen=True)
class Count:
    """Number of rows: int."""

    columns: tuple[str, ...] = ()

    def partials(self, rows: Any, where: Any) -> dict[str, Any]:
        return {"n": rows.count(where=where)}

    def finish(self, parts: Mapping[str, Any]) -> Value:
        return counted(parts["n"])


def _both(where: Any, flag: Any) -> Any:
    return flag if where is None else where & flag


class CountDistinct:
    """Number of different texts, or of combinations of them: int. Null and "" alone are not values.

    `only` names a boolean column that a row must have to be counted.
    """

    def __init__(self, *parts: str, only: str = "") -> None:
        self.parts, self.only = parts, only
        self.columns = (*parts, only) if only else parts

    def partials(self, rows: Any, where: Any) -> dict[str, Any]:
        where = _both(where, rows[self.only]) if self.only else where
        if len(self.parts) > 1:
            import ibis

            return {"n": ibis.struct({c: rows[c] for c in self.parts}).nunique(where=where)}
        return {"n": rows[self.parts[0]].nullif("").nunique(where=where)}

    def finish(self, parts: Mapping[str, Any]) -> Value:
        return counted(parts["n"])


@dataclass(frozen=True)
class Sum:
    """Sum of a column; nulls add nothing, no rows give 0. `places` 0: int, 2: Decimal; divided by `per`."""

    column: str
    places: int = 0
    per: int = 1

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def partials(self, rows: Any, where: Any) -> dict[str, Any]:
        return {"sum": rows[self.column].sum(where=where)}

    def finish(self, parts: Mapping[str, Any]) -> Value:
        total = half_up(exact(parts["sum"] or 0) / self.per, self.places)
        return total if self.places else int(total)


@dataclass(frozen=True)
class Difference:
    """Sum of one column less the sum of another: Decimal with two places."""

    plus: str
    minus: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.plus, self.minus)

    def partials(self, rows: Any, where: Any) -> dict[str, Any]:
        return {"plus": rows[self.plus].sum(where=where), "minus": rows[self.minus].sum(where=where)}

    def finish(self, parts: Mapping[str, Any]) -> Value:
        return half_up(exact(parts["plus"] or 0) - exact(parts["minus"] or 0), 2)


@dataclass(frozen=True)
class Share:
    """Percent of the rows that have a flag: float with one decimal; None without rows."""

    flag: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.flag,)

    def partials(self, rows: Any, where: Any) -> dict[str, Any]:
        flag = rows[self.flag]
        return {"part": rows.count(where=_both(where, flag)), "n": rows.count(where=where)}

    def finish(self, parts: Mapping[str, Any]) -> Value:
        return percent(counted(parts["part"]), counted(parts["n"]))


class Ratio:
    """Percent of one fold's value in another's: float with one decimal; None if the whole is 0 or missing."""

    def __init__(self, top: Fold, bottom: Fold) -> None:
        self.top, self.bottom = top, bottom
        self.columns = (*top.columns, *bottom.columns)

    def partials(self, rows: Any, where: Any) -> dict[str, Any]:
        sides = {"top": self.top, "bottom": self.bottom}
        return {f"{s}_{n}": e for s, fold in sides.items() for n, e in fold.partials(rows, where).items()}

    def finish(self, parts: Mapping[str, Any]) -> Value:
        top = self.top.finish({n.removeprefix("top_"): v for n, v in parts.items()})
        bottom = self.bottom.finish({n.removeprefix("bottom_"): v for n, v in parts.items()})
        return percent(top or 0, bottom)


@dataclass(frozen=True)
class Median:
    """Median of a column of whole numbers: float with one decimal; None without rows."""

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def partials(self, rows: Any, where: Any) -> dict[str, Any]:
        return {"median": rows[self.column].median(where=where)}

    def finish(self, parts: Mapping[str, Any]) -> Value:
        return None if parts["median"] is None else one_place(parts["median"])


@dataclass(frozen=True)
class Max:
    """The largest value of a column of whole numbers: int; None without rows."""

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def partials(self, rows: Any, where: Any) -> dict[str, Any]:
        return {"max": rows[self.column].max(where=where)}

    def finish(self, parts: Mapping[str, Any]) -> Value:
        return None if parts["max"] is None else int(parts["max"])
