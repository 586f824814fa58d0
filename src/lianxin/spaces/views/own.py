"""A member's own studios: what is booked, what is waited for, what was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce, Least
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.spaces import queries
from lianxin.spaces.models import Booking, Waiting
from lianxin.spaces.views import shown
from lianxin.spaces.views.page import open_to, page

#: Past bookings that are shown; the rest stand in the portal with all other records.
_PAST = 10
#: As early as the door lets one check in.
_NEAR = timedelta(minutes=30)


@require_GET
@open_to(lambda user: False, members=True)
def mine(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    now = timezone.now()
    rows = Booking.objects.visible_to(user).select_related("arrangement")
    ahead = list(rows.filter(ends_at__gt=now).exclude(status="取消").order_by("starts_at"))
    over = Q(ends_at__lte=now) | Q(status="取消")
    ended = Coalesce("arrangement__ended_at", Least("starts_at", "entered_at"))  # of imported ones: heard of
    past = list(rows.filter(over).order_by(ended.desc())[:_PAST])
    waiting = shown.waiting(user, states=(Waiting.State.WAITING, Waiting.State.OFFERED), now=now)
    context = {
        "ahead": [shown.booking(one) | {"near": one.starts_at <= now + _NEAR} for one in ahead],
        "loans": [{"loan": one, "late": one.due_at < now} for one in queries.loans(user)],
        "past": [shown.booking(one) for one in past],
        "waiting": waiting,
        "queue": [one for one in waiting if not one["offered"]],
    }
    return page(request, "spaces/mine.html", context)
