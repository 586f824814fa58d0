"""A member's accounts, and how their followers went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.accounts.models import User
from lianxin.people.models import Member
from lianxin.records.access import visible_to

#: Days in the chart; more bars would run into each other.
DAYS = 12


@dataclass(frozen=True)
class Held:
    """One account: its rows, the latest first."""

    platform: str
    account_id: str
    rows: tuple[Any, ...]

    @property
    def latest(self) -> Any:
        return self.rows[0]

    @property
    def gained(self) -> int | None:
        """Followers against the count before."""
        counts = [row.followers for row in self.rows[:2]]
        return counts[0] - counts[1] if len(counts) == 2 and None not in counts else None


def accounts(actor: User, member: Member) -> list[Held]:
    found: dict[tuple[str, str], list[Any]] = {}
    for row in visible_to(actor, "accounts").filter(member=member.member_no).order_by("-as_of", "-pk"):
        found.setdefault((row.platform, row.account_id), []).append(row)
    return [Held(*key, tuple(rows)) for key, rows in found.items()]


def total_by_day(held: Sequence[Held]) -> list[tuple[date, int]]:
    """The sum over accounts on each day of which there is a count; an account keeps its last count."""
    days = sorted({row.as_of for one in held for row in one.rows if row.followers is not None})
    return [(day, sum(_on(one, day) for one in held)) for day in days[-DAYS:]]


def _on(one: Held, day: date) -> int:
    return next((r.followers for r in one.rows if r.as_of <= day and r.followers is not None), 0)
