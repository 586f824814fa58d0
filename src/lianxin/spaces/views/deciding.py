"""The desk of who keeps the studios: requests answered, today's sessions, who has come."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.spaces import access, actions, queries
from lianxin.spaces.forms import WordsForm
from lianxin.spaces.models import Arrangement, Base, Booking
from lianxin.spaces.rules import NotBooked
from lianxin.spaces.views import headings, shown, words
from lianxin.spaces.views.page import open_to, page


@require_GET
@open_to(access.may_look)
def requests(request: HttpRequest) -> HttpResponse:
    """Those that lapse first stand first."""
    user: Any = request.user
    rows = Booking.objects.visible_to(user).filter(status="已预约", arrangement__hold=Arrangement.Hold.ASKED)
    rows = rows.select_related("arrangement", "studio")
    found = list(rows.order_by("arrangement__held_until", "starts_at"))
    names = shown.names_of(user, (one.member_id for one in found)) if found else {}
    now = timezone.now()
    soon = now + timedelta(hours=2)
    context = {
        "rows": [
            shown.booking(one, names) | {"room": one.studio, "soon": one.arrangement.held_until <= soon}
            for one in found
        ],
        "may_decide": access.may_keep(user),
    }
    return page(request, "spaces/requests.html", context, "requests")


@require_POST
@open_to(access.may_keep)
def decide(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """approve or decline."""
    form = WordsForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    user: Any = request.user
    try:
        if verb == "approve":
            actions.approve(booking=pk, actor=user, text=text)
            messages.success(request, _("Approved; the member has been told."))
        else:
            actions.decline(booking=pk, actor=user, text=text)
            messages.success(request, _("Declined; the member has been told why."))
    except NotBooked as error:
        messages.error(request, " ".join(words.reasons(error)))
    return _back(request, "spaces:requests")


@require_POST
@open_to(access.may_keep)
def arrive(request: HttpRequest, pk: int) -> HttpResponse:
    """The member is here, without the code at the door."""
    user: Any = request.user
    try:
        done = actions.check_in_booking(booking=pk, actor=user)
        messages.success(request, _("Checked in: studio %(studio)s.") % {"studio": done.studio_id})
    except NotBooked as error:
        messages.error(request, " ".join(words.reasons(error)))
    return _back(request, "spaces:today")


def _back(request: HttpRequest, usual: str) -> HttpResponse:
    """To the page that asked."""
    asked = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return redirect(asked if safe and asked.startswith("/spaces/") else usual)


@require_GET
@open_to(access.may_look)
def today(request: HttpRequest) -> HttpResponse:
    """A night's sessions in the order of time: made for a phone in the corridor."""
    user: Any = request.user
    now = timezone.now()
    bases = list(Base.objects.visible_to(user).order_by("name").values_list("name", flat=True))
    base = request.GET.get("base", "")
    day = headings.tonight(now)
    plan = queries.day_plan(day, user, base=base if base in bases else "")
    slots = sorted(
        (slot for row in plan.rows for cell in row.days for slot in cell.slots),
        key=lambda slot: (slot.span, slot.studio_no),
    )
    context = {
        "day": words.day_words(day),
        "bases": bases,
        "base": base,
        "groups": _groups([shown.slot(slot, now) for slot in slots]),
        "may_keep": access.may_keep(user),
        "total": len(slots),
        "here": sum(slot.state == "used" for slot in slots),
    }
    return page(request, "spaces/today.html", context, "today")


def _groups(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Now and due first, then what comes, then what is over."""
    names = {"now": _("On now, and who is due"), "later": _("Later"), "over": _("Over")}
    found = [{"name": names[key], "rows": [row for row in rows if row["group"] == key]} for key in names]
    return [group for group in found if group["rows"]]
