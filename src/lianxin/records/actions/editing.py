"""Records as people type them: added, changed, removed, taken back.

Cells are judged by the import's own readers and checks, so that a typed cell and an imported one are taken
alike. Every change leaves a `Change`, an event, and a new revision of the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import Http404

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.sheets import sheet as sheet_called
from lianxin.engines.tabular import cells
from lianxin.records.access import get_record_for
from lianxin.records.actions.editor import Editor
from lianxin.records.models import Batch, Change, Record
from lianxin.records.rules import Refused

#: Records changed in one go; a page shows fewer.
MOST = 500


def save_record(
    *,
    sheet: str,
    pk: int | None,
    values: Mapping[str, cells.Cell],
    actor: User,
    seen_at: datetime | None = None,
) -> Record:
    """Adds a record (`pk` None) or changes one: `values` are cells by column name, other columns stay.

    `seen_at`: `entered_at` of the record that the actor looked at. Raises NotSaved; Refused:
    changed_meanwhile, key_in_use; PermissionDenied; Http404 for a record out of sight.
    """
    editor = Editor(sheet_called(sheet), actor)
    with ledger.act("add" if pk is None else "change", editor.subjects, kind=sheet, who=actor.who):
        if pk is None:
            return editor.add(values)
        editor.change(pk, values, seen_at)
    return get_record_for(actor, sheet, pk)


def change_many(*, sheet: str, pks: Sequence[int], values: Mapping[str, cells.Cell], actor: User) -> int:
    """The same cells into many records, all or none; how many were not so already.

    Raises as save_record, and Refused: too_many_records, key_of_many.
    """
    editor = Editor(sheet_called(sheet), actor)
    if len(pks) > MOST:
        raise Refused("too_many_records", most=MOST)
    if set(values) & set(editor.target.key):
        raise Refused("key_of_many")
    with ledger.act("change", editor.subjects, kind=sheet, who=actor.who):
        return sum(editor.change(pk, values, None) for pk in pks)


def remove_record(*, sheet: str, pk: int, actor: User, seen_at: datetime | None = None) -> None:
    """Raises Refused: record_in_use, changed_meanwhile; PermissionDenied; Http404."""
    editor = Editor(sheet_called(sheet), actor)
    with ledger.act("remove", editor.subjects, kind=sheet, who=actor.who):
        editor.remove(pk, seen_at)


def undo(*, change: int, actor: User) -> Record | None:
    """Takes one change back, whoever or whatever file made it; None when the record is gone by that.

    Raises Refused: batch_rolled_back, undo_changed_since, record_in_use, key_in_use; NotSaved if what was
    there before would not be taken today; PermissionDenied; Http404.
    """
    found = Change.objects.select_related("batch").filter(pk=change).first()
    if found is None:
        raise Http404
    if found.batch and found.batch.state == Batch.State.ROLLED_BACK:
        raise Refused("batch_rolled_back", batch=found.batch.batch_no)
    editor = Editor(sheet_called(found.sheet), actor)
    with ledger.act("undo", editor.subjects, kind=found.sheet, who=actor.who):
        if found.after is None:
            editor.bring_back(found)
        elif found.before is None:
            editor.unmoved(found)
            editor.remove(found.record)
            return None
        else:
            editor.restore(found)
    return get_record_for(actor, found.sheet, found.record)
