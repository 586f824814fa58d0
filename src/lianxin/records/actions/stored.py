"""Rows of a sheet as the database holds them, and as a Change keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models.functions import Cast

from lianxin.core.fields import Sealed
from lianxin.core.sheets import Sheet
from lianxin.core.sheets import referrers as referrers  # noqa: PLC0414  given on

#: Record's own columns, as kept under "_source" of a Change.
SOURCE = ("batch_id", "source_file", "source_sheet", "source_row", "entered_by_id", "entered_at")
_FEW_ROWS = 500  # up to here, only the rows with these keys are read; above, the whole sheet is faster

Key = tuple[Any, ...]
Values = dict[str, Any]


def rows(sheet: Sheet, where: models.Q | None = None) -> Iterable[tuple[int, tuple[Any, ...], Values]]:
    """(id, source, stored values by column name). Personal values stay sealed."""
    sealed = {f"_{c.name}": Cast(c.attribute, models.TextField()) for c in sheet.columns if c.personal}
    names = [f"_{c.name}" if c.personal else c.attribute for c in sheet.columns]
    query = manager(sheet).filter(where or models.Q()).annotate(**sealed)
    personal = [n for n, c in enumerate(sheet.columns) if c.personal]
    columns = [c.name for c in sheet.columns]
    start = len(SOURCE) + 1
    for row in query.values_list("pk", *SOURCE, *names):
        values = list(row[start:])
        for n in personal:
            values[n] = Sealed(values[n]) if values[n] else values[n]
        yield row[0], row[1:start], dict(zip(columns, values, strict=True))


def existing(sheet: Sheet, keys: list[Key]) -> dict[Key, tuple[int, tuple[Any, ...], Values]]:
    """Key → (id, source, stored values) of the rows that are already there."""
    where = None
    if len(keys) <= _FEW_ROWS:
        first = sheet.column(sheet.key[0])
        where = models.Q(**{f"{first.attribute}__in": {key[0] for key in keys}})
    wanted = set(keys)
    found = {}
    for pk, source, values in rows(sheet, where):
        key = tuple(values[name] for name in sheet.key)
        if key in wanted:
            found[key] = (pk, source, values)
    return found


def known_keys(sheet: Sheet) -> set[str]:
    """The keys that other sheets may refer to; such sheets have one key column."""
    (name,) = sheet.key
    return set(manager(sheet).values_list(sheet.column(name).attribute, flat=True))


def manager(sheet: Sheet) -> models.QuerySet[Any]:
    found: models.QuerySet[Any] = sheet.model.unscoped.order_by("pk")
    return found


def to_json(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def from_json(sheet: Sheet, values: Mapping[str, Any]) -> Values:
    """Stored values by column name, from what a Change kept."""
    found = {}
    for name, value in values.items():
        column = sheet.column(name)
        field: Any = sheet.model._meta.get_field(column.attribute)
        target = field.target_field if isinstance(field, models.ForeignKey) else field
        found[name] = Sealed(value) if column.personal and value else target.to_python(value)
    return found
