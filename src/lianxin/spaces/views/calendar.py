"""The calendar that studio managers keep open: rooms down, hours across."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.spaces import access, queries
from lianxin.spaces.forms import CalendarForm
from lianxin.spaces.models import Base
from lianxin.spaces.views import board, headings
from lianxin.spaces.views.page import open_to, page


@require_GET
@open_to(access.may_see_calendar)
def calendar(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    now = timezone.now()
    today = headings.tonight(now)
    form = CalendarForm(request.GET, bases=_bases(user), today=today)
    asked = form.asked
    read = queries.week_plan if asked["view"] == "week" else queries.day_plan
    plan = read(asked["day"], user, base=asked["base"], kind=asked["kind"])
    keeps = access.may_keep(user)
    seen = board.look(plan, now, may_move=keeps, may_book=access.may_book_for_others(user))
    rows = [row for row in plan.rows if not asked["free"] or board.has_time_left(row, now)]
    context = {
        "form": form,
        "asked": asked,
        "may_book": access.may_book_for_others(user),
        "move_to": reverse("spaces:move", args=[0]) if keeps else "",
        **headings.around(asked, plan, seen, rows),
        **headings.links(asked, today),
    }
    return page(request, "spaces/calendar.html", context, "calendar")


def _bases(user: Any) -> list[str]:
    return list(Base.objects.visible_to(user).order_by("name").values_list("name", flat=True))
