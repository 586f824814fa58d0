"""Making rows nameless: values go, rows stay, so that figures keep counting.

What a value was also stands in the history of changes, sealed; it goes there too, so that no rollback brings
it back.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db import models

from lianxin.accounts.models import User
from lianxin.core import hooks, scope
from lianxin.core.fields import PersonalField, Sealed, seal, unseal
from lianxin.core.sheets import Column, Sheet, sheet_of
from lianxin.people.models import Member
from lianxin.records.actions import bump
from lianxin.records.actions.stored import SOURCE, to_json
from lianxin.records.models import Change
from lianxin.trust.actions.consents import end_consents
from lianxin.trust.models import Erasure, How, Request
from lianxin.trust.queries.matters import open_matters
from lianxin.trust.queries.numbers import beyond_the_rules
from lianxin.trust.rules import NAMELESS, Declined, says_something

_NAMES = ("name", "attendee")
_PIECE = 500


def erase_member(*, member_no: str, actor: User | None, request: Request | None = None) -> int:
    """Everything personal about a member that need not be kept. Inside the answer's transaction and event.

    Returns how many rows were changed. Raises Declined: still_open.
    """
    matters = open_matters(member_no)
    if matters:
        raise Declined("still_open", matters=matters)
    Erasure.objects.get_or_create(member_no=member_no, defaults={"request": request, "by": actor})
    end_consents(member_no, actor, How.PAPER.value if request and request.paper_no else How.SELF.value)
    User.objects.filter(member_no=member_no).update(display_name="")
    return empty_member(member_no, actor)


def empty_member(member_no: str, actor: User | None) -> int:
    """The personal columns of every row about the member, also of rows that name the person only."""
    changed = 0
    beyond = [
        (target, list(rows.values_list("pk", flat=True))) for target, rows in beyond_the_rules(member_no)
    ]
    for rule in scope.rules():
        target = sheet_of(rule.model)
        columns = [c for c in target.columns if c.personal]
        if rule.model is Member:
            columns.append(target.column("stage_name"))
        paths = [path for path in rule.about if "__" not in path]
        if columns and paths:
            about = models.Q()
            for path in paths:
                about |= models.Q(**{path: member_no})
            changed += empty(target, rule.model.unscoped.filter(about), columns, actor)  # type: ignore[attr-defined]
    for target, ids in beyond:  # found by the name, so looked for before it goes
        rows = target.model.unscoped.filter(pk__in=ids)
        changed += empty(target, rows, [c for c in target.columns if c.personal], actor)
    for words in hooks.words_beside:
        changed += words.blank(words.about(member_no))
    return changed


def empty(target: Sheet, rows: models.QuerySet[Any], columns: Iterable[Column], actor: User | None) -> int:
    """Blanks the columns, or puts a name that says nothing where one must stand. Counts rows that changed."""
    columns = list(columns)
    names = [c.attribute for c in columns]
    found = list(rows.order_by("pk"))
    changed: list[tuple[int, dict[str, Any], dict[str, Any]]] = []
    for row in found:
        before = {c.name: _stored(target, c, getattr(row, c.attribute)) for c in columns}
        for column in columns:
            setattr(row, column.attribute, _emptied(target, column, getattr(row, column.attribute)))
        after = {c.name: _stored(target, c, getattr(row, c.attribute)) for c in columns}
        if before != after:
            changed.append((row.pk, before, after))
    moved = {pk for pk, *_ in changed}
    target.model.unscoped.bulk_update([r for r in found if r.pk in moved], names, batch_size=_PIECE)
    for pk, _before, after in changed:
        _empty_history(target, pk, columns)
        _note(target, pk, after, actor)
    if changed:
        bump(target.name)
    return len(changed)


def _note(target: Sheet, pk: int, after: dict[str, Any], actor: User | None) -> None:
    """The row's history says that it was emptied, not what stood there."""
    (source,) = target.model.unscoped.filter(pk=pk).values_list(*SOURCE)
    was = dict.fromkeys(after, "")
    Change.objects.create(
        actor=actor,
        sheet=target.name,
        record=pk,
        before=was | {"_source": [to_json(value) for value in source]},
        after=after,
    )


def _empty_history(target: Sheet, pk: int, columns: list[Column]) -> None:
    for change in Change.objects.filter(sheet=target.name, record=pk):
        for values in (change.before, change.after):
            for column in columns:
                if values and values.get(column.name):
                    values[column.name] = _emptied_stored(target, column, values[column.name])
        change.save(update_fields=["before", "after"])


def _emptied(target: Sheet, column: Column, value: Any) -> Any:
    if not value or not says_something(str(value)):
        return value
    return nameless(value) if column.required and column.name in _NAMES else column.empty


def _emptied_stored(target: Sheet, column: Column, stored: Any) -> Any:
    if not (column.required and column.name in _NAMES):
        return column.empty
    if not says_something(unseal(str(stored))):
        return stored
    return str(seal(NAMELESS + _token(str(stored))))


def nameless(value: str) -> str:
    """The same name always gives the same word, so that attendance and certificate stay together.

    Made from the sealed name: without the home's key nobody can try names against it.
    """
    return NAMELESS + _token(str(seal(value)))


def _token(sealed: str) -> str:
    return sha256(sealed.encode()).hexdigest()[:10]


def _stored(target: Sheet, column: Column, value: Any) -> Any:
    field = target.model._meta.get_field(column.attribute)
    if isinstance(field, PersonalField) and value:
        return str(value if isinstance(value, Sealed) else seal(value))
    return value
