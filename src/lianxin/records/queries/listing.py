"""A sheet's rows as somebody looks through them: filtered, searched, sorted, page by page.

Only rows that the actor may read, and only by columns that the actor reads of all of them: a hidden column
cannot be probed. Sealed columns are opened to search and sort by, but only what is shown counts as seen.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models.functions import Cast
from django.db.models.lookups import Contains

from lianxin.accounts.models import User
from lianxin.core.pinyin import folded, keys, matches
from lianxin.core.scope import ScopedQuerySet, rule_of
from lianxin.core.sheets import Column, Sheet, sheet
from lianxin.core.slices import MASKED, slices_for
from lianxin.lib.dates import BEIJING
from lianxin.records.access import columns_of_all, visible_to
from lianxin.records.models import Record
from lianxin.records.queries.labels import label_column

#: Telling a filter "where nothing is written".
EMPTY = "-"
_SUMMED = ("money", "decimal")


@dataclass(frozen=True)
class Filter:
    """`how`: is (one of `values`), has (a list with one of them), from, to (days, both included)."""

    column: str
    how: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """`sort`: a column's name, with "-" before it for the greatest first; "" for the sheet's own order."""

    filters: tuple[Filter, ...] = ()
    search: str = ""
    sort: str = ""


@dataclass
class Listing:
    """The rows of one sheet that an actor asked for."""

    actor: User
    sheet: Sheet
    asked: Asked = field(default_factory=Asked)

    @cached_property
    def open(self) -> list[Column]:
        """The columns that may be filtered, sorted and searched by."""
        known = columns_of_all(self.actor, self.sheet.name)
        return [c for c in self.sheet.columns if c.name in known]

    @property
    def names_only(self) -> bool:
        """Whether the actor reads no more than names of any row."""
        return slices_for(self.actor.role, rule=rule_of(self.sheet.model)) == {"names"}

    @cached_property
    def rows(self) -> ScopedQuerySet:
        """Filtered, not yet searched or sorted."""
        found = visible_to(self.actor, self.sheet.name)
        names = {c.name for c in self.open}
        for one in self.asked.filters:
            if one.column in names:
                found = found.filter(_condition(self.sheet.column(one.column), one))
        return found

    @cached_property
    def count(self) -> int:
        return self.rows.count() if self._ids is None else len(self._ids)

    def page(self, offset: int, limit: int) -> list[Record]:
        if self._ids is None:
            return list(self.rows.order_by(*self._order)[offset : offset + limit])
        wanted = self._ids[offset : offset + limit]
        found = {row.pk: row for row in self.rows.filter(pk__in=wanted)}
        return [found[pk] for pk in wanted]

    def all(self) -> list[Record]:
        return self.page(0, self.count)

    def totals(self, columns: Sequence[Column]) -> dict[str, Any]:
        """Sums of money and quantities over all rows found; prices add up to nothing."""
        known = {c.name for c in self.open}
        summed = [c for c in columns if c.name in known and c.type in _SUMMED and "price" not in c.name]
        rows = self.rows if self._ids is None else self.rows.filter(pk__in=self._ids)
        if not summed:
            return {}
        return dict(rows.aggregate(**{c.name: models.Sum(c.attribute) for c in summed}))

    @property
    def sortable(self) -> frozenset[str]:
        """Not by what is masked: an order would tell what the mask hides."""
        return frozenset(c.name for c in self.open if c.category not in MASKED and c.type != "list")

    @cached_property
    def sort(self) -> str:
        """As asked, or the sheet's own order: the latest day first, else by key."""
        if self.asked.sort.removeprefix("-") in self.sortable:
            return self.asked.sort
        dated = (c for c in self.open if c.type in ("date", "datetime") and c.required)
        first = next(dated, None)
        return f"-{first.name}" if first else self.open[0].name

    @property
    def _order(self) -> tuple[str, ...]:
        sign = "-" if self.sort.startswith("-") else ""
        return f"{sign}{self.sheet.column(self.sort.removeprefix('-')).attribute}", f"{sign}pk"

    @cached_property
    def _ids(self) -> list[int] | None:
        """Ids in order where the database can neither find nor sort; None where it can."""
        column = self.sheet.column(self.sort.removeprefix("-"))
        spoken = column.type == "text" and not column.ref and not column.identifier
        if not self.asked.search and not spoken:
            return None
        hidden = self._unseen
        if self.asked.search:
            hidden = hidden.filter(pk__in=self._searched())
        if not spoken:
            return list(hidden.order_by(*self._order).values_list("pk", flat=True))
        texts = list(hidden.order_by("pk").values_list("pk", column.attribute))
        texts.sort(key=lambda row: (keys(row[1] or "")[1:2], row[1]), reverse=self.sort.startswith("-"))
        return [pk for pk, _ in texts]

    @property
    def _unseen(self) -> models.QuerySet[Any]:
        """The same rows, for looking through them without showing them."""
        found: models.QuerySet[Any] = self.sheet.model.unscoped.filter(pk__in=self.rows.values("pk"))
        return found

    def _searched(self) -> list[int]:
        texts = [c for c in self.open if c.type == "text" and not c.ref and c.category not in MASKED]
        query = self._unseen
        found = {
            pk
            for pk, *values in query.values_list("pk", *(c.attribute for c in texts))
            if any(value and matches(self.asked.search, value) for value in values)
        }
        for condition in (*self._named(), *self._exact()):
            found |= set(query.filter(condition).values_list("pk", flat=True))
        return list(found)

    def _named(self) -> list[models.Q]:
        """Rows that refer to something of that name."""
        found = []
        for column in self.open:
            if column.ref and (keys_found := keys_matching(self.actor, column.ref, self.asked.search)):
                found.append(_condition(column, Filter(column.name, "is", tuple(keys_found))))
        return found

    def _exact(self) -> list[models.Q]:
        """What is masked is found only by the whole of it; equal values are sealed alike."""
        masked = [c for c in self.open if c.category in MASKED]
        return [models.Q(**{c.attribute: self.asked.search.strip()}) for c in masked]


def keys_matching(actor: User, name: str, search: str, most: int = 500) -> list[str]:
    """The keys of a sheet's rows, as far as `actor` may read them, whose key or label matches."""
    target = sheet(name)
    label = label_column(actor, target)
    key = target.column(target.key[0]).attribute
    seen = target.model.unscoped.filter(pk__in=visible_to(actor, name).values("pk")).order_by(key)
    wanted = folded(search)
    found = [
        known
        for known, *labels in seen.values_list(key, *([label.attribute] if label else []))
        if wanted in folded(known) or any(matches(search, text) for text in (*labels, known) if text)
    ]
    return found[:most]


def _condition(column: Column, one: Filter) -> models.Q:
    path = column.attribute
    if one.how in ("from", "to"):
        return models.Q(**{f"{path}__{'gte' if one.how == 'from' else 'lt'}": _bound(column, one)})
    found = models.Q()
    if EMPTY in one.values:
        found |= models.Q(**{path: column.empty} if column.empty is not None else {f"{path}__isnull": True})
    values = [value for value in one.values if value != EMPTY]
    if column.type == "list":
        for value in values:  # a list is JSON text; its words stand in quotes
            found |= models.Q(Contains(Cast(path, models.TextField()), json.dumps(value)))
        return found
    if column.type == "bool":
        values = [value == "yes" for value in values]  # type: ignore[misc]
    return found | models.Q(**{f"{path}__in": values}) if values else found


def _bound(column: Column, one: Filter) -> dt.date | dt.datetime:
    """The first day, or the day after the last."""
    day = dt.date.fromisoformat(one.values[0])
    day = day if one.how == "from" else day + dt.timedelta(days=1)
    return day if column.type == "date" else dt.datetime.combine(day, dt.time(), BEIJING)
