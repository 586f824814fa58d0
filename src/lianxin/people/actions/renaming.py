"""A misspelt place or industry put right in every record that says it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.people import access
from lianxin.people.models import Renaming
from lianxin.people.queries import rows_with, sheets_with
from lianxin.people.rules import RENAMED
from lianxin.records.actions import change_many, undo
from lianxin.records.models import Change
from lianxin.records.rules import Refused

_PIECE = 500  # as many as `change_many` takes


@transaction.atomic
def rename_word(*, column: str, old: str, new: str, actor: User, within: str = "") -> Renaming:
    """All records or none. `within`: only in this town, for villages.

    Raises PermissionDenied; Refused: rename_same, rename_nothing; NotSaved.
    """
    if not access.may_merge(actor) or column not in RENAMED:
        raise PermissionDenied
    new = new.strip()
    if not new or new == old:
        raise Refused("rename_same")
    last = Change.objects.aggregate(last=models.Max("pk"))["last"] or 0
    changed: list[int] = []
    for sheet in sheets_with(column):
        pks = rows_with(actor, sheet.name, column, old, within)
        for start in range(0, len(pks), _PIECE):
            piece = pks[start : start + _PIECE]
            change_many(sheet=sheet.name, pks=piece, values={column: new}, actor=actor)
            own = Change.objects.filter(pk__gt=last, sheet=sheet.name, record__in=piece, actor=actor)
            changed += own.values_list("pk", flat=True)
    if not changed:
        raise Refused("rename_nothing", word=old)
    return Renaming.objects.create(
        column=column, within=within, old=old, new=new, actor=actor, changes=changed
    )


@transaction.atomic
def undo_renaming(*, renaming: int, actor: User) -> Renaming:
    """Every record as it was, or nothing. Raises PermissionDenied; Http404; Refused: rename_undone,
    undo_changed_since."""
    if not access.may_merge(actor):
        raise PermissionDenied
    found = Renaming.objects.select_for_update().filter(pk=renaming).first()
    if found is None:
        raise Http404
    if found.undone_at:
        raise Refused("rename_undone")
    for change in found.changes:
        undo(change=change, actor=actor)
    found.undone_at = timezone.now()
    found.save()
    return found
