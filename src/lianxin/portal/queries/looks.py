"""Who looked at the person's data, day by day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from lianxin.core import ledger
from lianxin.trust.queries.looking import Look, entry_of, grouped, told
from lianxin.trust.queries.words import words

PAGE = 60
_ENOUGH = 20  # looks of others on a page; the person's own are many, and say little
_MOST = 600


@dataclass(frozen=True)
class Told:
    """A look, and its words (`trust.queries.words`)."""

    look: Look
    words: dict[str, Any]


@dataclass(frozen=True)
class Day:
    """`others`: who looked, the latest first; `own`: what the person did."""

    date: dt.date
    others: list[Told]
    own: list[Told]

    @property
    def own_times(self) -> int:
        return sum(one.look.times for one in self.own)


@dataclass(frozen=True)
class Looks:
    """Days, the latest first. `earlier`: the number to go on from, None on the last page."""

    days: list[Day]
    earlier: int | None


def who_looked(member_no: str, before: int | None = None) -> Looks:
    """A page. That it was read is told as well."""
    ledger.seen([f"member:{member_no}"], "ledger")
    entries, more = _entries(member_no, before)
    lines = [Told(look, words(look)) for look in grouped(entries)]
    days = [_day(date, list(held)) for date, held in groupby(lines, key=lambda one: one.look.at.date())]
    return Looks(days, entries[-1].seq if more else None)


def look_at(member_no: str, seq: int) -> Told | None:
    """One entry, if it is about the person."""
    found = entry_of(member_no, seq)
    return Told(found, words(found)) if found else None


def _entries(member_no: str, before: int | None) -> tuple[list[Look], bool]:
    """Entries until there are enough of others, and whether there may be more."""
    found: list[Look] = []
    while len(found) < _MOST:
        piece = told(member_no, before, PAGE)
        found += piece
        if len(piece) < PAGE:
            return found, False
        before = piece[-1].seq
        if sum(not look.own for look in found) >= _ENOUGH:
            break
    return found, True


def _day(date: dt.date, lines: list[Told]) -> Day:
    return Day(date, [one for one in lines if not one.look.own], [one for one in lines if one.look.own])
