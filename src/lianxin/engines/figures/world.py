"""What an evidence function sees: the tables, the period, and a few words that every figure needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Protocol

#: Where a row came from; every evidence table ends with these.
SOURCE = ("source_file", "source_sheet", "source_row", "source_batch", "source_user", "source_at")
#: The order of a fact table's rows.
ORDER = "_id"
#: What tells the rows of a big table apart; such a table is read in the order in which it is stored.
ROW = "rowid"


Scalar = date | int | str


class Engine(Protocol):
    """Runs expressions. `values` are what `scalar` stands for; equal `key`s mean equal queries."""

    def remember(self, key: tuple[object, ...], make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """The JSON object that `make` returns, made once for tables with the same columns."""
        ...

    def table(self, name: str, *, part: bool = False) -> Any: ...
    def scalar(self, name: str, value: Scalar) -> Any: ...
    def fetch(
        self, key: tuple[object, ...], build: Callable[[], Any], values: Mapping[str, Any]
    ) -> list[dict[str, Any]]: ...
    def starts(
        self, key: tuple[object, ...], build: Callable[[], Any], values: Mapping[str, Any], every: int
    ) -> list[int]:
        """Of the row ids that `build` returns, ascending: the first, then every so many-th; found once."""
        ...

    def batches(
        self,
        key: tuple[object, ...],
        build: Callable[[], Any],
        values: Mapping[str, Any],
        *,
        limit: int | None = None,
        offset: int = 0,
        rows: Sequence[int] = (),
    ) -> Iterator[Any]: ...


@dataclass(frozen=True)
class World:
    """The records at one snapshot, looked at through one period (both ends included)."""

    engine: Engine
    begin: date
    end: date
    wanted: frozenset[str] | None = None  # None: every column
    values: dict[str, Any] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)  # the tables asked for, the main one first
    only: tuple[int, ...] = ()  # if any: ids of the only rows of big tables

    def __post_init__(self) -> None:
        period = {"first": self.begin, "last": self.end, "after": self.end + timedelta(days=1)}
        object.__setattr__(self, "values", period | self.values)

    def wanting(self, columns: frozenset[str] | None, **values: Scalar) -> World:
        """The same world for a query that needs only these columns; `values` are what it filters by."""
        return replace(self, wanted=columns, values=self.values | values, used=[])

    def wants(self, *columns: str) -> bool:
        """Whether any of them is needed; joins that nobody asked for are left out."""
        return self.wanted is None or not self.wanted.isdisjoint(columns)

    def table(self, name: str) -> Any:
        self.used.append(name)
        return self.engine.table(name, part=bool(self.only))

    def only_rows(self, ids: Sequence[int]) -> World:
        """The same world with just these rows of its big tables."""
        return replace(self, only=tuple(ids), used=[])

    def value(self, name: str) -> Any:
        return self.engine.scalar(name, self.values[name])

    @property
    def first(self) -> Any:
        return self.value("first")

    @property
    def last(self) -> Any:
        return self.value("last")

    def in_period(self, column: Any) -> Any:
        """A date, or a timestamp whose day is in the period."""
        if column.type().is_date():
            return column.between(self.first, self.last)
        after = self.value("after").cast("timestamp")
        return (column >= self.first.cast("timestamp")) & (column < after)

    def by_then(self, column: Any) -> Any:
        """The date is known and not after the period's last day."""
        return (column <= self.last).fill_null(False)

    def running(self, start: Any, end: Any) -> Any:
        """Begun on or before the last day (a missing start: long ago) and not ended on or before it."""
        return (start.isnull() | (start <= self.last)) & (end.isnull() | (end > self.last))

    def days(self, start: Any, end: Any) -> Any:
        """Number of the period's days from `start` on and before `end`, either may be missing."""
        import ibis

        begin = ibis.greatest(start.fill_null(self.first), self.first)
        after = self.value("after")
        return ibis.greatest(ibis.least(end.fill_null(after), after).delta(begin, unit="day"), 0)

    def join(self, rows: Any, table: str, on: str, *columns: str, where: str = "") -> Any:
        """The rows with columns of the record whose key is `on` (`where`: what that key is called there)."""
        other = self.table(table)
        other = other.select(**{f"_{table}": other[where or on]}, **{c: other[c] for c in columns})
        return rows.left_join(other, rows[on] == other[f"_{table}"])

    def latest(self, rows: Any, key: tuple[str, ...]) -> Any:
        """Of the rows with as_of on or before the last day, the latest one of each key."""
        import ibis

        known = rows.filter(self.by_then(rows.as_of))
        place = ibis.row_number().over(group_by=[known[c] for c in key], order_by=known.as_of.desc())
        numbered = known.mutate(_place=place)
        return numbered.filter(numbered._place == 0)

    def rows(self, rows: Any, *columns: str, **more: Any) -> Any:
        """Evidence: the columns, what else is named, and the source."""
        have = rows.columns
        kept = [c for c in (*columns, ORDER, ROW, *SOURCE) if c in have]
        return rows.select(*kept, **more)
