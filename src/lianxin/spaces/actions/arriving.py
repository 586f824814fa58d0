"""Who comes and who does not: checking in at the door, missed sessions, requests nobody answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.spaces import rules
from lianxin.spaces.access import bookable, is_self, may_keep
from lianxin.spaces.actions import telling
from lianxin.spaces.actions.holding import take
from lianxin.spaces.actions.waiting import SYSTEM, offer_freed, offer_waiting
from lianxin.spaces.models import Arrangement, Booking
from lianxin.spaces.queries import doors, known
from lianxin.spaces.rules import Span

#: One may come in so long before the session starts.
EARLY = timedelta(minutes=30)


def check_in(*, token: str, actor: User, now: datetime | None = None) -> Booking:
    """By the code at the door: the session of the actor that is on, or begins within half an hour.

    Raises NotBooked: door_unknown, check_in_none.
    """
    now = now or timezone.now()
    studio_no = doors.studio_of(token)
    if studio_no is None:
        raise rules.refuse("door_unknown")
    if not is_self(actor, actor.member_no):
        raise rules.refuse("check_in_none", studio=studio_no)
    rows = Booking.objects.visible_to(actor).filter(studio=studio_no, status="已预约", member=actor.member_no)
    found = rows.filter(starts_at__lte=now + EARLY, ends_at__gt=now).order_by("starts_at").first()
    if found is None:
        raise rules.refuse("check_in_none", studio=studio_no)
    return _arrive(found, actor, now)


def check_in_booking(*, booking: int, actor: User, now: datetime | None = None) -> Booking:
    """By those who keep the studios, who have seen the member. Raises Http404, PermissionDenied; NotBooked:
    booking_over, check_in_early, check_in_asked."""
    now = now or timezone.now()
    if not may_keep(actor):
        raise PermissionDenied
    return _arrive(bookable(actor, booking), actor, now)


def _arrive(found: Booking, actor: User, now: datetime) -> Booking:
    with ledger.act("change", [f"member:{found.member_id}"], kind="bookings", who=actor.who):
        held = take(found)
        if held.shown in ("asked", "offered"):
            raise rules.refuse("check_in_asked")
        if held.shown != "booked" or held.row.ends_at <= now:
            raise rules.refuse("booking_over")
        if held.row.starts_at > now + EARLY:
            raise rules.refuse("check_in_early", minutes=int(EARLY.total_seconds() // 60))
        held.settle(actor, "已使用", checked_in_at=now, checked_in_by=actor)
        return held.row


def settle_due(*, now: datetime | None = None) -> dict[str, int]:
    """What time has settled: missed sessions, lapsed requests and offers; then freed slots are offered.

    Only bookings made here: imported ones are the office's to judge. May be called as often as one likes.
    """
    now = now or timezone.now()
    missed = sum(_miss(row, now) for row in _late(now))
    lapsed = sum(_lapse(row, now) for row in _overdue(now))
    return {"missed": missed, "lapsed": lapsed, "offered": offer_waiting(now)}


def _late(now: datetime) -> list[Booking]:
    """Begun longer ago than the studio's grace, and nobody has come."""
    firm = [Arrangement.Hold.FIRM, Arrangement.Hold.APPROVED]
    rows = Booking.unscoped.filter(status="已预约", starts_at__lt=now, arrangement__hold__in=firm)
    begun = list(rows.filter(arrangement__checked_in_at=None).order_by("starts_at"))
    if not begun:
        return []
    rooms = known.rooms(Span(now, now + timedelta(minutes=1)), numbers={row.studio_id for row in begun})
    return [row for row in begun if row.starts_at + _grace(rooms, row) <= now]


def _grace(rooms: dict[str, rules.Room], row: Booking) -> timedelta:
    return timedelta(minutes=rooms[row.studio_id].terms.grace_minutes)


def _overdue(now: datetime) -> QuerySet[Booking]:
    held = [Arrangement.Hold.ASKED, Arrangement.Hold.OFFERED]
    return Booking.unscoped.filter(
        status="已预约", arrangement__hold__in=held, arrangement__held_until__lte=now
    ).order_by("starts_at")


def _miss(row: Booking, now: datetime) -> bool:
    with ledger.act("change", [f"member:{row.member_id}"], kind="bookings", who=SYSTEM):
        held = take(row)
        if held.shown != "booked":
            return False
        held.end(None, "未到", now)
        telling.tell(held.row, "missed")
    if now < held.row.ends_at:
        offer_freed(held.row.studio_id, Span(now, held.row.ends_at), now)
    return True


def _lapse(row: Booking, now: datetime) -> bool:
    with ledger.act("change", [f"member:{row.member_id}"], kind="bookings", who=SYSTEM):
        held = take(row)
        if held.shown not in ("asked", "offered") or (held.made.held_until or now) > now:
            return False
        asked = held.shown == "asked"
        held.end(None, "取消", now, hold=Arrangement.Hold.EXPIRED, held_until=None)
        if asked:
            telling.tell(held.row, "expired")
    offer_freed(held.row.studio_id, held.span, now)
    return True
