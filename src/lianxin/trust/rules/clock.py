"""Working days: when an answer is due, and how the time runs."""

from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """`known` is false where a year's holidays are not published yet and only weekends were left out."""

    on: date
    known: bool


@dataclass(frozen=True)
class Clock:
    """`state`: answered, running, today, overdue. `days`: working days left, or by how many it is over."""

    state: str
    days: int


def is_working_day(day: date) -> tuple[bool, bool]:
    """(whether offices work, whether the year's calendar is known). Make-up days count as working days."""
    try:
        return bool(chinese_calendar.is_workday(day)), True
    except NotImplementedError:
        return day.weekday() < 5, False


def due(opened: date, days: int) -> Due:
    """The last of `days` working days after the day of opening."""
    day, known = opened, True
    while days:
        day += _DAY
        working, year_known = is_working_day(day)
        days -= working
        known = known and year_known
    return Due(day, known)


def working_days(after: date, until: date) -> int:
    """Working days after `after`, up to and with `until`; 0 when that is not later."""
    span = (until - after).days
    return sum(is_working_day(after + n * _DAY)[0] for n in range(1, span + 1))


def clock(due_on: date, today: date, *, answered: bool) -> Clock:
    if answered:
        return Clock("answered", 0)
    if today > due_on:
        return Clock("overdue", working_days(due_on, today))
    left = working_days(today, due_on)
    return Clock("running" if left else "today", left)
