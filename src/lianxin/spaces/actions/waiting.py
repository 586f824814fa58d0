"""The waiting list of a slot: joined, left, offered in turn when the slot is free."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.ledger import Who
from lianxin.people.queries import current_number
from lianxin.spaces import rules
from lianxin.spaces.access import bookable, may_book_for, waiting_for
from lianxin.spaces.actions import keeping, telling
from lianxin.spaces.actions.booking import Booked, booked, span_of
from lianxin.spaces.actions.holding import Held, take
from lianxin.spaces.models import Arrangement, Waiting
from lianxin.spaces.queries import known
from lianxin.spaces.rules import NotBooked, Span

#: Who offers: the system, whoever's cancelling made the slot free.
SYSTEM = Who("job:spaces_settle", "system")


def join_waiting(
    *,
    studio_no: str,
    member_no: str,
    starts_at: datetime,
    ends_at: datetime,
    actor: User,
    now: datetime | None = None,
) -> Waiting:
    """For a slot that is taken. Raises PermissionDenied; NotBooked: waiting_free (it can be booked),
    waiting_already, or why it could not be booked even if nobody held it."""
    now = now or timezone.now()
    if not may_book_for(actor, member_no):
        raise PermissionDenied
    span, number = span_of(starts_at, ends_at), current_number(member_no)
    _require_worth_waiting(studio_no, number, span, now)
    with ledger.act("add", [f"member:{number}"], kind="bookings", who=actor.who):
        wanted = {"studio_id": studio_no, "member_no": number, "starts_at": span.start, "ends_at": span.end}
        try:
            with transaction.atomic():
                return Waiting.objects.create(**wanted, asked_by=actor)
        except IntegrityError as error:
            raise rules.refuse("waiting_already") from error


def _require_worth_waiting(studio_no: str, member_no: str, span: Span, now: datetime) -> None:
    room = known.rooms(span, numbers=[studio_no]).get(studio_no)
    holder = known.holder(member_no, [span], now)
    if room is None or holder is None:
        raise rules.refuse("booking_no_studio", studio=studio_no)
    found = rules.refusals(span, room, holder, now)
    others = [one for one in found if one.code not in ("booking_taken", "booking_buffer")]
    if others:
        raise NotBooked(others)
    if not found:
        raise rules.refuse("waiting_free")


def leave_waiting(*, waiting: int, actor: User, now: datetime | None = None) -> None:
    """An offer goes to the next. Raises Http404; NotBooked (waiting_over)."""
    now = now or timezone.now()
    one = waiting_for(actor, waiting)
    if not may_book_for(actor, one.member_no):
        raise PermissionDenied
    with ledger.act("change", [f"member:{one.member_no}"], kind="bookings", who=actor.who):
        held = take(bookable(actor, one.booking_id)) if one.booking_id else None
        one = Waiting.objects.get(pk=one.pk)
        if one.state not in (Waiting.State.WAITING, Waiting.State.OFFERED):
            raise rules.refuse("waiting_over")
        if held and held.shown == "offered":
            held.end(actor, "取消", now)
        Waiting.objects.filter(pk=one.pk).update(state=Waiting.State.LEFT)
    if held:
        offer_freed(held.row.studio_id, held.span, now)


def accept_offer(*, waiting: int, actor: User, now: datetime | None = None) -> Booked:
    """The slot is the member's; of a studio that needs approval it is asked for now.

    Raises Http404; NotBooked: waiting_no_offer, waiting_too_late.
    """
    now = now or timezone.now()
    one = waiting_for(actor, waiting)
    if not may_book_for(actor, one.member_no):
        raise PermissionDenied
    if one.booking_id is None:
        raise rules.refuse("waiting_no_offer")
    with ledger.act("change", [f"member:{one.member_no}"], kind="bookings", who=actor.who):
        held = take(bookable(actor, one.booking_id))
        if held.shown != "offered":
            raise rules.refuse("waiting_too_late" if held.row.status == "取消" else "waiting_no_offer")
        _make_firm(held, actor, now)
        Waiting.objects.filter(pk=one.pk).update(state=Waiting.State.TAKEN)
    return booked(held.row, held.made)


def _make_firm(held: Held, actor: User, now: datetime) -> None:
    terms = known.rooms(held.span, numbers=[held.row.studio_id])[held.row.studio_id].terms
    if terms.approval:
        until = min(now + timedelta(hours=terms.answer_hours), held.row.starts_at)
        held.settle(actor, hold=Arrangement.Hold.ASKED, held_until=until, booked_by=actor)
    else:
        held.settle(actor, hold=Arrangement.Hold.FIRM, held_until=None, booked_by=actor)


def offer_freed(studio_no: str, span: Span, now: datetime) -> list[int]:
    """Offers what can be had again of `span` to those who wait for it, in turn; ids of the new bookings."""
    reach = Q(studio=studio_no, starts_at__lt=span.end, ends_at__gt=span.start, starts_at__gt=now)
    waiting = Waiting.objects.filter(reach, state=Waiting.State.WAITING)
    found = [_offer(pk, now) for pk in waiting.values_list("pk", flat=True)]
    return [pk for pk in found if pk]


def offer_waiting(now: datetime) -> int:
    """Everything that somebody waits for and that is free: what a killed process left, too."""
    waiting = Waiting.objects.filter(state=Waiting.State.WAITING, starts_at__gt=now)
    return sum(bool(_offer(pk, now)) for pk in waiting.values_list("pk", flat=True))


def _offer(waiting: int, now: datetime) -> int | None:
    """Holds the slot for the one who waits, if it is free and the member may have it."""
    one = Waiting.objects.get(pk=waiting)
    span, number = Span(one.starts_at, one.ends_at), current_number(one.member_no)
    if not _may_have(one.studio_id, number, span, now):
        return None
    try:
        with ledger.act("add", [f"member:{number}"], kind="bookings", who=SYSTEM):
            return _hold(one, number, span, now)
    except NotBooked:  # somebody was quicker
        return None


def _may_have(studio_no: str, number: str, span: Span, now: datetime) -> bool:
    room = known.rooms(span, numbers=[studio_no]).get(studio_no)
    holder = known.holder(number, [span], now)
    return bool(room and holder and not rules.refusals(span, room, holder, now))


def _hold(one: Waiting, number: str, span: Span, now: datetime) -> int | None:
    fresh = Waiting.objects.get(pk=one.pk)
    if fresh.state != Waiting.State.WAITING or not _may_have(one.studio_id, number, span, now):
        raise rules.refuse("booking_taken")
    room = known.rooms(span, numbers=[one.studio_id])[one.studio_id]
    used = known.used_free_minutes(number, room.kind, rules.beijing_day(span.start))
    cost = rules.price(span.minutes, used_free=used, terms=room.terms)
    row = keeping.add(one.studio_id, number, span, None)
    until = min(now + timedelta(minutes=room.terms.offer_minutes), span.start)
    agreed = {"price": cost.amount, "free_minutes": cost.free_minutes}
    Arrangement.objects.create(booking=row, hold=Arrangement.Hold.OFFERED, held_until=until, **agreed)
    Waiting.objects.filter(pk=one.pk).update(state=Waiting.State.OFFERED, booking=row)
    telling.tell(row, "offered", telling.moment(until))
    return row.pk
