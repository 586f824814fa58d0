"""Whether a booking may be: every reason against it, as codes with parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from lianxin.spaces.rules.hours import Hours, beijing_day, midnight
from lianxin.spaces.rules.spans import Span
from lianxin.spaces.rules.terms import Terms


@dataclass(frozen=True)
class Refusal:
    """One reason; words in core.messages."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Shut:
    """A closure that concerns the studio."""

    span: Span
    reason: str


@dataclass(frozen=True)
class Room:
    """A studio and what is known of it around some time. `taken`: what holds it but for the booking asked."""

    studio_no: str
    base: str
    kind: str
    hours: Hours
    terms: Terms
    closures: tuple[Shut, ...] = ()
    taken: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Holder:
    """The member. `bookings`: their other live ones, past ones of the week included."""

    member_no: str
    joined_on: date = date.min
    left_on: date | None = None
    bookings: tuple[Span, ...] = ()


def refusals(span: Span, room: Room, holder: Holder, now: datetime) -> list[Refusal]:
    """Everything that speaks against it, the room's reasons first."""
    return [
        *room_refusals(span, room, now),
        *_of_the_holder(span, room.terms, holder, now),
    ]


def room_refusals(span: Span, room: Room, now: datetime) -> list[Refusal]:
    """What speaks against it whoever asks."""
    return [*_of_the_room(span, room), *_of_the_time(span, room.terms, now)]


def _of_the_room(span: Span, room: Room) -> Iterator[Refusal]:
    if any(one.overlaps(span) for one in room.taken):
        yield Refusal("booking_taken")
    elif any(one.overlaps(span.padded(room.terms.buffer_minutes)) for one in room.taken):
        yield Refusal("booking_buffer", {"minutes": room.terms.buffer_minutes})
    yield from (
        Refusal("booking_closed", {"reason": shut.reason})
        for shut in room.closures
        if shut.span.overlaps(span)
    )
    day = room.hours.day_of(span.start)
    if not room.hours.first <= day < room.hours.end:
        yield Refusal("booking_not_in_use", {"studio": room.studio_no})
    elif not any(span.within(one) for one in room.hours.around(span)):
        opens = room.hours.weekdays.get(day.weekday(), room.hours.opens)
        yield Refusal("booking_outside_hours", {"opens": opens}) if opens else Refusal("booking_shut_weekday")


def _of_the_time(span: Span, terms: Terms, now: datetime) -> Iterator[Refusal]:
    if span.start < now:
        yield Refusal("booking_past")
    if terms.ahead_days and beijing_day(span.start) > beijing_day(now) + timedelta(days=terms.ahead_days):
        yield Refusal("booking_too_far", {"days": terms.ahead_days})
    if span.minutes < terms.shortest_minutes:
        yield Refusal("booking_too_short", {"minutes": terms.shortest_minutes})
    if span.minutes > terms.longest_minutes:
        yield Refusal("booking_too_long", {"minutes": terms.longest_minutes})
    if off_step(span, terms.step_minutes):
        yield Refusal("booking_step", {"minutes": terms.step_minutes})


def off_step(span: Span, step: int) -> bool:
    """Whether start or end lie between the steps that are counted from midnight."""
    zero = midnight(beijing_day(span.start))
    return any((at - zero).total_seconds() % (step * 60) for at in (span.start, span.end))


def _of_the_holder(span: Span, terms: Terms, holder: Holder, now: datetime) -> Iterator[Refusal]:
    day = beijing_day(span.start)
    if day < holder.joined_on or (holder.left_on and day >= holder.left_on):
        yield Refusal("booking_no_member", {"member": holder.member_no})
    ahead = [one for one in holder.bookings if one.end > now]
    if terms.most_open and len(ahead) >= terms.most_open:
        yield Refusal("booking_limit", {"most": terms.most_open})
    if terms.week_minutes:
        week = week_of(day)
        used = sum(one.minutes for one in holder.bookings if week_of(beijing_day(one.start)) == week)
        if used + span.minutes > terms.week_minutes:
            yield Refusal("booking_week_limit", {"hours": hours(terms.week_minutes), "used": hours(used)})


def week_of(day: date) -> date:
    """The Monday it belongs to."""
    return day - timedelta(days=day.weekday())


def hours(minutes: int) -> str:
    """90 minutes are "1.5"."""
    return f"{minutes / 60:g}"
