"""Records as the tables that figures read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from lianxin.core.sheets import Column, sheet

Series = Any  # a pyarrow Array; its stubs want the element type, which is known at run time only

_DECIMALS: dict[str, Any] = {
    "money": pa.decimal128(18, 2),
    "decimal": pa.decimal128(18, 4),
    "percent": pa.decimal128(18, 2),
}
_PLAIN: dict[str, Any] = {
    "text": pa.string(),
    "int": pa.int64(),
    "bool": pa.bool_(),
    "list": pa.list_(pa.string()),
}
_MOMENT = pa.timestamp("us")
_DAY_ZERO = dt.date(1970, 1, 1).toordinal()
# Midnight in Beijing: what is counted from here is the wall clock. No summer time since 1992.
_ZERO = dt.datetime(1970, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=8)))
_MICROSECOND = dt.timedelta(microseconds=1)
_SOURCE: tuple[tuple[str, str, pa.DataType], ...] = (
    ("_id", "pk", pa.int64()),
    ("source_file", "source_file", pa.string()),
    ("source_sheet", "source_sheet", pa.string()),
    ("source_row", "source_row", pa.int32()),
    ("source_batch", "batch_id", pa.string()),
    ("source_user", "entered_by__username", pa.string()),
    ("source_at", "entered_at", _MOMENT),
)


def fact_table(name: str) -> pa.Table:
    """See `queries.facts`."""
    target = sheet(name)
    columns = [c for c in target.columns if not c.personal]
    query = target.model.unscoped.order_by("pk")
    paths = [c.attribute for c in columns] + [path for _, path, _ in _SOURCE]
    rows = list(query.values_list(*paths))
    series: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * len(paths)
    found = {c.name: _array(series[n], c) for n, c in enumerate(columns)}
    for derived, (column, work_out) in target.derived.items():
        found[derived] = pa.array([work_out(value) for value in found[column].to_pylist()], pa.string())
    for n, (label, _, kind) in enumerate(_SOURCE, start=len(columns)):
        found[label] = _source_array(series[n], kind)
    return pa.table(found)


def _array(values: Sequence[Any], column: Column) -> Series:
    if column.type == "datetime":
        return _moments(values)
    if column.type == "date":
        return _days(values)
    if column.type in _DECIMALS:
        return pa.array(values, _DECIMALS[column.type])
    array: Series = pa.array(values, _PLAIN[column.type])
    return array.fill_null("") if column.type == "text" else array


def _source_array(values: Sequence[Any], kind: Any) -> Series:
    if kind == _MOMENT:
        return _moments(values)
    array: Series = pa.array(values, kind)
    return array.fill_null("") if kind == pa.string() else array


def _days(values: Sequence[dt.date | None]) -> Series:
    """Numbers, because arrow takes dates one by one ten times slower."""
    return pa.array([value and value.toordinal() - _DAY_ZERO for value in values], pa.int32()).cast(
        pa.date32()
    )


def _moments(values: Sequence[dt.datetime | None]) -> Series:
    """Aware times as Beijing wall clock. Microseconds are counted in whole numbers, so that none is lost."""
    counted = [value and (value - _ZERO) // _MICROSECOND for value in values]
    return pa.array(counted, pa.int64()).cast(_MOMENT)
