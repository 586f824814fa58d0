"""When studios are in use: the hours of the week, over the rows of one figure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from lianxin.lib.dates import parse_period
from lianxin.reports.queries.answers import evidence

#: Its rows are the bookings that were used, its value their hours.
KEY = "spaces.hours_used"


def hours_of_the_week(
    *, period: str, where: Mapping[str, str] | None = None, snapshot: str | None = None
) -> dict[tuple[int, int], Fraction]:
    """(weekday from 0 for Monday, hour from 0 to 23) → hours in use; hours without use are left out.

    All of them together are the value of `spaces.hours_used`, but for its rounding. Nobody is shown.
    """
    found: dict[tuple[int, int], Fraction] = defaultdict(Fraction)
    with evidence(KEY, parse_period(period), where or {}, snapshot) as rows:
        for (start, end), count in _spans(rows).items():
            for place, seconds in _parts(start, end):
                found[place] += Fraction(seconds * count, 3600)
    return dict(found)


def _spans(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[dt.datetime, dt.datetime], int]:
    """Bookings that began and ended alike are many."""
    found: dict[tuple[Any, Any], int] = defaultdict(int)
    for row in rows:
        if row["status"] == "已使用":
            found[row["starts_at"], row["ends_at"]] += 1
    return {(_moment(start), _moment(end)): count for (start, end), count in found.items()}


def _moment(value: Any) -> dt.datetime:
    return value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(value)


def _parts(start: dt.datetime, end: dt.datetime) -> Iterator[tuple[tuple[int, int], int]]:
    """The seconds of a span in each hour that it touches."""
    while start < end:
        full = start.replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)
        until = min(full, end)
        yield (start.weekday(), start.hour), int((until - start).total_seconds())
        start = until
