"""Bookings moved and cancelled, asked-for ones approved and declined."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.spaces import rules
from lianxin.spaces.access import bookable, may_keep
from lianxin.spaces.actions import keeping, telling
from lianxin.spaces.actions.booking import Booked, Desk, booked, span_of
from lianxin.spaces.actions.holding import Held, take
from lianxin.spaces.actions.waiting import offer_freed
from lianxin.spaces.models import Arrangement
from lianxin.spaces.queries import known
from lianxin.spaces.rules import NotBooked, Room, Span

_LIVE = ("booked", "asked", "offered")


def change(
    *,
    booking: int,
    actor: User,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    studio_no: str | None = None,
    now: datetime | None = None,
) -> Booked:
    """Another time, another studio, or both; what is not named stays. Drag and drop calls this.

    Members move their own until `cancel_hours` before; of a studio that needs approval the request is asked
    anew. Raises Http404; NotBooked as `book`, and booking_over, booking_too_late. Then nothing moved.
    """
    now = now or timezone.now()
    found = bookable(actor, booking)
    number = studio_no or found.studio_id
    span = span_of(starts_at or found.starts_at, ends_at or found.ends_at)
    desk = Desk(found.member_id, actor, now)
    try:
        with ledger.act("change", [f"member:{found.member_id}"], kind="bookings", who=actor.who):
            held = take(found)
            was, left = held.span, held.row.studio_id
            require_open(held, actor, now)
            room = _require_room(desk, held, number, span)
            _move(desk, held, room, span)
    except NotBooked as refused:
        refused.look = lambda: desk.nearest([number], span)
        raise
    offer_freed(left, was, now)
    return booked(held.row, held.made)


def _require_room(desk: Desk, held: Held, number: str, span: Span) -> Room:
    """Only what has moved is judged: a longer session may have begun already."""
    room = desk.rooms([number], span, leaving_out=held.row.pk)[number]
    found = desk.refusals(room, span, desk.holder([span], leaving_out=held.row.pk))
    if span.start == held.span.start:
        found = [one for one in found if one.code != "booking_past"]
    if found:
        raise NotBooked(found)
    return room


def _move(desk: Desk, held: Held, room: Room, span: Span) -> None:
    day = rules.beijing_day(span.start)
    used = known.used_free_minutes(held.row.member_id, room.kind, day, leaving_out=held.row.pk)
    cost = rules.price(span.minutes, used_free=used, terms=room.terms)
    keeping.alter(held.row, desk.actor, studio_no=room.studio_no, starts_at=span.start, ends_at=span.end)
    held.settle(desk.actor, price=cost.amount, free_minutes=cost.free_minutes)
    if room.terms.approval and not desk.keeps:
        until = min(desk.now + timedelta(hours=room.terms.answer_hours), span.start)
        held.settle(desk.actor, hold=Arrangement.Hold.ASKED, held_until=until)


def require_open(held: Held, actor: User, now: datetime) -> None:
    """Raises NotBooked: booking_over, booking_too_late."""
    if held.shown not in _LIVE:
        raise rules.refuse("booking_over")
    if may_keep(actor) or held.shown != "booked":
        return
    studio = held.row.studio_id
    hours = known.rooms(held.span, numbers=[studio])[studio].terms.cancel_hours
    if now > held.row.starts_at - timedelta(hours=hours):
        raise rules.refuse("booking_too_late", hours=hours)


def cancel(*, booking: int, actor: User, reason: str = "", now: datetime | None = None) -> None:
    """Members their own until `cancel_hours` before, requests and offers at any time; keepers always.

    Raises Http404; NotBooked: booking_over, booking_too_late.
    """
    now = now or timezone.now()
    found = bookable(actor, booking)
    with ledger.act("change", [f"member:{found.member_id}"], kind="bookings", who=actor.who):
        held = take(found)
        require_open(held, actor, now)
        held.end(actor, "取消", now, reason)
        if may_keep(actor):
            telling.tell(held.row, "cancelled", reason)
    offer_freed(held.row.studio_id, held.span, now)


def approve(*, booking: int, actor: User, text: str = "", now: datetime | None = None) -> None:
    """Raises PermissionDenied, Http404; NotBooked (booking_not_asked)."""
    now = now or timezone.now()
    found = bookable(_keeper(actor), booking)
    with ledger.act("change", [f"member:{found.member_id}"], kind="bookings", who=actor.who):
        held = _require_asked(take(found))
        approved: dict[str, Any] = {"hold": Arrangement.Hold.APPROVED, "held_until": None}
        held.settle(actor, decided_by=actor, decided_at=now, decision=text, **approved)
        telling.tell(held.row, "approved")


def decline(*, booking: int, actor: User, text: str, now: datetime | None = None) -> None:
    """With the reason, which the member reads. Raises as approve, and booking_no_reason."""
    now = now or timezone.now()
    if not text.strip():
        raise rules.refuse("booking_no_reason")
    found = bookable(_keeper(actor), booking)
    with ledger.act("change", [f"member:{found.member_id}"], kind="bookings", who=actor.who):
        held = _require_asked(take(found))
        declined: dict[str, Any] = {"hold": Arrangement.Hold.DECLINED, "held_until": None}
        held.end(actor, "取消", now, text, decided_by=actor, decided_at=now, decision=text, **declined)
        telling.tell(held.row, "declined", text)
    offer_freed(held.row.studio_id, held.span, now)


def _keeper(actor: User) -> User:
    if not may_keep(actor):
        raise PermissionDenied
    return actor


def _require_asked(held: Held) -> Held:
    if held.shown != "asked":
        raise rules.refuse("booking_not_asked")
    return held
