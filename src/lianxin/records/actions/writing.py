"""Rows into the database: the rows, what each was before, and the sheet's revision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models

from lianxin.accounts.models import User
from lianxin.core.sheets import Sheet
from lianxin.records.actions.checking import Sorted
from lianxin.records.actions.stored import SOURCE, Values, to_json
from lianxin.records.models import Change, Revision


@dataclass(frozen=True)
class Origin:
    """Where the rows of one table come from."""

    batch_no: str
    file: str
    sheet: str
    actor: User | None

    def columns(self, row: int) -> dict[str, Any]:
        return {
            "batch_id": self.batch_no,
            "source_file": self.file,
            "source_sheet": self.sheet,
            "source_row": row,
            "entered_by_id": self.actor.pk if self.actor else None,
        }


def write(sheet: Sheet, found: Sorted, numbers: list[int], origin: Origin) -> None:
    """Inserts and updates in one statement per few thousand rows. Call inside a transaction."""
    rows = [(numbers[position], values) for position, values in found.new]
    rows += [(numbers[position], values) for position, values, *_ in found.updated]
    if not rows:
        return
    records = [
        sheet.model(**origin.columns(number), **{c.attribute: values[c.name] for c in sheet.columns})
        for number, values in rows
    ]
    _upsert(sheet, records)
    earlier = [None] * len(found.new) + [(source, before) for *_, source, before in found.updated]
    changes = [
        _change(sheet, record, values, known)
        for record, (_, values), known in zip(records, rows, earlier, strict=True)
    ]
    for change in changes:
        change.batch_id = origin.batch_no
        change.actor = origin.actor
    Change.objects.bulk_create(changes)
    bump(sheet.name)


def _upsert(sheet: Sheet, records: list[models.Model]) -> None:
    """Gives each record its id. The key is what conflicts, so an id never changes."""
    key = [sheet.column(name).attribute for name in sheet.key]
    others = [c.attribute for c in sheet.columns if c.name not in sheet.key]
    sheet.model._default_manager.bulk_create(
        records, update_conflicts=True, unique_fields=key, update_fields=[*others, *SOURCE]
    )


def _change(
    sheet: Sheet, record: models.Model, values: Values, earlier: tuple[tuple[Any, ...], Values] | None
) -> Change:
    change = Change(sheet=sheet.name, record=record.pk)
    if earlier is None:
        change.after = {name: to_json(value) for name, value in values.items()}
    else:
        source, before = earlier
        moved = [name for name in values if values[name] != before[name]]
        change.after = {name: to_json(values[name]) for name in moved}
        change.before = {name: to_json(before[name]) for name in moved}
        change.before["_source"] = [to_json(value) for value in source]
    return change


def bump(name: str) -> None:
    """Tells the next snapshot that the sheet's fact table is stale. Call in the transaction that wrote."""
    revision, _ = Revision.objects.select_for_update().get_or_create(sheet=name)
    Revision.objects.filter(pk=revision.pk).update(number=models.F("number") + 1)
