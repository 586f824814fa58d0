"""The trading calendar: growth, seasons of produce, festivals, live evenings, hours of the day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lianxin.demo.world import Place

Floats = NDArray[np.float64]

#: Spring Festival, the first day of the lunar year.
_SPRING_DAYS = (
    "2010-02-14", "2011-02-03", "2012-01-23", "2013-02-10", "2014-01-31", "2015-02-19",
    "2016-02-08", "2017-01-28", "2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12",
    "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06",
    "2028-01-26", "2029-02-13", "2030-02-03", "2031-01-23", "2032-02-11", "2033-01-31",
    "2034-02-19", "2035-02-08",
)  # fmt: skip
_SPRING = {int(text[:4]): date.fromisoformat(text) for text in _SPRING_DAYS}
YEARS = range(min(_SPRING) + 1, max(_SPRING) + 1)


def days(place: Place) -> list[date]:
    """Every day of the two years."""
    return [place.first + timedelta(days=n) for n in range((place.last - place.first).days + 1)]


def trade(place: Place) -> Floats:
    """How much is bought on each day of the two years, before seasons: growth, weekends, festivals."""
    calendar = days(place)
    growth = 1.0 + 0.8 * np.arange(len(calendar)) / len(calendar)
    busy: Floats = growth * np.array([_weekend(day) * festival(day) for day in calendar])
    return busy


def festival(day: date) -> float:
    """1 on an ordinary day; more before Spring Festival, around 618, Double 11; less while couriers rest."""
    to_spring = (_SPRING[day.year] - day).days
    if 6 <= to_spring <= 24:
        return 2.2
    if -6 <= to_spring < 6:
        return 0.35
    for month, first, last, factor in (
        (6, 16, 20, 2.6),
        (11, 9, 12, 3.4),
        (12, 11, 12, 1.8),
        (9, 15, 20, 1.4),
    ):
        if day.month == month and first <= day.day <= last:
            return factor
    return 1.0


def is_festival(day: date) -> bool:
    return festival(day) > 1.5


def in_season(place: Place, season: str) -> Floats:
    """1 in the months of `season` ("3-5", "11-2", "" all year), little outside: stored and dried goods."""
    months = season_months(season)
    return np.array([1.0 if day.month in months else 0.06 for day in days(place)])


def season_months(season: str) -> set[int]:
    if not season:
        return set(range(1, 13))
    first, _, last = season.partition("-")
    length = (int(last) - int(first)) % 12 + 1
    return {(int(first) - 1 + n) % 12 + 1 for n in range(length)}


def live_evenings(place: Place) -> NDArray[np.bool_]:
    """The evenings on which the best-known creator is on air: four a week, and every day of a festival."""
    return np.array([day.weekday() in (1, 3, 5, 6) or is_festival(day) for day in days(place)])


def _weekend(day: date) -> float:
    return 1.15 if day.weekday() >= 5 else 1.0


_BY_DAY = np.array([
    0.5, 0.2, 0.1, 0.1, 0.1, 0.2, 0.6, 1.2, 1.8, 2.2, 2.6, 2.6, 2.8, 2.4, 2.0, 2.0, 2.2, 2.4, 2.8, 3.6, 4.6,
    4.8, 3.6, 1.6
])  # fmt: skip
_BY_EVENING = np.array([
    2.2, 0.5, 0.0, 0.0, 0.0, 0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.6, 0.7, 0.6, 0.5, 0.5, 0.6, 0.7, 1.2, 6.5, 11.0,
    12.0, 9.0, 5.0
])  # fmt: skip


def seconds_of_day(rng: np.random.Generator, live: NDArray[np.bool_]) -> NDArray[Any]:
    """A second of the day for each sale; on live evenings most come from 19 o'clock to past midnight."""
    chance = rng.random(len(live))
    edges = [np.cumsum(hours) / hours.sum() for hours in (_BY_DAY, _BY_EVENING)]
    hour = np.where(live, np.searchsorted(edges[1], chance), np.searchsorted(edges[0], chance))
    return hour * 3600 + rng.integers(0, 3600, len(live))
