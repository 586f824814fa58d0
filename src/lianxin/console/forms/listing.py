"""What the list of a sheet is asked: filters in the address, and the form that makes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.http import QueryDict

from lianxin.core.sheets import Column
from lianxin.records.queries.listing import Filter

_DATED = ("date", "datetime")
_MOST = 20  # values of one column in an address


def filterable(columns: Sequence[Column]) -> list[Column]:
    """Columns whose values may stand in an address: chosen from a list, dates, references."""
    return [c for c in columns if not c.personal and (c.choices or c.ref or c.type in ("bool", *_DATED))]


def asked_filters(query: QueryDict, columns: Sequence[Column]) -> tuple[Filter, ...]:
    """Of the address; what makes no sense is left out."""
    return tuple(one for column in filterable(columns) for one in _of_column(query, column))


def _of_column(query: QueryDict, column: Column) -> Iterator[Filter]:
    if column.type in _DATED:
        for how in ("from", "to"):
            day = query.get(f"{column.name}.{how}", "").strip()
            if _is_day(day):
                yield Filter(column.name, how, (day,))
        return
    values = tuple(dict.fromkeys(value for value in query.getlist(column.name) if value))[:_MOST]
    if values:
        yield Filter(column.name, "is", values)


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text) < dt.date.max
    except ValueError:
        return False


def asked_sort(query: QueryDict) -> str:
    return query.get("sort", "")


def query_of(filters: Sequence[Filter], **more: str) -> str:
    """As the query of an address."""
    found = QueryDict(mutable=True)
    for one in filters:
        name = f"{one.column}.{one.how}" if one.how in ("from", "to") else one.column
        found.setlist(name, [*found.getlist(name), *one.values])
    for name, value in more.items():
        if value:
            found[name] = value
    return found.urlencode()


def chosen_columns(data: Any, offered: Sequence[Column]) -> list[str]:
    """Ticked columns in the sheet's own order; none ticked means the usual ones."""
    ticked = set(data.getlist("column"))
    return [c.name for c in offered if c.name in ticked]


def ticked(data: Any) -> list[int]:
    """The ids of the ticked rows."""
    return [int(text) for text in dict.fromkeys(data.getlist("row")) if text.isascii() and text.isdigit()]
