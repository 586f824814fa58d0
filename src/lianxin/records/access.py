"""Who may bring records in, take them out, read and change them, and see what imports did."""

import json
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.db.models.lookups import Contains
from django.http import Http404

from lianxin.accounts.models import User
from lianxin.core import hooks
from lianxin.core.fields import ListField
from lianxin.core.scope import Rule, ScopedQuerySet, rule_of
from lianxin.core.sheets import Sheet, sheet, sheet_of
from lianxin.core.slices import may_write, slices_for
from lianxin.records.models import Batch, Record

_KEEPERS = {User.Role.OFFICE}
_READERS = {User.Role.OFFICE, User.Role.AUDITOR}


def can_import(actor: User) -> bool:
    """Also roll back and export whole sheets: the office keeps the records."""
    return actor.role in _KEEPERS


def batches_visible_to(actor: User) -> QuerySet[Batch]:
    """The latest first: all of them to the office and the auditor, else one's own."""
    found = Batch.objects.select_related("actor", "rolled_back_by").prefetch_related("files")
    return found if actor.role in _READERS else found.filter(actor=actor)


def get_batch_for(actor: User, batch_no: str) -> Batch:
    """404 to strangers, as if there were no such batch."""
    found = batches_visible_to(actor).filter(pk=batch_no).first()
    if found is None:
        raise Http404
    return found


def visible_to(actor: User, name: str) -> ScopedQuerySet:
    """The rows of a sheet that `actor` may read."""
    rows: ScopedQuerySet = sheet(name).model.objects.visible_to(actor)
    return rows


def get_record_for(actor: User, name: str, pk: int) -> Record:
    """404 to strangers, as if there were no such record."""
    found: Record | None = visible_to(actor, name).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_see_sheet(actor: User, name: str) -> bool:
    """Whether the sheet is anything to the actor at all: menus, empty lists."""
    return bool(slices_for(actor.role, rule=_rule(sheet(name))))


def can_add(actor: User, name: str) -> bool:
    return may_write(actor.role, rule=_rule(sheet(name)), own=True)


def can_change(actor: User, record: Record) -> bool:
    """Of a record that the actor sees."""
    return may_write(actor.role, rule=rule_of(type(record)), own=_is_own(actor, record))


def columns_for(actor: User, record: Record) -> frozenset[str]:
    """The columns of the row that the actor may read; those that name it, where it is somebody else's."""
    rule = rule_of(type(record))
    slices = slices_for(actor.role, rule=rule)
    if slices == {"names"} or ("names" in slices and not _is_own(actor, record)):
        return frozenset(rule.names)
    return frozenset(c.name for c in sheet_of(type(record)).columns)


def columns_of_all(actor: User, name: str) -> frozenset[str]:
    """The columns to filter, search and sort by: those that the actor reads of every row it sees."""
    rule = _rule(sheet(name))
    if "names" in slices_for(actor.role, rule=rule):
        return frozenset(rule.names)
    return frozenset(c.name for c in sheet(name).columns)


def own_members(actor: User) -> Any:
    """Numbers of the members an officer is paired with today, as a query or list."""
    for find in hooks.own_members:
        return find(actor)
    return []


def decide(rule: Rule, actor: User) -> Q | None:
    """Which rows of a sheet `actor` may read; None for none. Given to `core.scope`."""
    slices = slices_for(actor.role, rule=rule) if getattr(actor, "is_active", False) else frozenset()
    if slices & {"all", "names"}:
        return Q()
    parts = [part for name in sorted(slices) if (part := _part(name, rule, actor)) is not None]
    if not parts:
        return None
    found = parts[0]
    for part in parts[1:]:
        found |= part
    return found


def _part(name: str, rule: Rule, actor: User) -> Q | None:
    if name == "self" and actor.member_no:
        return _any(rule.about, [actor.member_no])
    if name == "own_members" and actor.officer_no:
        return _any(rule.about, own_members(actor))
    if name == "own_unit" and actor.unit:
        return _in_units(rule, rule.units, actor.unit)
    if name == "made" and rule.made:
        return rule.made(actor)
    if name == "own_growing" and actor.unit:
        return _in_units(rule, rule.growers, actor.unit)
    return None


def _any(paths: tuple[str, ...], values: Any) -> Q:
    found = Q()
    for path in paths:
        found |= Q(**{f"{path}__in": values})
    return found


def _in_units(rule: Rule, paths: tuple[str, ...], unit: str) -> Q:
    found = Q()
    for path in paths:
        first = rule.model._meta.get_field(path.split("__")[0])
        if isinstance(first, ListField):  # a list is JSON text
            found |= Q(Contains(Cast(path, TextField()), json.dumps(unit)))
        else:
            found |= Q(**{path: unit})
    return found


def _is_own(actor: User, record: Record) -> bool:
    """Whether an officer is paired with whom the row is about."""
    if actor.role != User.Role.LIAISON_OFFICER or not actor.officer_no:
        return False
    rule = rule_of(type(record))
    found: bool = type(record).unscoped.filter(_any(rule.about, own_members(actor)), pk=record.pk).exists()
    return found and bool(rule.about)


def _rule(target: Sheet) -> Rule:
    return rule_of(target.model)
