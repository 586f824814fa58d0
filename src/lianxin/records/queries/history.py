"""What became of one record: who did what, when, and from which file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from lianxin.accounts.models import User
from lianxin.core.fields import unseal
from lianxin.core.scope import rule_of
from lianxin.core.sheets import Column, Sheet, sheet_of
from lianxin.records.access import columns_for
from lianxin.records.models import Batch, Change, Record

_SOURCE = "_source"


@dataclass(frozen=True)
class Moved:
    """One column; values are as a model instance has them, personal ones opened."""

    column: Column
    before: Any
    after: Any


@dataclass(frozen=True)
class Entry:
    """`verb`: add, change or remove. `source`: file, sheet and row, if it came by file. `stands`: what it
    wrote is still there, so that it can be taken back."""

    change: Change
    verb: str
    moved: tuple[Moved, ...]
    source: tuple[str, str, int] | None
    rolled_back: bool
    stands: bool


def history(actor: User, record: Record) -> list[Entry]:
    """The latest first; only of the columns that `actor` may read."""
    target = sheet_of(type(record))
    known = columns_for(actor, record)
    columns = [c for c in target.columns if c.name in known]
    changes = Change.objects.filter(sheet=target.name, record=record.pk)
    came_from = (record.source_file, record.source_sheet, record.source_row)
    found: list[Entry] = []
    for change in changes.select_related("batch", "actor").order_by("-pk"):
        gone = change.batch is not None and change.batch.state == Batch.State.ROLLED_BACK
        moved = tuple(_moved(target, change, columns))
        stands = not gone and all(one.after == getattr(record, one.column.attribute) for one in moved)
        source = came_from if change.batch and not gone and came_from[0] else None
        verb = "add" if change.before is None else "change"
        found.append(Entry(change, verb, moved, source, gone, stands and (verb != "add" or not found)))  # type: ignore[arg-type]
        came_from = _earlier_source(change, came_from)
    return found


def removed(target: Sheet) -> models.QuerySet[Change]:
    """The last word on rows that are no more, the latest first."""
    later = Change.objects.filter(
        sheet=target.name, record=models.OuterRef("record"), pk__gt=models.OuterRef("pk")
    )
    gone = Change.objects.filter(sheet=target.name, after__isnull=True)
    return gone.exclude(models.Exists(later)).select_related("actor").order_by("-pk")


def kept_values(target: Sheet, kept: Mapping[str, Any]) -> dict[str, Any]:
    """What a Change kept, as a model instance would have it; personal values opened."""
    return {
        name: _value(target, target.column(name), value) for name, value in kept.items() if name != _SOURCE
    }


def subjects_of_kept(target: Sheet, record: int, values: Mapping[str, Any]) -> set[str]:
    """Whom a removed row was about, as far as it says itself."""
    rule = rule_of(target.model)
    if not rule.personal:
        return set()
    direct: set[Any] = {target.model._meta.get_field(path) for path in rule.about if "__" not in path}
    attributes = {field.attname for field in direct}
    columns = [c for c in target.columns if c.attribute in attributes]
    found = {f"member:{values[c.name]}" for c in columns if values.get(c.name)}
    return found or {f"row:{target.name}:{record}"}


def _moved(target: Sheet, change: Change, columns: list[Column]) -> list[Moved]:
    before, after = kept_values(target, change.before or {}), kept_values(target, change.after or {})
    return [
        Moved(c, before.get(c.name), after.get(c.name))
        for c in columns
        if c.name in before or c.name in after
    ]


def _value(target: Sheet, column: Column, value: Any) -> Any:
    if column.personal:
        return unseal(value) if value else value
    field: Any = target.model._meta.get_field(column.attribute)
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    return kind.to_python(value)


def _earlier_source(change: Change, now: tuple[Any, Any, Any]) -> tuple[Any, Any, Any]:
    kept = (change.before or {}).get(_SOURCE)
    return (kept[1], kept[2], kept[3]) if kept else now
