"""One person at work on one sheet, inside a transaction: rows, their Changes, the sheet's revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core.scope import rule_of, subjects_of
from lianxin.core.sheets import Sheet
from lianxin.engines.tabular import Problem, cells
from lianxin.records.access import can_add, can_change, columns_for, get_record_for, visible_to
from lianxin.records.actions.bulk import insert
from lianxin.records.actions.judging import judged, stored_row, typed_row
from lianxin.records.actions.referring import in_use
from lianxin.records.actions.stored import SOURCE, Values, existing, from_json, manager, rows, to_json
from lianxin.records.actions.writing import bump, put
from lianxin.records.models import Change, Record
from lianxin.records.rules import NotSaved, Refused

_SOURCE_KEY = "_source"


@dataclass
class Editor:
    """`subjects` fills up with whom the changed rows are about, before and after."""

    target: Sheet
    actor: User
    subjects: set[str] = field(default_factory=set)

    def add(self, typed: Mapping[str, cells.Cell]) -> Record:
        self._require_add()
        row = judged(typed_row(self.target, typed, 0), None, self.actor)
        self._refuse_taken_key(row, 0)
        put(self.target, [(row, self._source())])
        ((pk, *_),) = existing(self.target, [self._key(row)]).values()
        self._note(pk, None, _json(row))
        return self._own(pk)

    def change(self, pk: int, typed: Mapping[str, cells.Cell], seen_at: datetime | None) -> bool:
        """Whether anything was not so already."""
        record = self._changeable(pk, seen_at)
        if not set(typed) <= columns_for(self.actor, record):
            raise PermissionDenied
        source, before = self._stored(pk)
        row = judged(typed_row(self.target, typed, pk), before, self.actor)
        if row == before:
            return False
        self.subjects |= set(subjects_of(record))
        self._write(pk, before, row, source)
        return True

    def remove(self, pk: int, seen_at: datetime | None = None) -> None:
        self.subjects |= set(subjects_of(self._changeable(pk, seen_at)))
        source, before = self._stored(pk)
        if found := in_use(self.target, before):
            raise Refused("record_in_use", records=found)
        self._note(pk, _json(before) | _came_from(source), None)
        table = manager(self.target).filter(pk=pk)
        # Straight to the table: what refers to the row has been looked at, and the database looks again.
        table._raw_delete(table.db)

    def restore(self, change: Change) -> None:
        """The columns that `change` moved, as they were."""
        record = self.unmoved(change)
        source, now = self._stored(change.record)
        row = judged(stored_row(self.target, self._earlier(change), change.record), now, self.actor)
        self.subjects |= set(subjects_of(record))
        self._write(change.record, now, row, source)

    def bring_back(self, change: Change) -> None:
        """A removed row, under the id it had."""
        self._require_add()
        row = judged(stored_row(self.target, self._earlier(change), change.record), None, self.actor)
        self._refuse_taken_key(row, change.record)
        if manager(self.target).filter(pk=change.record).exists():
            raise Refused("undo_changed_since")
        attributes = [c.attribute for c in self.target.columns]
        values = (change.record, *(row[c.name] for c in self.target.columns), *self._source())
        insert(self.target.model, ["id", *attributes, *SOURCE], [values])
        self._note(change.record, None, _json(row))
        self._own(change.record)

    def unmoved(self, change: Change) -> Record:
        """The row that `change` made or moved, as long as nobody has moved the same since.

        Access first: a stranger does not learn that there is such a change.
        """
        record = self._changeable(change.record)
        now = next(iter(rows(self.target, models.Q(pk=change.record))), None)
        if now is None:
            raise Http404
        left = from_json(self.target, change.after or {})  # a moment may be written in another time zone
        if any(now[2][name] != value for name, value in left.items()):
            raise Refused("undo_changed_since")
        return record

    def _write(self, pk: int, before: Values, row: Values, source: tuple[Any, ...]) -> None:
        if self._key(row) != self._key(before):
            self._refuse_taken_key(row, pk)
            if found := in_use(self.target, before):
                raise Refused("key_in_use", records=found)
        moved = [name for name in row if row[name] != before[name]]
        stored = {self.target.column(name).attribute: row[name] for name in moved}
        stored |= dict(zip(SOURCE, self._source(), strict=True))
        manager(self.target).filter(pk=pk).update(**stored)
        was = {name: before[name] for name in moved}
        self._note(pk, _json(was) | _came_from(source), _json({name: row[name] for name in moved}))
        self._own(pk)

    def _note(self, pk: int, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        Change.objects.create(sheet=self.target.name, record=pk, actor=self.actor, before=before, after=after)
        bump(self.target.name)

    def _source(self) -> tuple[Any, ...]:
        """In the order of `stored.SOURCE`: no file, but who and when."""
        return (None, "", "", None, self.actor.pk, timezone.now())

    def _stored(self, pk: int) -> tuple[tuple[Any, ...], Values]:
        ((_, source, values),) = rows(self.target, models.Q(pk=pk))
        return source, values

    def _earlier(self, change: Change) -> Values:
        before = {name: value for name, value in (change.before or {}).items() if name != _SOURCE_KEY}
        return from_json(self.target, before)

    def _changeable(self, pk: int, seen_at: datetime | None = None) -> Record:
        list(manager(self.target).select_for_update().filter(pk=pk).values_list("pk"))
        record = get_record_for(self.actor, self.target.name, pk)
        if not can_change(self.actor, record):
            raise PermissionDenied
        if seen_at is not None and record.entered_at != seen_at:
            raise Refused("changed_meanwhile")
        return record

    def _own(self, pk: int) -> Record:
        """The row as it is now: a liaison officer cannot give it to a member of somebody else's."""
        record: Record | None = visible_to(self.actor, self.target.name).filter(pk=pk).first()
        if record is None or not can_change(self.actor, record):
            raise NotSaved([Problem(pk, self._about().name, "", "not_own_member")])
        self.subjects |= set(subjects_of(record))
        return record

    def _about(self) -> Any:
        paths = rule_of(self.target.model).about or self.target.key
        found: Any = self.target.model._meta.get_field(paths[0].split("__")[0])
        return next(c for c in self.target.columns if c.attribute == found.attname)

    def _require_add(self) -> None:
        if not can_add(self.actor, self.target.name):
            raise PermissionDenied

    def _key(self, row: Values) -> tuple[Any, ...]:
        return tuple(row[name] for name in self.target.key)

    def _refuse_taken_key(self, row: Values, pk: int) -> None:
        if existing(self.target, [self._key(row)]):
            raise NotSaved([Problem(pk, self.target.key[-1], "", "key_taken")])


def _json(values: Values) -> dict[str, Any]:
    return {name: to_json(value) for name, value in values.items()}


def _came_from(source: tuple[Any, ...]) -> dict[str, Any]:
    return {_SOURCE_KEY: [to_json(part) for part in source]}
