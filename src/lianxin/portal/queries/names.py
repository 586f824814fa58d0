"""What the keys in a person's rows stand for: courses by title, officers by name. Open columns only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lianxin.core.sheets import Column, Sheet, sheet

#: The columns something is known by, the best first. A member is known by the stage name, never the own one.
_KNOWN_BY = ("title", "name", "stage_name")


def names_in(target: Sheet, rows: Iterable[Any]) -> dict[str, dict[str, str]]:
    """Column → key → what it stands for, for all references of the rows at once."""
    held = list(rows)
    found = {}
    for column in target.columns:
        if column.ref and (label := _known_by(column)):
            keys = {getattr(row, column.attribute) for row in held} - {None, ""}
            found[column.name] = _names(column, label, keys)
    return found


def _known_by(column: Column) -> str:
    if column.type == "list":
        return ""
    known = {c.name for c in sheet(column.ref).columns if not c.personal}
    return next((name for name in _KNOWN_BY if name in known), "")


def _names(column: Column, label: str, keys: set[Any]) -> dict[str, str]:
    if not keys:
        return {}
    key = sheet(column.ref).key[0]
    rows = sheet(column.ref).model.unscoped.filter(**{f"{key}__in": keys})
    return {k: name for k, name in rows.values_list(key, label) if name and name != k}
