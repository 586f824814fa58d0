"""Bookings and waiting lists as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from lianxin.lib.dates import BEIJING
from lianxin.people.models import Member
from lianxin.spaces import access, rules
from lianxin.spaces.models import Arrangement, Booking, Waiting
from lianxin.spaces.queries import Slot, known
from lianxin.spaces.rules import NotBooked, Offer, Span
from lianxin.spaces.views import words


def arrangement(one: Booking) -> Arrangement | None:
    """What was agreed about it; None of one that was imported."""
    return getattr(one, "arrangement", None)


def state_of(one: Booking) -> str:
    """As in `rules.SHOWN`."""
    made = arrangement(one)
    return rules.shown_as(one.status, made.hold if made else "firm")


def booking(one: Booking, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """pk, number, studio, span, when, day, times, state, words, made, member, name, href."""
    state = state_of(one)
    span = Span(one.starts_at, one.ends_at)
    return {
        "pk": one.pk,
        "number": one.booking_no,
        "studio": one.studio_id,
        "span": span,
        "when": words.when(span),
        "day": words.day_words(rules.beijing_day(span.start)),
        "times": words.times(span),
        "state": state,
        "words": words.SHOWN[state],
        "made": arrangement(one),
        "member": one.member_id,
        "name": (names or {}).get(one.member_id, ""),
        "href": reverse("spaces:booking", args=[one.pk]),
    }


def names_of(actor: Any, numbers: Iterable[str]) -> dict[str, str]:
    """Stage names, else names, of the members that the actor may read."""
    rows = Member.objects.visible_to(actor).filter(member_no__in=set(numbers))
    return {row.member_no: row.stage_name or row.name for row in rows}


def waiting(actor: Any, *, states: Iterable[str], now: datetime) -> list[dict[str, Any]]:
    """Who waits for what that has not begun, in the order of asking; `offer`: the booking that holds it."""
    rows = Waiting.objects.filter(state__in=list(states), starts_at__gt=now).select_related(
        "booking__arrangement"
    )
    found = access.own_rows(actor, rows.order_by("starts_at", "studio_id", "asked_at", "pk"), "bookings")
    names = names_of(actor, (one.member_no for one in found)) if found else {}
    shown = []
    for one in found:
        offered = one.state == Waiting.State.OFFERED and one.booking is not None
        made = arrangement(one.booking) if offered else None
        shown.append(
            {
                "pk": one.pk,
                "studio": one.studio_id,
                "when": words.when(Span(one.starts_at, one.ends_at)),
                "member": one.member_no,
                "name": names.get(one.member_no, ""),
                "place": _place(one),
                "asked_at": one.asked_at,
                "offered": offered,
                "until": made.held_until if made else None,
            }
        )
    return shown


def _place(one: Waiting) -> int:
    """In the queue for this very slot, from 1: who asked earlier and still waits."""
    before = Waiting.objects.filter(studio=one.studio_id, starts_at=one.starts_at, ends_at=one.ends_at)
    live = (Waiting.State.WAITING, Waiting.State.OFFERED)
    return before.filter(state__in=live, asked_at__lt=one.asked_at).count() + 1


def slot_query(studio_no: str, span: Span) -> str:
    """A studio and a time, as the page that books reads them."""
    return urlencode({"studio": studio_no, **from_to(span)})


def from_to(span: Span) -> dict[str, str]:
    """As `forms.slot_asked` reads it."""
    start, end = (at.astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M") for at in (span.start, span.end))
    return {"from": start, "to": end}


def terms_now(*, base: str, studio_no: str, kind: str) -> dict[str, Any]:
    """What holds there now, as a form shows it."""
    return asdict(rules.terms_for(known.all_terms(), base=base, studio_no=studio_no, kind=kind))


def offer(found: Offer | None) -> dict[str, Any] | None:
    """What is free instead."""
    if found is None:
        return None
    return {
        "words": f"{found.studio_no} {words.when(found.span)}",
        "studio": found.studio_no,
        "span": found.span,
        "query": slot_query(found.studio_no, found.span),
    }


def refused(error: NotBooked) -> dict[str, Any]:
    """reasons, nearest, and whether waiting would help."""
    codes = {one.code for one in error.refusals}
    return {
        "reasons": words.reasons(error),
        "nearest": offer(error.nearest),
        "taken": codes <= {"booking_taken", "booking_buffer"},
    }


#: One may check in so long before the session begins; so is the list ordered.
_NEAR = timedelta(minutes=30)


def slot(one: Slot, now: datetime) -> dict[str, Any]:
    """A session on the day list; `group`: now, later or over; `late`: minutes since it should have begun."""
    over = one.span.end <= now or one.state == "missed"
    near = one.span.start <= now + _NEAR
    waits = one.state == "booked" and near and not over
    return {
        "pk": one.pk,
        "studio": one.studio_no,
        "times": words.times(one.span),
        "name": one.name or one.member_no,
        "state": one.state,
        "words": words.SHOWN[one.state],
        "group": "over" if over else "now" if near else "later",
        "may_come": waits,
        "late": max(int((now - one.span.start).total_seconds() // 60), 0) if waits else 0,
        "checked_in_at": one.checked_in_at,
    }
