"""Records made ready for the templates: cells in words, references as links, history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from lianxin.accounts.models import User
from lianxin.console.forms import query_of
from lianxin.console.queries import sheet_title
from lianxin.console.queries.record_words import column_title, kind, said
from lianxin.core import ledger
from lianxin.core.sheets import Column, Sheet, referrers
from lianxin.core.slices import MASKED
from lianxin.records.access import columns_for, may_see_sheet
from lianxin.records.models import Change, Record
from lianxin.records.queries.history import Entry, kept_values, subjects_of_kept
from lianxin.records.queries.labels import Named, labels
from lianxin.records.queries.listing import Asked, Filter, Listing


@dataclass(frozen=True)
class Part:
    """A piece of a cell: a reference has an address if it may be looked at."""

    text: str
    label: str = ""
    href: str = ""


@dataclass(frozen=True)
class Cell:
    column: Column
    title: str
    kind: str
    parts: tuple[Part, ...]
    hidden: bool = False
    masked: bool = False

    @property
    def plain(self) -> bool:
        """Words and nothing else."""
        return not (self.hidden or self.masked or (self.column.ref and self.parts))

    @property
    def text(self) -> str:
        return " ".join(f"{part.text} {part.label}".strip() for part in self.parts)


Labels = dict[str, dict[str, Named]]


def labels_of(actor: User, columns: Iterable[Column], records: Sequence[Record]) -> Labels:
    """By sheet, what the records refer to."""
    wanted: dict[str, set[str]] = {}
    for column in columns:
        if column.ref and may_see_sheet(actor, column.ref):
            wanted.setdefault(column.ref, set()).update(*(_items(record, column) for record in records))
    return {name: labels(actor, name, keys) for name, keys in wanted.items() if keys}


def cells(actor: User, record: Record, columns: Iterable[Column], found: Labels) -> list[Cell]:
    known = columns_for(actor, record)
    return [_cell(record, column, column.name in known, found) for column in columns]


def _cell(record: Record, column: Column, shown: bool, found: Labels) -> Cell:
    title, value = column_title(column), getattr(record, column.attribute)
    if not shown:
        return Cell(column, title, "", (), hidden=True)
    if column.ref:
        named = found.get(column.ref, {})
        parts = tuple(_part(column.ref, item, named.get(item)) for item in _items(record, column))
        return Cell(column, title, "", parts)
    text = said(column, value)
    return Cell(column, title, kind(column), (Part(text),) if text else (), masked=_masked(column, text))


def _masked(column: Column, text: str) -> bool:
    return column.category in MASKED and bool(text)


def _part(name: str, key: str, named: Named | None) -> Part:
    if named is None:
        return Part(key)
    return Part(key, named.label, reverse("console:record", args=[name, named.pk]))


def _items(record: Record, column: Column) -> list[str]:
    value = getattr(record, column.attribute)
    return list(value) if column.type == "list" else [value] if value else []


def key_of(record: Record, target: Sheet) -> str:
    """What the record is called in running text: its key, as far as that is no personal value."""
    columns = [target.column(name) for name in target.key]
    return " ".join(said(c, getattr(record, c.attribute)) for c in columns if not c.personal)


def values_of(record: Record, columns: Iterable[Column]) -> dict[str, Any]:
    return {c.name: getattr(record, c.attribute) for c in columns}


def referring(actor: User, record: Record, target: Sheet) -> list[dict[str, Any]]:
    """Who refers to it, as far as the actor may see: sheet, column, how many, and their list."""
    if len(target.key) > 1:
        return []
    key = getattr(record, target.column(target.key[0]).attribute)
    found = []
    for other, column in referrers(target.name):
        asked = Asked((Filter(column.name, "is", (key,)),))
        listing = Listing(actor, other, asked)
        if not may_see_sheet(actor, other.name) or column not in listing.open:
            continue
        if count := listing.rows.count():
            address = reverse("console:records", args=[other.name])
            query = query_of(asked.filters)
            words = {"title": sheet_title(other), "column": column_title(column)}
            found.append(words | {"count": count, "href": f"{address}?{query}"})
    return found


def past(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """History in words."""
    return [
        {
            "entry": entry,
            "moved": [
                {
                    "title": column_title(one.column),
                    "before": said(one.column, one.before),
                    "after": said(one.column, one.after),
                    "hidden": one.column.category in MASKED,
                }
                for one in entry.moved
            ],
        }
        for entry in entries
    ]


def removed_rows(target: Sheet, changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Removed records by their key; whom they were about counts as seen."""
    columns = [c for c in map(target.column, target.key) if not c.personal]
    found = []
    for change in changes:
        values = kept_values(target, change.before or {})
        ledger.seen(subjects_of_kept(target, change.record, values), target.name)
        found.append({"change": change, "key": " ".join(said(c, values.get(c.name)) for c in columns)})
    return found
