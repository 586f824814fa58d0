"""The times of a season: one slot for each time of day on each day of its weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from lianxin.engines.planner import Slot
from lianxin.lib.dates import BEIJING


def slots_of(first: date, weeks: int, starts: Sequence[str], minutes: int) -> tuple[Slot, ...]:
    """In order of time; a slot's id is its place."""
    per_day = sorted(starts)
    return tuple(
        Slot(day * len(per_day) + order, first + timedelta(days=day), at, minutes, day // 7, order)
        for day in range(7 * weeks)
        for order, at in enumerate(per_day)
    )


def moments(slot: Slot) -> tuple[datetime, datetime]:
    """When it begins and ends, aware."""
    start = datetime.combine(slot.date, time.fromisoformat(slot.starts), BEIJING)
    return start, start + timedelta(minutes=slot.minutes)


def is_good(slot: Slot, good_from: str) -> bool:
    """Whether it lies in the hours at which most is sold."""
    return slot.starts >= good_from


def in_turn(place: int, slot: Slot, share: float) -> bool:
    """Whether the creator at `place` of the list has a turn at a good slot; each gets `share` percent.

    The turn moves on by one each day, so that every creator gets the same share of every weekday.
    """
    day = slot.date.toordinal()
    return ((place + day) * 37 % 100) < share
