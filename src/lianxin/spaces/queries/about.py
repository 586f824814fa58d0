"""What lies beside the sheets about a member: for the own copy, and for what must not be emptied yet."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lianxin.people.queries import numbers_of_member
from lianxin.spaces.models import HOLDING, Arrangement, Booking, Feed, Loan, Series, Waiting

_MADE = (
    *("hold", "held_until", "decided_at", "decision", "booked_at", "note", "origin"),
    *("price", "free_minutes", "checked_in_at", "ended_at", "end_reason"),
)


def members_with_open_bookings() -> set[str]:
    """Who has a session ahead, waits for one, or has something borrowed."""
    ahead = Booking.unscoped.filter(ends_at__gt=timezone.now(), status__in=HOLDING)
    live = Waiting.objects.filter(state__in=[Waiting.State.WAITING, Waiting.State.OFFERED])
    lent = Loan.objects.filter(returned_at=None)
    return {
        *ahead.values_list("member_id", flat=True),
        *live.values_list("member_no", flat=True),
        *lent.values_list("member_no", flat=True),
    }


def beside_the_sheets(member_no: str) -> dict[str, list[dict[str, Any]]]:
    """Name → rows: what was agreed about bookings, series, waiting list, loans, calendar links."""
    numbers = numbers_of_member(member_no)
    made = Arrangement.objects.filter(booking__member__member_no__in=numbers).order_by("booking")
    waiting = Waiting.objects.filter(member_no__in=numbers)
    loans = Loan.objects.filter(member_no__in=numbers).select_related("equipment")
    series = Series.objects.filter(member_no__in=numbers)
    feeds = Feed.objects.filter(kind=Feed.Kind.MEMBER, target__in=numbers)
    return {
        "bookings_agreed": list(made.values("booking__booking_no", *_MADE)),
        "bookings_series": list(series.values("studio_id", "rule", "refused", "made_at")),
        "waiting_list": list(waiting.values("studio_id", "starts_at", "ends_at", "state", "asked_at")),
        "loans": [
            {"thing": str(one.equipment), "lent_at": one.lent_at, "due_at": one.due_at,
             "returned_at": one.returned_at, "condition": one.condition}
            for one in loans
        ],
        "calendar_links": list(feeds.values("made_at", "read_at", "revoked_at")),
    }  # fmt: skip
