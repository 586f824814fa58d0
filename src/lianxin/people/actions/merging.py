"""Two records of one person become one, so that it can be taken back to the letter."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.sheets import Column, Sheet, referrers, sheet
from lianxin.people import access
from lianxin.people.models import Alias, Distinct, Merge
from lianxin.records.actions import bump
from lianxin.records.actions.stored import SOURCE, Values, existing, manager, rows, to_json
from lianxin.records.models import Change
from lianxin.records.rules import Refused


def merge_members(*, kept: str, gone: str, taken: Collection[str], actor: User) -> Merge:
    """Everything about `gone` is about `kept` from now on; `taken`: columns whose values `gone` hands over.

    Where both have the same row (the same campaign on the same day), the one of `kept` stays.
    Raises PermissionDenied; Refused: merge_same, merge_gone, merge_of_pair. Then nothing moved.
    """
    if not access.may_merge(actor):
        raise PermissionDenied
    if kept == gone:
        raise Refused("merge_same")
    work = _Work(kept, gone, actor)
    with ledger.act("merge", work.subjects, kind="members", who=actor.who):
        one, other = _both(kept, gone)
        for target, column in referrers("members"):
            work.move(target, column)
        work.remove(sheet("members"), *other)
        work.take(one, other, taken)
        return work.note()


def keep_apart(*, first: str, second: str, actor: User) -> None:
    """The two are not the same person and are not suggested again. Raises PermissionDenied."""
    if not access.may_merge(actor):
        raise PermissionDenied
    first, second = sorted((first, second))
    subjects = [f"member:{first}", f"member:{second}"]
    with ledger.act("change", subjects, kind="members", who=actor.who):
        Distinct.objects.get_or_create(first_no=first, second_no=second, defaults={"actor": actor})


Stored = tuple[int, tuple[Any, ...], Values]


def _both(kept: str, gone: str) -> tuple[Stored, Stored]:
    """Both rows. Writers take turns: of two merges at once, the second finds one gone."""
    members = sheet("members")
    found = existing(members, [(kept,), (gone,)])
    if len(found) < 2:
        raise Refused("merge_gone")
    return found[kept,], found[gone,]


@dataclass
class _Work:
    """One merge while it runs."""

    kept: str
    gone: str
    actor: User
    at: datetime = field(default_factory=timezone.now)
    changes: list[Change] = field(default_factory=list)

    @property
    def subjects(self) -> list[str]:
        return [f"member:{self.kept}", f"member:{self.gone}"]

    def move(self, target: Sheet, column: Column) -> None:
        """Rows of one sheet that name the one who goes."""
        for pk, source, values in list(rows(target, models.Q(**{column.attribute: self.gone}))):
            moved = {name: self.kept if name == column.name else value for name, value in values.items()}
            self._refuse_pair(target, moved)
            key = tuple(moved[name] for name in target.key)
            if column.name in target.key and existing(target, [key]):
                self.remove(target, pk, source, values)
            else:
                self._write(target, (pk, source, values), {column.name: self.kept})

    def take(self, one: Stored, other: Stored, taken: Collection[str]) -> None:
        """The columns that the one who goes hands over."""
        new = {
            name: other[2][name] for name in taken if name != "member_no" and other[2][name] != one[2][name]
        }
        if new:
            self._write(sheet("members"), one, new)

    def remove(self, target: Sheet, pk: int, source: tuple[Any, ...], values: Values) -> None:
        self._keep(target, pk, json_of(values) | came_from(source), None)
        table = manager(target).filter(pk=pk)
        # Straight to the table: nothing refers to the row any more, and the database looks again.
        table._raw_delete(table.db)

    def note(self) -> Merge:
        """What is kept beside the sheets: the number's new meaning, accounts, the merge itself."""
        for name in dict.fromkeys(change.sheet for change in self.changes):
            bump(name)
        users = User.objects.filter(member_no=self.gone)
        aliases = Alias.objects.filter(member_no=self.gone)
        done = Merge.objects.create(
            gone_no=self.gone,
            kept_no=self.kept,
            actor=self.actor,
            at=self.at,
            changes=[change.pk for change in self.changes],
            users=list(users.values_list("pk", flat=True)),
            aliases=list(aliases.values_list("old_no", flat=True)),
        )
        users.update(member_no=self.kept)
        aliases.update(member_no=self.kept)
        Alias.objects.create(old_no=self.gone, member_no=self.kept)
        return done

    def _refuse_pair(self, target: Sheet, moved: Values) -> None:
        """Nobody is the own mentor: such two are not one person."""
        named = [moved[c.name] for c in target.columns if c.ref == "members"]
        if len(named) > 1 and len(set(named)) == 1:
            raise Refused("merge_of_pair", sheet=target.zh)

    def _write(self, target: Sheet, row: Stored, new: Values) -> None:
        pk, source, values = row
        stored = {target.column(name).attribute: value for name, value in new.items()}
        stored |= dict(zip(SOURCE, source_of(self.actor.pk, self.at), strict=True))
        manager(target).filter(pk=pk).update(**stored)
        before = json_of({name: values[name] for name in new}) | came_from(source)
        self._keep(target, pk, before, json_of(new))

    def _keep(self, target: Sheet, pk: int, before: dict[str, Any], after: dict[str, Any] | None) -> None:
        self.changes.append(
            Change.objects.create(sheet=target.name, record=pk, actor=self.actor, before=before, after=after)
        )


def source_of(actor: int | None, at: datetime) -> tuple[Any, ...]:
    """Where a row that a merge changed comes from, in the order of `stored.SOURCE`."""
    return (None, "", "", None, actor, at)


def json_of(values: Values) -> dict[str, Any]:
    return {name: to_json(value) for name, value in values.items()}


def came_from(source: Iterable[Any]) -> dict[str, Any]:
    return {"_source": [to_json(part) for part in source]}
