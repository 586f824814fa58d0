"""The days of a series. A month without the day is an occurrence that cannot be, not one left out."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

#: Occurrences of one series.
MOST = 60
EVERY = ("day", "week", "month")


@dataclass(frozen=True)
class Recurrence:
    """Every so many days, weeks or months, until a day or so often. `weekdays`: of a weekly one, 0 is Monday;
    none is the first day's own."""

    every: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    until: date | None = None
    count: int | None = None

    def wrong(self) -> str:
        """The code of what is wrong with it, or ""."""
        if self.every not in EVERY or self.interval < 1 or not set(self.weekdays) <= set(range(7)):
            return "series_rule"
        if self.until is None and self.count is None:
            return "series_no_end"
        return "series_rule" if self.count is not None and self.count < 1 else ""


@dataclass(frozen=True)
class Occurrence:
    """`exists` is false for 31 April: then `day` is the last day of that month."""

    day: date
    exists: bool = True
    wanted: int = 0  # the day of the month that there is not


def occurrences(first: date, rule: Recurrence) -> list[Occurrence]:
    """In order, `first` among them if it fits; MOST + 1 where there are more, so that the caller sees it."""
    found: list[Occurrence] = []
    for one in _days(first, rule):
        if rule.until is not None and one.day > rule.until:
            break
        found.append(one)
        if len(found) > MOST or (rule.count is not None and len(found) >= rule.count):
            break
    return found


def _days(first: date, rule: Recurrence) -> Iterator[Occurrence]:
    if rule.every == "month":
        yield from _months(first, rule.interval)
    elif rule.every == "week" and rule.weekdays:
        yield from _weekdays(first, rule)
    else:
        step = rule.interval * (7 if rule.every == "week" else 1)
        day = first
        while True:
            yield Occurrence(day)
            day += timedelta(days=step)


def _weekdays(first: date, rule: Recurrence) -> Iterator[Occurrence]:
    monday = first - timedelta(days=first.weekday())
    while True:
        for weekday in sorted(set(rule.weekdays)):
            day = monday + timedelta(days=weekday)
            if day >= first:
                yield Occurrence(day)
        monday += timedelta(weeks=rule.interval)


def _months(first: date, interval: int) -> Iterator[Occurrence]:
    number = first.year * 12 + first.month - 1
    while True:
        year, month = number // 12, number % 12 + 1
        last = monthrange(year, month)[1]
        if first.day <= last:
            yield Occurrence(date(year, month, first.day))
        else:
            yield Occurrence(date(year, month, last), exists=False, wanted=first.day)
        number += interval
