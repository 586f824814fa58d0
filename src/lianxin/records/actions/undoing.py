"""Rolling a batch back: what it brought goes, what it changed returns, all or nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import hooks
from lianxin.core.sheets import Column, Sheet, referrers, sheet, sheets
from lianxin.core.writing import in_turn
from lianxin.records.actions.batches import is_alive
from lianxin.records.actions.stored import Values, from_json, known_keys, manager, rows
from lianxin.records.actions.writing import bump, put
from lianxin.records.models import Batch, Change
from lianxin.records.rules import Refused

_NAMED = 5  # referring records named in a refusal
_PIECE = 500


@dataclass
class RolledBack:
    """Counts of rows, and the rows that were left because somebody has changed them since: (sheet, id)."""

    removed: int = 0
    restored: int = 0
    kept: list[tuple[str, int]] = field(default_factory=list)


def roll_back(*, batch_no: str, actor: User | None) -> RolledBack:
    """Undoes a batch. Rows that another batch or person has changed since stay as they are and are reported.

    Raises Refused: no_such_batch, batch_running, batch_rolled_back, still_referred_to, place_taken. Then
    nothing moved.
    """
    with in_turn():
        batch = _undoable(batch_no)
        done = RolledBack()
        by_sheet: dict[str, dict[int, list[Change]]] = defaultdict(lambda: defaultdict(list))
        for change in Change.objects.filter(batch=batch).order_by("pk"):
            by_sheet[change.sheet][change.record].append(change)
        for target in reversed(sheets()):
            if target.name in by_sheet:
                _undo_sheet(target, by_sheet[target.name], batch, done)
        _refuse_dangling(batch_no, set(by_sheet))
        batch.state = Batch.State.ROLLED_BACK
        batch.rolled_back_by = actor
        batch.rolled_back_at = timezone.now()
        batch.save()
        for undo in hooks.on_roll_back:  # last, because what lies outside the database cannot be taken back
            outside = undo(batch_no)
            if outside:
                done.removed += outside.removed
                done.restored += outside.restored
    return done


def _undoable(batch_no: str) -> Batch:
    batch = Batch.objects.select_for_update().filter(pk=batch_no).first()
    if batch is None:
        raise Refused("no_such_batch", batch=batch_no)
    if batch.state == Batch.State.ROLLED_BACK:
        raise Refused("batch_rolled_back", batch=batch_no)
    if is_alive(batch_no):
        raise Refused("batch_running", batch=batch_no)
    return batch


def _undo_sheet(target: Sheet, by_record: dict[int, list[Change]], batch: Batch, done: RolledBack) -> None:
    """Changes of one sheet, the latest first: a row made and changed in one batch goes."""
    changed_since = _changed_since(target, by_record, batch)
    done.kept += [(target.name, record) for record in by_record if record in changed_since]
    own = {record: changes for record, changes in by_record.items() if record not in changed_since}
    gone = [record for record, changes in own.items() if changes[0].before is None]
    back = {record: changes for record, changes in own.items() if changes[0].before is not None}
    table = manager(target)
    for start in range(0, len(gone), _PIECE):
        piece = table.filter(pk__in=gone[start : start + _PIECE])
        # Straight to the table: whether anything still refers to the rows is looked at once, at the end.
        piece._raw_delete(piece.db)
    _restore(target, back, batch)
    done.removed += len(gone)
    done.restored += len(back)
    bump(target.name)


def _restore(target: Sheet, by_record: dict[int, list[Change]], batch: Batch) -> None:
    """The rows as they were before the first of their changes. Raises Refused where something has taken
    their place since."""
    ids = list(by_record)
    if target.across:
        now = [(pk, values) for pk, _, values in rows(target, models.Q(pk__in=ids))]
        before = [(pk, _restored(target, values, by_record[pk])[0]) for pk, values in now]
        if faults := target.across(before):
            names = [f"{target.zh} {before[place][1][target.key[0]]}" for place in faults]
            raise Refused("place_taken", batch=batch.batch_no, records=names[:_NAMED])
    if target.before_moving:
        target.before_moving(ids)
    for start in range(0, len(ids), _PIECE):
        current = rows(target, models.Q(pk__in=ids[start : start + _PIECE]))
        put(target, [_restored(target, values, by_record[pk]) for pk, _, values in current])


def _restored(target: Sheet, values: Values, changes: list[Change]) -> tuple[Values, tuple[Any, ...]]:
    source: list[Any] = []
    for change in reversed(changes):
        before = dict(change.before or {})
        source = before.pop("_source")
        values = values | from_json(target, before)
    return values, tuple(source)


def _changed_since(target: Sheet, by_record: dict[int, list[Change]], batch: Batch) -> set[int]:
    """Rows that somebody else has changed after this batch did, in a way that still stands."""
    last = {record: changes[-1].pk for record, changes in by_record.items()}
    others = (
        Change.objects.filter(sheet=target.name, pk__gt=min(last.values()))
        .exclude(batch=batch)
        .exclude(batch__state=Batch.State.ROLLED_BACK)
    )
    return {record for pk, record in others.values_list("pk", "record") if pk > last.get(record, pk)}


def _refuse_dangling(batch_no: str, touched: set[str]) -> None:
    """Looks for references that lead nowhere now, to the touched sheets and from them."""
    names: list[str] = []
    for name in touched:
        for referrer, column in referrers(name):
            names += _dangling(referrer, column)
        for column in sheet(name).columns:
            if column.ref and column.ref not in touched:
                names += _dangling(sheet(name), column)
    if names:
        raise Refused("still_referred_to", batch=batch_no, records=names[:_NAMED])


def _dangling(referrer: Sheet, column: Column) -> list[str]:
    """The rows of `referrer` whose reference leads nowhere, as the user knows them: 成员 M001."""
    rows = manager(referrer)
    if column.type != "list":
        target = sheet(column.ref)
        keys = manager(target).order_by().values(target.column(target.key[0]).attribute)
        lost = rows.exclude(**{f"{column.attribute}__isnull": True}).exclude(
            **{f"{column.attribute}__in": keys}
        )
    else:
        known = known_keys(sheet(column.ref))
        lists = rows.values_list("pk", column.attribute)
        lost = rows.filter(pk__in=[pk for pk, items in lists if not known.issuperset(items)][:_NAMED])
    return [_shown(referrer, record) for record in lost[:_NAMED]]


def _shown(target: Sheet, record: models.Model) -> str:
    open_key = [c for c in map(target.column, target.key) if not c.personal]
    return " ".join([target.zh, *(str(getattr(record, c.attribute)) for c in open_key)])
