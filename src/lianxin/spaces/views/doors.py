"""The code at a studio's door: printed by who keeps the studios, scanned by members who come."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from lianxin.spaces import access, actions, queries
from lianxin.spaces.models import Booking
from lianxin.spaces.queries import StudioCard
from lianxin.spaces.rules import NotBooked, beijing_day
from lianxin.spaces.views import shown, words
from lianxin.spaces.views.page import is_member, open_to, page
from lianxin.spaces.views.studios import get_studio

#: Days whose sessions stand on the sheet.
_DAYS = 7
_HOLDING = ("booked", "asked", "offered", "used", "taken")


@require_GET
@open_to(access.may_keep)
def doors(request: HttpRequest) -> HttpResponse:
    """A sheet of paper for each door: of one studio, of a base, or of all."""
    number, base = request.GET.get("studio", ""), request.GET.get("base", "")
    if number:
        get_studio(number)
    cards = queries.studio_cards([number] if number else None, base=base)
    today = beijing_day(timezone.now())
    cards = [card for card in cards if card.hours.first <= today < card.hours.end]
    taken = _taken(request.user, base)
    context = {
        "sheets": [_sheet(request, card, taken.get(card.studio_no, {})) for card in cards],
        "bases": queries.bases(),
        "base": base,
        "days": [today + timedelta(days=n) for n in range(_DAYS)],
        "single": number,
    }
    return page(request, "spaces/doors.html", context, "studios")


def _taken(user: Any, base: str) -> dict[str, dict[Any, list[str]]]:
    """Studio → day → times that are taken. Nobody is named: the sheet hangs in a corridor."""
    first = beijing_day(timezone.now())
    plan = queries.plan(first, first + timedelta(days=_DAYS - 1), user, base=base)
    return {
        row.studio_no: {
            day.day: [
                words.times(slot.span) for slot in day.slots if slot.state in ("booked", "asked", "used")
            ]
            for day in row.days
        }
        for row in plan.rows
    }


def _sheet(request: HttpRequest, card: StudioCard, taken: dict[Any, list[str]]) -> dict[str, Any]:
    address = request.build_absolute_uri(reverse("spaces:at", args=[queries.token_of(card.studio_no)]))
    days = [(words.day_words(day), times) for day, times in taken.items()]
    return {"card": card, "code": qr(address), "days": days, "minutes": card.terms.grace_minutes}


def qr(text: str) -> SafeString:
    """The code as one path; a module is one unit, four are left empty around it."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make()
    lines = enumerate(code.get_matrix())
    path = "".join(f"M{x} {y}h1v1h-1z" for y, line in lines for x, dark in enumerate(line) if dark)
    size = code.modules_count + 8
    label = _("Code to check in")
    return mark_safe(  # noqa: S308  numbers and our own words
        f'<svg class="door-code" viewBox="0 0 {size} {size}" role="img" aria-label="{label}" '
        f'shape-rendering="crispEdges"><path d="{path}"/></svg>'
    )


@require_POST
@open_to(access.may_keep)
def renew(request: HttpRequest, studio_no: str) -> HttpResponse:
    """The code on the paper is worth nothing from now on."""
    get_studio(studio_no)
    user: Any = request.user
    actions.renew_door(studio_no=studio_no, actor=user)
    messages.success(request, _("The old code no longer works. Print the new sheet."))
    return redirect(f"{reverse('spaces:doors')}?studio={studio_no}")


@require_http_methods(["GET", "POST"])
@open_to(access.may_see_calendar, members=True)
def at(request: HttpRequest, token: str) -> HttpResponse:
    """Where the code at the door leads: one button, and one is checked in."""
    user: Any = request.user
    studio_no = queries.studio_of(token)
    context: dict[str, Any] = {"studio_no": studio_no, "token": token}
    if studio_no is None:
        answer = page(request, "spaces/at.html", context)
        answer.status_code = 404
        return answer
    if not is_member(user):
        context["keeps"] = access.may_keep(user)
        return page(request, "spaces/at.html", context)
    if request.method == "POST":
        try:
            done = actions.check_in(token=token, actor=user)
            return redirect("spaces:booking", done.pk)
        except NotBooked as error:
            context["reasons"] = words.reasons(error)
    now = timezone.now()
    rows = Booking.objects.visible_to(user).filter(studio=studio_no, ends_at__gt=now)
    rows = rows.filter(status__in=("已预约", "已使用")).select_related("arrangement").order_by("starts_at")
    mine = [shown.booking(one) for one in rows[:3]]
    context["next"] = mine[0] if mine else None
    return page(request, "spaces/at.html", context)
