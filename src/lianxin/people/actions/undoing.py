"""A merge taken back: every row as it was, or nothing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.sheets import Sheet, sheet
from lianxin.people import access
from lianxin.people.actions.merging import came_from, json_of, source_of
from lianxin.people.models import Alias, Merge
from lianxin.records.actions import bump
from lianxin.records.actions.bulk import insert
from lianxin.records.actions.stored import SOURCE, Values, existing, from_json, manager, rows, to_json
from lianxin.records.models import Change
from lianxin.records.rules import Refused


def undo_merge(*, merge: int, actor: User) -> Merge:
    """Raises PermissionDenied; Http404; Refused: merge_undone, merge_built_on (naming the sheet). Then
    nothing moved."""
    if not access.may_merge(actor):
        raise PermissionDenied
    subjects: list[str] = []
    with ledger.act("undo", subjects, kind="members", who=actor.who):
        found = Merge.objects.select_for_update().filter(pk=merge).first()
        if found is None:
            raise Http404
        if found.undone_at:
            raise Refused("merge_undone")
        subjects += [f"member:{found.kept_no}", f"member:{found.gone_no}"]
        if Alias.objects.filter(old_no=found.gone_no).exclude(member_no=found.kept_no).exists():
            raise Refused("merge_built_on", sheet=sheet("members").zh)
        changes = list(Change.objects.filter(pk__in=found.changes).order_by("-pk"))
        for change in sorted(changes, key=_members_first):
            _take_back(found, change, actor)
        for name in {change.sheet for change in changes}:
            bump(name)
        _aside(found, actor)
        return found


def _members_first(change: Change) -> tuple[bool, int]:
    """The member who went is there again before anything refers to that number."""
    return change.sheet != "members", -change.pk


def _take_back(merge: Merge, change: Change, actor: User) -> None:
    target = sheet(change.sheet)
    before = dict(change.before or {})
    source = before.pop("_source")
    values = from_json(target, before)
    if change.after is None:
        _bring_back(target, change.record, values, source, actor)
    else:
        _restore(merge, change, values, source, actor)


def _bring_back(target: Sheet, pk: int, values: Values, source: list[Any], actor: User) -> None:
    """The row under the id it had."""
    taken = existing(target, [tuple(values[name] for name in target.key)])
    if taken or manager(target).filter(pk=pk).exists():
        raise Refused("merge_built_on", sheet=target.zh)
    attributes = [c.attribute for c in target.columns]
    cells = (pk, *(values[c.name] for c in target.columns), *_source(target, source))
    insert(target.model, ["id", *attributes, *SOURCE], [cells])
    _note(target, pk, None, json_of(values), actor)


def _restore(merge: Merge, change: Change, values: Values, source: list[Any], actor: User) -> None:
    """The columns that moved; where the row came from too, unless somebody has changed it since."""
    target = sheet(change.sheet)
    now = next(iter(rows(target, models.Q(pk=change.record))), None)
    after = change.after or {}
    if now is None or any(to_json(now[2][name]) != value for name, value in after.items()):
        raise Refused("merge_built_on", sheet=target.zh)
    stored = {target.column(name).attribute: value for name, value in values.items()}
    if tuple(now[1]) == source_of(merge.actor_id, merge.at):
        stored |= dict(zip(SOURCE, _source(target, source), strict=True))
    manager(target).filter(pk=change.record).update(**stored)
    before = json_of({name: now[2][name] for name in values}) | came_from(now[1])
    _note(target, change.record, before, json_of(values), actor)


def _source(target: Sheet, kept: list[Any]) -> list[Any]:
    """Stored values, from what a Change kept of where the row came from."""
    fields = [target.model._meta.get_field(name.removesuffix("_id")) for name in SOURCE]
    return [value if f.is_relation else f.to_python(value) for f, value in zip(fields, kept, strict=True)]


def _note(target: Sheet, pk: int, before: dict[str, Any] | None, after: dict[str, Any], actor: User) -> None:
    Change.objects.create(sheet=target.name, record=pk, actor=actor, before=before, after=after)


def _aside(found: Merge, actor: User) -> None:
    """What is kept beside the sheets."""
    User.objects.filter(pk__in=found.users, member_no=found.kept_no).update(member_no=found.gone_no)
    Alias.objects.filter(old_no=found.gone_no).delete()
    Alias.objects.filter(old_no__in=found.aliases).update(member_no=found.gone_no)
    found.undone_at, found.undone_by = timezone.now(), actor
    found.save()
