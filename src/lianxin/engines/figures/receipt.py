"""Receipts: the evidence rows themselves, each with where it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from lianxin.engines.figures.compute import Result, check, compute, filtered, narrowed
from lianxin.engines.figures.model import Figure
from lianxin.engines.figures.world import ORDER, ROW, SOURCE, World
from lianxin.lib.money import two_places

Row = dict[str, Any]
_EVERY = 1000  # rows, of which the first one's place is remembered
_NO_END = 2**63 - 1


class _Shape(NamedTuple):
    columns: tuple[str, ...]
    tables: tuple[str, ...]
    ordered: bool  # a fact table, whose rows have an order of their own


def receipt(world: World, figure: Figure, where: Mapping[str, str] | None = None) -> Receipt:
    """The rows behind one value. Raises UnknownDimension, BadValue, TableMissing."""
    check(figure, tuple(where or {}))
    return Receipt(world, figure, dict(where or {}))


class Receipt:
    """Rows in a fixed order: {column: value, …, "source": {…}}; dates ISO, decimals text with two places."""

    def __init__(self, world: World, figure: Figure, where: Mapping[str, str]) -> None:
        self.figure = figure
        self.where = where
        self._whole = world
        self._world = narrowed(world, None, figure, where)

    @cached_property
    def result(self) -> Result:
        return compute(self._whole, [self.figure], self.where)[self.figure.key]

    @property
    def columns(self) -> tuple[str, ...]:
        """What a reader sees, in order."""
        return self._shape.columns

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that the rows come from, the main one first."""
        return self._shape.tables

    def page(self, offset: int, limit: int) -> list[Row]:
        if self._shape.ordered:
            return [row for _, row in self._read(self._world, limit=limit, offset=offset)]
        ids = self._row_ids(offset, limit)
        found = dict(self._read(self._world.only_rows(ids))) if ids else {}
        return [found[i] for i in ids]

    def stream(self) -> Iterator[Row]:
        """All rows; memory does not grow with their number."""
        return (row for _, row in self._read(self._world))

    def distinct(self, names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        """The different values that columns have together, over all rows."""

        def build() -> Any:
            return self._rows(self._world).select(*names).distinct()

        key = ("distinct", self.figure, tuple(self.where), names)
        for batch in self._world.engine.batches(key, build, self._world.values):
            yield from zip(*(batch.column(name).to_pylist() for name in names), strict=True)

    @cached_property
    def _shape(self) -> _Shape:
        """Kept: building an expression only to see its columns takes longer than reading a page."""

        def make() -> dict[str, Any]:
            world = self._whole.wanting(None)
            names = self.figure.evidence(world).columns
            shown = [c for c in names if c not in {"at", ROW, *SOURCE} and not c.startswith("_")]
            return {"columns": shown, "tables": list(dict.fromkeys(world.used)), "ordered": ORDER in names}

        found = self._whole.engine.remember(("shape", self.figure), make)
        return _Shape(tuple(found["columns"]), tuple(found["tables"]), found["ordered"])

    def _rows(self, world: World) -> Any:
        rows = filtered(world, self.figure, self.where)
        return rows.filter(rows[self.figure.only]) if self.figure.only else rows

    def _read(
        self, world: World, *, limit: int | None = None, offset: int = 0
    ) -> Iterator[tuple[int | None, Row]]:
        """Rows with their ids, if they have any; fact tables in the order of their ids."""

        def build() -> Any:
            rows = self._rows(world)
            shown = [*self.columns, *(c for c in (ROW, *SOURCE) if c in rows.columns)]
            return (rows.order_by(ORDER) if self._shape.ordered else rows).select(*shown)

        key = ("rows", self.figure, tuple(self.where), bool(world.only))
        read = world.engine.batches(key, build, world.values, limit=limit, offset=offset, rows=world.only)
        for batch in read:
            yield from _plain(batch, self.columns)

    def _row_ids(self, offset: int, limit: int) -> list[int]:
        """One page. Only a few narrow columns are read, so the last page is as quick as the first."""
        columns = frozenset({*self.where, *([self.figure.only] if self.figure.only else [])})
        world = narrowed(self._whole, columns, self.figure, self.where)
        if self._is_joined(world):
            return self._joined_ids(world, offset, limit)
        key = ("ids", self.figure, tuple(self.where))
        return _ids(
            world.engine.batches(
                key, lambda: self._rows(world).select(ROW), world.values, limit=limit, offset=offset
            )
        )

    def _is_joined(self, world: World) -> bool:
        """Whether the filters look at other tables too. A join may change the order in which rows come."""

        def make() -> dict[str, Any]:
            self._rows(world)
            return {"tables": len(set(world.used))}

        key = ("joined", self.figure, tuple(self.where))
        return bool(world.engine.remember(key, make)["tables"] > 1)

    def _joined_ids(self, world: World, offset: int, limit: int) -> list[int]:
        """In the order of the ids. All rows are joined once, later pages join only those around them."""
        key = ("ids", self.figure, tuple(self.where))
        starts = world.engine.starts(key, lambda: self._rows(world).select(ROW), world.values, _EVERY)
        first, end = offset // _EVERY, -(-(offset + limit) // _EVERY)
        if first >= len(starts):
            return []
        bounds = {"from_row": starts[first], "to_row": starts[end] if end < len(starts) else _NO_END}
        near = world.wanting(world.wanted, **bounds)

        def build() -> Any:
            rows = self._rows(near)
            around = (rows[ROW] >= near.value("from_row")) & (rows[ROW] < near.value("to_row"))
            return rows.filter(around).order_by(ROW).select(ROW)

        read = near.engine.batches(("around", *key), build, near.values, limit=limit, offset=offset % _EVERY)
        return _ids(read)


def _ids(batches: Iterator[Any]) -> list[int]:
    return [i for batch in batches for i in batch.column(ROW).to_pylist()]


def _plain(batch: Any, columns: tuple[str, ...]) -> Iterator[tuple[int | None, Row]]:
    """The rows of one record batch, a column at a time: that is several times faster than a row at a time."""

    def cells(name: str) -> list[Any]:
        return _written(batch.column(name)) if name in batch.schema.names else [None] * batch.num_rows

    values = zip(*(cells(name) for name in columns), strict=True)
    sources = zip(*(cells(name) for name in SOURCE), strict=True)
    for row_id, row, source in zip(cells(ROW), values, sources, strict=True):
        yield row_id, dict(zip(columns, row, strict=True)) | {"source": _source(source)}


def _source(cells: tuple[Any, ...]) -> Row:
    file, sheet, row, batch, user, at = cells
    if file or batch:
        return {"file": file, "sheet": sheet or None, "row": row, "batch": batch}
    return {"user": user, "at": at}


def _written(column: Any) -> list[Any]:
    values = column.to_pylist()
    write = next((_WRITERS[type(v)] for v in values if type(v) in _WRITERS), None)
    return [None if v is None else write(v) for v in values] if write else values


def _decimal(value: Decimal) -> str:
    return str(value) if value.as_tuple().exponent == -2 else two_places(value)


_WRITERS: dict[type, Callable[[Any], str]] = {
    date: date.isoformat,
    datetime: datetime.isoformat,
    Decimal: _decimal,
}
