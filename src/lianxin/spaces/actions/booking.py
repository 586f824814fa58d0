"""Booking a studio, or several together: the one way in for pages, commands, jobs and other lines of work."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.people.queries import current_number
from lianxin.spaces import rules
from lianxin.spaces.access import may_book_for, may_book_for_others, may_keep
from lianxin.spaces.actions import keeping
from lianxin.spaces.models import Arrangement, Booking, Series
from lianxin.spaces.queries import known
from lianxin.spaces.rules import Holder, NotBooked, Offer, Refusal, Room, Span, Terms


@dataclass(frozen=True)
class Booked:
    """What has been booked. `hold`: firm, or asked until `held_until`. `price` in yuan."""

    pk: int
    booking_no: str
    studio_no: str
    span: Span
    hold: str
    held_until: datetime | None
    price: Decimal
    free_minutes: int


def book(
    *,
    studio_no: str,
    member_no: str,
    starts_at: datetime,
    ends_at: datetime,
    actor: User,
    note: str = "",
    origin: str = "",
    now: datetime | None = None,
) -> Booked:
    """One studio for one member. Of a kind that needs approval members get a request that holds the slot.

    `origin`: what another line of work books it for, as "event:P001". Raises PermissionDenied; NotBooked with
    every reason and the nearest free alternative. Then nothing was written.
    """
    (done,) = book_together(
        studios=[studio_no],
        member_no=member_no,
        starts_at=starts_at,
        ends_at=ends_at,
        actor=actor,
        note=note,
        origin=origin,
        now=now,
    )
    return done


def book_together(
    *,
    studios: Sequence[str],
    member_no: str,
    starts_at: datetime,
    ends_at: datetime,
    actor: User,
    note: str = "",
    origin: str = "",
    now: datetime | None = None,
) -> list[Booked]:
    """Several studios at one time, all or none. Raises as `book`."""
    desk = Desk(member_no, actor, now or timezone.now(), note, origin)
    span = span_of(starts_at, ends_at)
    numbers = list(dict.fromkeys(studios))
    try:
        desk.require_not_held(numbers, span)  # before anybody is made to wait
        desk.require(numbers, span)
        return _write_all(desk, numbers, span)
    except NotBooked as refused:
        refused.look = lambda: desk.nearest(numbers, span)
        raise


def _write_all(desk: Desk, numbers: Sequence[str], span: Span) -> list[Booked]:
    together = uuid.uuid4().hex if len(numbers) > 1 else ""
    subjects = [f"member:{desk.member_no}"]
    too_late = partial(desk.require_not_held, numbers, span)
    with ledger.act("add", subjects, kind="bookings", who=desk.actor.who, meanwhile=too_late):
        too_late()  # those who come too late do not keep the others waiting
        rooms = desk.require(numbers, span)
        return [desk.write(rooms[number], span, together=together) for number in numbers]


def span_of(starts_at: datetime, ends_at: datetime) -> Span:
    """Raises NotBooked."""
    if timezone.is_naive(starts_at) or timezone.is_naive(ends_at):
        raise TypeError("times of bookings are aware")
    if ends_at <= starts_at:
        raise rules.refuse("booking_backwards")
    return Span(starts_at, ends_at)


class Desk:
    """One member at the desk: what is asked for is judged and written."""

    def __init__(self, member_no: str, actor: User, now: datetime, note: str = "", origin: str = "") -> None:
        if not may_book_for(actor, member_no):
            raise PermissionDenied
        self.member_no = current_number(member_no)
        self.actor, self.now, self.note, self.origin = actor, now, note, origin
        self.keeps, self.plans = may_keep(actor), may_book_for_others(actor)

    @staticmethod
    def require_not_held(numbers: Sequence[str], span: Span) -> None:
        """The one reason that most of those who lose a race have, in one query. Raises NotBooked."""
        if known.held(numbers, span):
            raise rules.refuse("booking_taken")

    def require(self, numbers: Sequence[str], span: Span) -> dict[str, Room]:
        """The rooms, if all of them may be booked. Raises NotBooked."""
        if not numbers:
            raise rules.refuse("booking_no_studio", studio="")
        rooms = self.rooms(numbers, span)
        holder = self.holder([span])
        for number in numbers:
            if found := self.refusals(rooms[number], span, holder):
                raise NotBooked(found)
            holder = self.with_one_more(holder, span)
        return rooms

    def rooms(self, numbers: Sequence[str], span: Span, leaving_out: int | None = None) -> dict[str, Room]:
        found = known.rooms(span, numbers=numbers, leaving_out=leaving_out)
        for number in numbers:
            if number not in found:
                raise rules.refuse("booking_no_studio", studio=number)
        return found

    def holder(self, spans: Sequence[Span], leaving_out: int | None = None) -> Holder:
        found = known.holder(self.member_no, spans, self.now, leaving_out)
        if found is None:
            raise rules.refuse("booking_no_member", member=self.member_no)
        return found

    def refusals(self, room: Room, span: Span, holder: Holder) -> list[Refusal]:
        return rules.refusals(span, replace(room, terms=self.terms(room.terms)), holder, self.now)

    def terms(self, terms: Terms) -> Terms:
        """Those that bind who books."""
        if self.keeps:
            return rules.free_terms(terms)
        return rules.planned_terms(terms) if self.plans else terms

    def nearest(self, numbers: Sequence[str], span: Span) -> Offer | None:
        """What is free and nearest to the only studio asked for: of the same day, or else of the week."""
        if len(numbers) != 1:
            return None
        return self._nearest(numbers[0], span, 0) or self._nearest(numbers[0], span, rules.REACH_DAYS)

    def _nearest(self, number: str, span: Span, days: int) -> Offer | None:
        rooms = known.rooms(span, around=days + 1)
        if self.plans:
            rooms = {n: replace(r, terms=replace(r.terms, ahead_days=0)) for n, r in rooms.items()}
        asked = rooms.get(number)
        return rules.nearest(span, asked, list(rooms.values()), self.now, days) if asked else None

    @staticmethod
    def with_one_more(holder: Holder, span: Span) -> Holder:
        return Holder(holder.member_no, holder.joined_on, holder.left_on, (*holder.bookings, span))

    def write(self, room: Room, span: Span, *, together: str = "", series: Series | None = None) -> Booked:
        """The booking and what is agreed about it. Raises NotBooked (booking_taken)."""
        used = known.used_free_minutes(self.member_no, room.kind, rules.beijing_day(span.start))
        cost = rules.price(span.minutes, used_free=used, terms=room.terms)
        asks = room.terms.approval and not self.keeps
        until = min(self.now + timedelta(hours=room.terms.answer_hours), span.start) if asks else None
        row = keeping.add(room.studio_no, self.member_no, span, self.actor)
        made = Arrangement.objects.create(
            booking=row,
            hold=Arrangement.Hold.ASKED if asks else Arrangement.Hold.FIRM,
            held_until=until,
            booked_by=self.actor,
            note=self.note,
            origin=self.origin,
            series=series,
            together=together,
            price=cost.amount,
            free_minutes=cost.free_minutes,
        )
        return booked(row, made)


def booked(row: Booking, made: Arrangement) -> Booked:
    return Booked(
        row.pk,
        row.booking_no,
        row.studio_id,
        Span(row.starts_at, row.ends_at),
        made.hold,
        made.held_until,
        made.price,
        made.free_minutes,
    )
