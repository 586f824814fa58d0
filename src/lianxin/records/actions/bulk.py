"""Many rows into one table at a time: one prepared statement, several times faster than model instances."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models

from lianxin.core.fields import PersonalField


def insert(
    model: type[models.Model],
    attributes: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    key: Sequence[str] = (),
) -> None:
    """Inserts rows of stored values, in the order of `attributes`; where `key` is there already, updates.

    Fills nothing in: every column without a database default must be among `attributes`.
    """
    fields: list[Any] = [model._meta.get_field(name) for name in attributes]
    prepare = [_preparer(field) for field in fields]
    quote = connection.ops.quote_name
    columns = [quote(field.column) for field in fields]
    sql = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(columns)})"  # noqa: S608  names of our own models
        f" VALUES ({', '.join(['%s'] * len(columns))})"
    )
    if key:
        target = [quote(field.column) for name, field in zip(attributes, fields, strict=True) if name in key]
        kept = [f"{c} = EXCLUDED.{c}" for c in columns if c not in target]
        sql += f" ON CONFLICT ({', '.join(target)}) DO UPDATE SET {', '.join(kept)}"
    with connection.cursor() as cursor:
        cursor.executemany(
            sql, [tuple(f(value) for f, value in zip(prepare, row, strict=True)) for row in rows]
        )


def _preparer(field: Any) -> Callable[[Any], Any]:
    """What the database driver takes for a value; worked out once per distinct value."""
    seen: dict[Any, Any] = {}
    as_it_is = not isinstance(field, PersonalField)

    def prepared(value: Any) -> Any:
        if value is None or (as_it_is and type(value) is str):
            return value
        if isinstance(value, list | dict):
            return field.get_db_prep_save(value, connection)
        if value not in seen:
            seen[value] = field.get_db_prep_save(value, connection)
        return seen[value]

    return prepared
