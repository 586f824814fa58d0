"""Who may be on record twice, and what hangs on each record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lianxin.accounts.models import User
from lianxin.core.sheets import Column, Sheet, referrers, sheet
from lianxin.people.models import Distinct, Member, Merge
from lianxin.people.queries import unseen
from lianxin.people.rules import Pair, alike
from lianxin.records.access import visible_to
from lianxin.records.actions.stored import manager
from lianxin.records.models import Change

#: Suggestions on the page.
MOST = 50


@dataclass(frozen=True)
class Suggested:
    """`first`, `second` are rows as the actor may read them."""

    pair: Pair
    first: Any
    second: Any


def suggestions(actor: User) -> tuple[list[Suggested], int]:
    """The likeliest, and how many there are. Only who is shown is told."""
    apart = set(Distinct.objects.values_list("first_no", "second_no"))
    pairs = [p for p in alike(unseen.prints(actor)) if (p.first, p.second) not in apart]
    shown = pairs[:MOST]
    numbers = {number for pair in shown for number in (pair.first, pair.second)}
    rows = {row.member_no: row for row in visible_to(actor, "members").filter(member_no__in=numbers)}
    return [Suggested(p, rows[p.first], rows[p.second]) for p in shown], len(pairs)


def why(actor: User, first: str, second: str) -> tuple[str, ...]:
    """The reasons why two may be one person, however weak."""
    numbers = sorted((first, second))
    pairs = alike([p for p in unseen.prints(actor) if p.number in numbers])
    return next((pair.reasons for pair in pairs), ())


def hanging_on(member: Member) -> list[tuple[Sheet, int]]:
    """How many rows of each sheet name the member."""
    counts: dict[str, int] = {}
    for target, column in referrers("members"):
        rows = manager(target).filter(**{column.attribute: member.member_no}).count()
        counts[target.name] = counts.get(target.name, 0) + rows
    return [(sheet(name), count) for name, count in counts.items() if count]


def choosable() -> list[Column]:
    """The columns of which one of two values is chosen."""
    return [c for c in sheet("members").columns if c.name != "member_no"]


def merges(limit: int = 50) -> list[Merge]:
    """The latest first."""
    return list(Merge.objects.select_related("actor", "undone_by")[:limit])


def moved_by(merge: Merge) -> list[tuple[Sheet, int, int]]:
    """Sheet, rows that were changed, rows that went because both records had them."""
    counts: dict[str, list[int]] = {}
    for change in Change.objects.filter(pk__in=merge.changes).order_by("pk"):
        counts.setdefault(change.sheet, [0, 0])[change.after is None] += 1
    return [(sheet(name), moved, gone) for name, (moved, gone) in counts.items()]
