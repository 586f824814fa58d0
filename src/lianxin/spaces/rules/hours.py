"""Opening hours of a studio, also past midnight. A session belongs to the day it starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from lianxin.lib.dates import BEIJING
from lianxin.spaces.rules.spans import Span

#: HH:MM-HH:MM; 24:00 is midnight, an end not after the start lies on the next day (18:00-02:00).
OPENS = r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$"

_DAY = 24 * 60


def opening_minutes(opens: str) -> tuple[int, int]:
    """(start, end) in minutes after midnight of the day; the end may be past 1440."""
    start, end = (int(text[:2]) * 60 + int(text[3:]) for text in opens.split("-"))
    return start, end if end > start else end + _DAY


@lru_cache(maxsize=1024)
def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)


def beijing_day(at: datetime) -> date:
    return at.astimezone(BEIJING).date()


@lru_cache(maxsize=8192)
def opening(day: date, opens: str) -> Span | None:
    """What `opens` means on a day; None for "" (shut)."""
    if not opens:
        return None
    start, end = opening_minutes(opens)
    zero = midnight(day)
    return Span(zero + timedelta(minutes=start), zero + timedelta(minutes=end))


@dataclass(frozen=True)
class Hours:
    """The sheet's hours, other ones on some weekdays (0 is Monday), and the days the studio exists."""

    opens: str
    weekdays: Mapping[int, str] = field(default_factory=dict)
    first: date = date.min
    end: date = date.max  # the first day that no longer counts

    def on(self, day: date) -> Span | None:
        if not self.first <= day < self.end:
            return None
        return opening(day, self.weekdays.get(day.weekday(), self.opens))

    def between(self, first: date, last: date) -> Iterator[Span]:
        """The openings of the days, both included."""
        for n in range((last - first).days + 1):
            if span := self.on(first + timedelta(days=n)):
                yield span

    def around(self, span: Span) -> list[Span]:
        """Openings that have something of `span`: those of its days and of the day before, joined where one
        runs into the next."""
        first, last = beijing_day(span.start) - timedelta(days=1), beijing_day(span.end)
        found: list[Span] = []
        for one in self.between(first, last):
            if found and one.start <= found[-1].end:
                found[-1] = Span(found[-1].start, max(found[-1].end, one.end))
            else:
                found.append(one)
        return [one for one in found if one.overlaps(span)]

    def day_of(self, at: datetime) -> date:
        """The day whose opening `at` lies in: at 00:30 of a night that began the day before, that day."""
        day = beijing_day(at)
        before = self.on(day - timedelta(days=1))
        today = self.on(day)
        if before and at < before.end and not (today and today.start <= at):
            return day - timedelta(days=1)
        return day
