"""The year's public holidays, as the State Council announces them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import chinese_calendar

from lianxin.spaces.rules.hours import midnight
from lianxin.spaces.rules.spans import Span

_DAY = timedelta(days=1)
#: By then a night that belongs to the evening before is over.
_MORNING = timedelta(hours=6)


@dataclass(frozen=True)
class Holiday:
    """Days off in a row, weekends that belong to them included; two that meet are one."""

    name: str
    first: date
    last: date

    @property
    def span(self) -> Span:
        """From the morning of the first day to the morning after the last: nights belong to their evening."""
        return Span(midnight(self.first) + _MORNING, midnight(self.last + _DAY) + _MORNING)


def public_holidays(year: int) -> list[Holiday] | None:
    """None: the calendar of that year is not known."""
    try:
        named = [(day, _name(day)) for day in _days(year)]
    except NotImplementedError:
        return None
    found: list[Holiday] = []
    for day, name in named:
        if name and found and found[-1].last == day - _DAY:
            names = found[-1].name.split("、")
            joined = "、".join([*names, *([name] if name not in names else [])])
            found[-1] = Holiday(joined, found[-1].first, day)
        elif name:
            found.append(Holiday(name, day, day))
    return found


def _days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + n * _DAY for n in range((date(year + 1, 1, 1) - first).days)]


def _name(day: date) -> str:
    """Of the holiday; "" of a weekend, of a working day, and of one that makes up for a day off."""
    off, name = chinese_calendar.get_holiday_detail(day)
    return str(chinese_calendar.Holiday(name).chinese) if off and name else ""


def unsettled(holidays: list[Holiday], now: datetime) -> list[Holiday]:
    """Those that are not over."""
    return [one for one in holidays if one.span.end > now]
