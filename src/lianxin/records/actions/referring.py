"""What refers to a record."""

from __future__ import annotations

import json

from django.db import connection, models
from django.db.models.functions import Cast
from django.db.models.lookups import Contains

from lianxin.core.sheets import Column, Sheet, referrers
from lianxin.records.actions.stored import Values, manager


def in_use(target: Sheet, row: Values) -> list[str]:
    """Sheet and number of the records that refer to the one with the stored values `row`: 服务诉求 3."""
    if len(target.key) > 1:
        return []
    key = row[target.key[0]]
    counts: dict[str, int] = {}
    for referrer, column in referrers(target.name):
        counts[referrer.zh] = counts.get(referrer.zh, 0) + _referring(referrer, column, key)
    return [f"{title} {count}" for title, count in counts.items() if count]


def _referring(referrer: Sheet, column: Column, key: str) -> int:
    return manager(referrer).filter(names(column, key)).count()


def names(column: Column, key: str) -> models.Q:
    """Rows whose reference, or list of references, names the key."""
    if column.type != "list":
        return models.Q(**{column.attribute: key})
    if connection.vendor == "postgresql":
        return models.Q(**{f"{column.attribute}__contains": [key]})
    # In SQLite a list is JSON text; its words stand in quotes.
    return models.Q(Contains(Cast(column.attribute, models.TextField()), json.dumps(key)))
