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


@dataclass(frozen=True)
class Told:
    """A look, and its words (`trust.queries.words`)."""

    look: Look
    words: dict[str, Any]


@dataclass(frozen=True)
class Looks:
    """Days, the latest first. `earlier`: the number to go on from, None on the last page."""

    days: list[tuple[dt.date, list[Told]]]
    earlier: int | None


def who_looked(member_no: str, before: int | None = None) -> Looks:
    """A page. That it was read is told as well."""
    ledger.seen([f"member:{member_no}"], "ledger")
    entries = told(member_no, before, PAGE)
    lines = [Told(look, words(look)) for look in grouped(entries)]
    days = [(day, list(held)) for day, held in groupby(lines, key=lambda one: one.look.at.date())]
    return Looks(days, entries[-1].seq if len(entries) == PAGE else None)


def look_at(member_no: str, seq: int) -> Told | None:
    """One entry, if it is about the person."""
    found = entry_of(member_no, seq)
    return Told(found, words(found)) if found else None
