"""Rows into the database: the rows, what each was before, and the sheet's revision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core.sheets import Sheet
from lianxin.records.actions.bulk import insert
from lianxin.records.actions.checking import Sorted
from lianxin.records.actions.stored import SOURCE, Values, to_json
from lianxin.records.models import Change, Revision

_CHANGE = ("batch_id", "actor_id", "at", "sheet", "record", "before", "after")


@dataclass(frozen=True)
class Origin:
    """Where the rows of one table come from."""

    batch_no: str
    file: str
    sheet: str
    actor: User | None
    at: datetime = field(default_factory=timezone.now)

    def columns(self, row: int) -> tuple[Any, ...]:
        """In the order of `stored.SOURCE`."""
        actor = self.actor.pk if self.actor else None
        return (self.batch_no, self.file, self.sheet, row, actor, self.at)


def write(sheet: Sheet, found: Sorted, numbers: list[int], origin: Origin) -> None:
    """The rows, and what each was before. Call inside a transaction."""
    if not found.new and not found.updated:
        return
    last = sheet.model.unscoped.aggregate(last=models.Max("pk"))["last"] or 0
    new = [(numbers[position], values) for position, values in found.new]
    updated = [(numbers[position], values) for position, values, *_ in found.updated]
    if sheet.before_moving:
        sheet.before_moving([pk for _, _, pk, *_ in found.updated])
    put(sheet, ((values, origin.columns(number)) for number, values in [*new, *updated]))
    rows = sheet.model.unscoped.filter(
        pk__gt=last, batch=origin.batch_no, source_file=origin.file, source_sheet=origin.sheet
    )
    ids = dict(rows.values_list("source_row", "pk"))
    changes: list[tuple[Any, ...]] = [(ids[number], None, _kept(values)) for number, values in new]
    changes += [(pk, *_moved(before, values, source)) for _, values, pk, source, before in found.updated]
    head = (origin.batch_no, origin.actor.pk if origin.actor else None, origin.at, sheet.name)
    insert(Change, _CHANGE, ((*head, *change) for change in changes))
    bump(sheet.name)


def put(sheet: Sheet, rows: Iterable[tuple[Values, tuple[Any, ...]]]) -> None:
    """Inserts or updates rows of (stored values, source). The key conflicts, so an id never changes."""
    attributes = [c.attribute for c in sheet.columns]
    names = [c.name for c in sheet.columns]
    key = [sheet.column(name).attribute for name in sheet.key]
    cells = ((*(values[name] for name in names), *source) for values, source in rows)
    insert(sheet.model, [*attributes, *SOURCE], cells, key=key)


def _kept(values: Values) -> dict[str, Any]:
    return {name: to_json(value) for name, value in values.items()}


def _moved(before: Values, after: Values, source: tuple[Any, ...]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(before, after) of the columns that changed, and where the row came from until now."""
    moved = [name for name in after if after[name] != before[name]]
    was = {name: to_json(before[name]) for name in moved} | {"_source": [to_json(s) for s in source]}
    return was, {name: to_json(after[name]) for name in moved}


def bump(name: str) -> None:
    """Tells the next snapshot that the sheet's fact table is stale. Call in the transaction that wrote."""
    revision, _ = Revision.objects.select_for_update().get_or_create(sheet=name)
    Revision.objects.filter(pk=revision.pk).update(number=models.F("number") + 1)
