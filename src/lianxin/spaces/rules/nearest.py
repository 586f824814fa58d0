"""What is free: of one studio, and nearest to what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lianxin.spaces.rules.deciding import Room
from lianxin.spaces.rules.hours import beijing_day, midnight
from lianxin.spaces.rules.spans import Span, joined, without

#: Days before and after in which an alternative is looked for.
REACH_DAYS = 3
#: Another room is as far away as so many minutes.
OTHER_ROOM, OTHER_BASE, OTHER_KIND = 20, 60, 90


@dataclass(frozen=True)
class Offer:
    """A studio and a time that are free."""

    studio_no: str
    span: Span


def free_spans(room: Room, first: date, last: date, now: datetime) -> list[Span]:
    """What may be booked of the openings of the days, from now on, buffers kept."""
    shut = [one.span for one in room.closures]
    held = [one.padded(room.terms.buffer_minutes) for one in room.taken]
    past = Span(datetime.min.replace(tzinfo=now.tzinfo), now)
    open_ = joined(room.hours.between(first, last))
    return list(without(open_, [*shut, *held, past]))


def nearest(
    span: Span, asked: Room, rooms: Iterable[Room], now: datetime, reach_days: int = REACH_DAYS
) -> Offer | None:
    """The free alternative of the same length that is nearest in time, other rooms counted as some way off.

    `rooms` know what is taken from `reach_days` before to after. Of equals the nearer
    room, the earlier, the lower number.
    """
    best: Offer | None = None
    least: tuple[float, int, datetime, str] | None = None
    for room in sorted(rooms, key=lambda one: (_detour(asked, one), one.studio_no)):
        detour = _detour(asked, room)
        if least is not None and detour >= least[0]:
            break  # no room that is left can be nearer than what has been found
        for offer in _nearest_in(span, room, now, reach_days):
            shift = abs((offer.span.start - span.start).total_seconds()) / 60
            rank = (shift + detour, detour, offer.span.start, offer.studio_no)
            if least is None or rank < least:
                best, least = offer, rank
    return best


def _detour(asked: Room, room: Room) -> int:
    return (
        OTHER_ROOM * (room.studio_no != asked.studio_no)
        + OTHER_BASE * (room.base != asked.base)
        + OTHER_KIND * (room.kind != asked.kind)
    )


def _nearest_in(span: Span, room: Room, now: datetime, reach_days: int) -> Iterator[Offer]:
    day = room.hours.day_of(span.start)
    reach = timedelta(days=reach_days)
    ahead = beijing_day(now) + timedelta(days=room.terms.ahead_days) if room.terms.ahead_days else date.max
    last = min(day + reach, ahead)
    for gap in free_spans(room, day - reach, last, now):
        if found := _fitted(span, gap, room.terms.step_minutes):
            yield Offer(room.studio_no, found)


def _fitted(span: Span, gap: Span, step: int) -> Span | None:
    """`span` moved into the gap as little as possible, on whole steps."""
    length = span.end - span.start
    start = stepped(gap.start, step, up=True)
    latest = stepped(gap.end - length, step, up=False)
    if latest < start:
        return None
    wanted = min(max(span.start, start), latest)
    begin = stepped(wanted, step, up=wanted < span.start)
    begin = min(max(begin, start), latest)
    return Span(begin, begin + length)


def stepped(at: datetime, step: int, *, up: bool) -> datetime:
    """The step from midnight at or after (`up`), or at or before."""
    zero = midnight(beijing_day(at))
    seconds = int((at - zero).total_seconds())
    size = step * 60
    whole = -(-seconds // size) if up else seconds // size
    return zero + timedelta(seconds=whole * size)
