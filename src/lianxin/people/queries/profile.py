"""What stands on record about one member or one organisation, line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.db.models.lookups import Contains

from lianxin.accounts.models import User
from lianxin.core import hooks
from lianxin.core.fields import ListField
from lianxin.core.scope import Rule, ScopedQuerySet, rule_of
from lianxin.core.sheets import Column, Sheet, sheet
from lianxin.people.models import Member, Organisation
from lianxin.people.rules import Tab
from lianxin.records.access import columns_for, may_see_sheet, visible_to

#: Rows of one sheet on a profile; the sheet's own page shows the rest.
ROWS = 50
#: Order of the tabs: the programme's own.
_ORDER = (
    "learning",
    "conference",
    "liaison",
    "studios",
    "training",
    "representation",
    "goodworks",
    "market",
    "desk",
)


@dataclass(frozen=True)
class Part:
    """Rows of one sheet: the latest, and how many there are. `of_unit`: they are the organisation's."""

    sheet: Sheet
    columns: tuple[Column, ...]
    rows: tuple[Any, ...]
    total: int
    of_unit: bool = False


def tabs() -> list[Tab]:
    known = {slug: n for n, slug in enumerate(_ORDER)}
    return sorted(hooks.profile_tabs, key=lambda tab: known.get(tab.slug, len(known)))


def tab_called(slug: str) -> Tab | None:
    return next((tab for tab in tabs() if tab.slug == slug), None)


def parts_of_member(actor: User, tab: Tab, member: Member) -> Iterator[Part]:
    for name in tab.sheets:
        if may_see_sheet(actor, name):
            rows, of_unit = _rows_of_member(actor, tab, name, member)
            yield _part(actor, name, rows, of_unit)


def parts_of_organisation(actor: User, tab: Tab, organisation: Organisation) -> Iterator[Part]:
    for name in tab.sheets:
        columns = [c for c in sheet(name).columns if c.ref == "organisations"]
        if columns and may_see_sheet(actor, name):
            yield _part(actor, name, visible_to(actor, name).filter(_of_unit(name, organisation.name)), False)


def counts_of_member(actor: User, member: Member) -> dict[str, int]:
    """Tab → rows. Counting shows nobody."""
    return {
        tab.slug: sum(
            _rows_of_member(actor, tab, name, member)[0].count()
            for name in tab.sheets
            if may_see_sheet(actor, name)
        )
        for tab in tabs()
    }


def counts_of_organisation(actor: User, organisation: Organisation) -> dict[str, int]:
    found = {}
    for tab in tabs():
        names = [n for n in tab.sheets if any(c.ref == "organisations" for c in sheet(n).columns)]
        held = [
            visible_to(actor, n).filter(_of_unit(n, organisation.name)).count()
            for n in names
            if may_see_sheet(actor, n)
        ]
        if names:
            found[tab.slug] = sum(held)
    return found


def _rows_of_member(actor: User, tab: Tab, name: str, member: Member) -> tuple[ScopedQuerySet, bool]:
    rows = visible_to(actor, name)
    if name in tab.finders:
        return tab.finders[name](rows, member.member_no), False
    rule = rule_of(sheet(name).model)
    if rule.about:
        return rows.filter(_about(rule, member.member_no)), False
    if not member.organisation_id:
        return rows.none(), True
    return rows.filter(_of_unit(name, member.organisation_id)), True


def _about(rule: Rule, member_no: str) -> Q:
    found = Q()
    for path in rule.about:
        found |= Q(**{path: member_no})
    return found


def _of_unit(name: str, unit: str) -> Q:
    """Rows that name the organisation, in a column of its own or in a list."""
    found = Q()
    for column in sheet(name).columns:
        if column.ref != "organisations":
            continue
        field: Any = sheet(name).model._meta.get_field(column.attribute)
        if isinstance(field, ListField):  # a list is JSON text
            found |= Q(Contains(Cast(column.attribute, TextField()), json.dumps(unit)))
        else:
            found |= Q(**{column.attribute: unit})
    return found


def _part(actor: User, name: str, rows: ScopedQuerySet, of_unit: bool) -> Part:
    held = sheet(name)
    dated = [c.attribute for c in held.columns if c.type in ("date", "datetime")][:1]
    latest = list(rows.order_by(*(f"-{a}" for a in dated), "-pk")[:ROWS])
    shown = columns_for(actor, latest[0]) if latest else frozenset()
    columns = tuple(c for c in held.columns if c.name in shown)
    return Part(held, columns, tuple(latest), rows.count(), of_unit)
