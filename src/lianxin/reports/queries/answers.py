"""Figures and receipts as the command line, the pages and the API give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from django.utils.translation import get_language

from lianxin.core import hooks, ledger
from lianxin.core.home import home
from lianxin.core.sheets import sheets
from lianxin.engines import figures as engine_of_figures
from lianxin.engines.figures import (
    Duck,
    Engine,
    EngineMissing,
    Figure,
    Result,
    UnknownDimension,
    UnknownFigure,
    Value,
    World,
    compute,
    json_value,
    spark,
)
from lianxin.engines.lake import Reading, UnknownSnapshot, damage_told
from lianxin.engines.phrases import phrase
from lianxin.lib.dates import Period, parse_period
from lianxin.lib.money import percent
from lianxin.sales.queries import lake

Row = dict[str, Any]
_ALL_YEARS = "2000..2099"
_SNAPSHOT = re.compile(r"[1-9][0-9]{0,14}")


def figures(
    *,
    period: str,
    keys: Sequence[str] | None = None,
    where: Mapping[str, str] | None = None,
    by: str | None = None,
    snapshot: str | None = None,
    engine: str = "duckdb",
) -> dict[str, Any]:
    """The JSON of `figures --json`. Without `keys`: all figures that have the dimensions asked for.

    `snapshot` None is the last one taken. Raises FigureError, PeriodError, UnknownSnapshot, LakeDamaged.
    """
    span, where = parse_period(period), dict(where or {})
    chosen = _chosen(keys, [*where, *([by] if by else [])])
    flows = [figure for figure in chosen if figure.kind == "flow"]
    with opened(snapshot) as reading, _engine(engine, reading) as tables:
        before = span.previous()
        now = compute(World(tables, span.first, span.last), chosen, where, by)
        then = compute(World(tables, before.first, before.last), flows, where)
        taken = str(reading.snapshot)
    return {
        "period": _period(span),
        "snapshot": taken,
        "engine": engine,
        "figures": [_answer(f, where, now[f.key], then.get(f.key), by) for f in chosen],
    }


def credited_to(member_no: str, snapshot: str) -> list[dict[str, Any]]:
    """What counts as a member's in any figure that is split by year and member: figure, unit, year, value."""
    found = figures(period=_ALL_YEARS, where={"member_no": member_no}, by="year", snapshot=snapshot)
    names = {figure.key: figure.zh for figure in hooks.figures}
    return [
        {"figure": names[one["key"]], "unit": one["unit"], "year": part["year"], "value": part["value"]}
        for one in found["figures"]
        for part in one["by"]
        if part["rows"]
    ]


def receipt(
    *, key: str, period: str, where: Mapping[str, str] | None = None, snapshot: str | None = None
) -> Receipt:
    """The rows behind one value; close it. Raises as `figures` does."""
    (figure,) = _chosen([key], [])
    return Receipt(figure, parse_period(period), dict(where or {}), snapshot)


class Receipt:
    """Evidence rows of one figure, read from one snapshot for as long as it is open."""

    def __init__(self, figure: Figure, period: Period, where: dict[str, str], snapshot: str | None) -> None:
        self._figure, self._period, self._where = figure, period, where
        self._open = ExitStack()
        try:
            reading = self._open.enter_context(opened(snapshot))
            self._world = World(tables_in(reading), period.first, period.last)
            self._rows = engine_of_figures.receipt(self._world, figure, where)
        except BaseException:
            self._open.close()
            raise
        self._snapshot = str(reading.snapshot)

    def head(self) -> dict[str, Any]:
        """The JSON of `receipt --format json` without its rows."""
        with damage_told():
            result = self._rows.result
        return {
            "key": self._figure.key,
            "period": _period(self._period),
            "where": self._where,
            "snapshot": self._snapshot,
            "value": json_value(result.value),
            "unit": self._figure.unit,
            "is": self._figure.definition if _english() else self._figure.definition_zh,
            "count": result.rows,
        }

    @cached_property
    def columns(self) -> list[tuple[str, str]]:
        """(name, header) of each column, in order, without the source."""
        return [(name, self.label(name)) for name in self._rows.columns]

    @property
    def tables(self) -> tuple[str, ...]:
        """The sheets (and `lines`) that the rows come from."""
        return self._rows.tables

    def page(self, offset: int, limit: int) -> list[Row]:
        """The members whom the rows name are told (`core/ledger`)."""
        with damage_told():
            rows = self._rows.page(offset, limit)
        self._tell([row[name] for name in self._naming for row in rows])
        return rows

    def stream(self) -> Iterator[Row]:
        """All rows; memory does not grow with them. Whom they name is told before the first is read."""
        if self._naming:
            with damage_told():
                self._tell([no for numbers in self._rows.distinct(self._naming) for no in numbers])
        return self._stream()

    @property
    def exact_columns(self) -> tuple[str, ...]:
        """The columns of `exact`: also those that only the value is folded from, and the source."""
        return engine_of_figures.columns_of(self._world, self._figure)

    def exact(self) -> Iterator[tuple[engine_of_figures.Cell, ...]]:
        """All rows as they are hashed, from which the value can be folded again. Whom they name is told."""
        if self._naming:
            with damage_told():
                self._tell([no for numbers in self._rows.distinct(self._naming) for no in numbers])
        return self._exact()

    def _exact(self) -> Iterator[tuple[engine_of_figures.Cell, ...]]:
        with damage_told():
            yield from engine_of_figures.exact_rows(self._world, self._figure, self._where)

    def _stream(self) -> Iterator[Row]:
        with damage_told():
            yield from self._rows.stream()

    @property
    def _naming(self) -> tuple[str, ...]:
        return tuple(name for name in self._rows.columns if name in naming_columns())

    def _tell(self, numbers: Iterable[str | None]) -> None:
        ledger.seen({f"member:{no}" for no in numbers if no}, self._figure.key)

    def close(self) -> None:
        self._open.close()

    def label(self, name: str) -> str:
        """As the figure calls it, else as the sheets do that it reads, the main one first."""
        if _english():
            return name.replace("_", " ").capitalize()
        known = {sheet.name: sheet for sheet in sheets()}
        columns = [c for table in self._rows.tables if table in known for c in known[table].columns]
        return self._figure.labels.get(name) or next((c.zh for c in columns if c.name == name), name)


@cache
def naming_columns() -> frozenset[str]:
    """Columns, and dimensions, whose values are numbers of members."""
    return frozenset(c.name for s in sheets() for c in s.columns if c.ref == "members") | {"member_no"}


@contextmanager
def evidence(
    key: str, period: Period, where: Mapping[str, str], snapshot: str | None
) -> Iterator[Iterator[Row]]:
    """The rows of a figure for sums over them: nobody is shown, so nobody is told."""
    (figure,) = _chosen([key], [])
    with opened(snapshot) as reading, damage_told():
        world = World(tables_in(reading), period.first, period.last)
        yield engine_of_figures.receipt(world, figure, dict(where)).stream()


def tables_of(key: str, *, period: str, snapshot: str | None = None) -> tuple[str, ...]:
    """The sheets (and `lines`) that a figure's rows come from. Raises as `figures` does."""
    found = receipt(key=key, period=period, snapshot=snapshot)
    try:
        return found.tables
    finally:
        found.close()


def opened(snapshot: str | None) -> AbstractContextManager[Reading]:
    """To a reader a snapshot id is text; that the lake's are whole numbers is known here only."""
    if snapshot is None:
        return lake().reading()
    if not _SNAPSHOT.fullmatch(snapshot):
        raise UnknownSnapshot(snapshot=snapshot, newest=lake().snapshot())
    return lake().reading(int(snapshot))


def tables_in(reading: Reading) -> Duck:
    return Duck(reading.con, kept=home().compiled)


def _engine(name: str, reading: Reading) -> AbstractContextManager[Engine]:
    if name == "duckdb":
        return nullcontext(tables_in(reading))
    if name == "spark":
        return spark(reading.export)
    raise EngineMissing(name)


def _chosen(keys: Sequence[str] | None, dimensions: Sequence[str]) -> list[Figure]:
    known: dict[str, Figure] = {figure.key: figure for figure in hooks.figures}
    if keys:
        for key in keys:
            if key not in known:
                raise UnknownFigure(key, known)
        return [known[key] for key in dict.fromkeys(keys)]
    for dimension in dimensions:
        if not any(dimension in figure.by for figure in known.values()):
            raise UnknownDimension("", dimension, sorted({name for f in known.values() for name in f.by}))
    return [figure for figure in known.values() if set(dimensions) <= set(figure.by)]


def _answer(
    figure: Figure, where: Mapping[str, str], now: Result, then: Result | None, by: str | None
) -> dict[str, Any]:
    previous = then.value if then else None
    answer: dict[str, Any] = {
        "key": figure.key,
        "where": dict(where),
        "value": json_value(now.value),
        "unit": figure.unit,
        "rows": now.rows,
        "phrase": phrase(now.value, figure.unit),
        "previous": json_value(previous),
        "change": _change(now.value, previous),
    }
    if by:
        answer["by"] = [{by: g.key, "value": json_value(g.value), "rows": g.rows} for g in now.groups]
    return answer


def _change(value: Value, previous: Value) -> float | None:
    """In percent of the previous value."""
    if value is None or previous is None:
        return None
    old = Decimal(str(previous))
    return percent(Decimal(str(value)) - old, abs(old))


def _period(period: Period) -> dict[str, str]:
    return {"text": period.text, "first": period.first.isoformat(), "last": period.last.isoformat()}


def _english() -> bool:
    return (get_language() or "").startswith("en")
