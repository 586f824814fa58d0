"""Closures: what is shut from today on, something shut by hand, a year's public holidays at one click."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.spaces import access, actions, queries
from lianxin.spaces.forms import ClosureForm, HolidaysForm
from lianxin.spaces.queries import known
from lianxin.spaces.rules import NotBooked, beijing_day
from lianxin.spaces.views import words
from lianxin.spaces.views.page import open_to, page

#: Closures of so many days ahead are listed.
_AHEAD = timedelta(days=366)


@require_http_methods(["GET", "POST"])
@open_to(access.may_keep)
def closures(request: HttpRequest) -> HttpResponse:
    """POST shuts something and lists the bookings in it."""
    user: Any = request.user
    form = _form(request.POST or None, studio=request.GET.get("studio", ""))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            done = actions.close(
                starts_at=said["starts_at"],
                ends_at=said["ends_at"],
                reason=said["reason"],
                kind=said["kind"],
                base=said["base"] if not said["studio"] else "",
                studio_no=said["studio"],
                actor=user,
            )
            messages.success(request, _("Shut. Nobody can book into it any more."))
            return _shown(request, clashing=done.clashing)
        except NotBooked as error:
            form.add_error(None, words.reasons(error))
    return _shown(request, form)


@require_POST
@open_to(access.may_keep)
def holidays(request: HttpRequest) -> HttpResponse:
    """Where the year's calendar is not known, the form for typing them is offered instead."""
    user: Any = request.user
    asked = HolidaysForm(request.POST, years=_years(), bases=queries.bases())
    if not asked.is_valid():
        return _shown(request, holidays=asked)
    said = asked.cleaned_data
    try:
        done = actions.close_holidays(year=said["year"], base=said["base"], actor=user)
    except NotBooked as error:
        messages.error(request, " ".join(words.reasons(error)))
        return _shown(request, _form(base=said["base"], kind="holiday"), asked)
    _say(request, done)
    return _shown(request, clashing=[slot for one in done.closed for slot in one.clashing])


def _say(request: HttpRequest, done: actions.Filled) -> None:
    count = len(done.closed)
    if count:
        text = ngettext("%(n)s holiday is shut: %(names)s.", "%(n)s holidays are shut: %(names)s.", count)
        names = _(", ").join(one.closure.reason for one in done.closed)
        messages.success(request, text % {"n": count, "names": names})
    elif done.stood:
        messages.info(request, _("All holidays of that year that are still ahead are shut already."))
    else:
        messages.info(request, _("The holidays of that year are over."))


def _form(said: Any = None, **first: Any) -> ClosureForm:
    numbers = [one["studio_no"] for one in known.studios()]
    return ClosureForm(said, initial=first, bases=queries.bases(), studios=numbers)


def _shown(
    request: HttpRequest,
    form: ClosureForm | None = None,
    holidays: HolidaysForm | None = None,
    clashing: Iterable[queries.Slot] = (),
) -> HttpResponse:
    today = beijing_day(timezone.now())
    context = {
        "form": form or _form(),
        "holidays": holidays or HolidaysForm(years=_years(), bases=queries.bases()),
        "rows": [_closure(one) for one in queries.closures(today, today + _AHEAD)],
        "clashing": [_clash(slot) for slot in clashing],
    }
    return page(request, "spaces/closures.html", context, "studios")


def _years() -> list[int]:
    """This one and the next: that one's calendar is published in November."""
    year = beijing_day(timezone.now()).year
    return [year, year + 1]


def _clash(slot: queries.Slot) -> dict[str, Any]:
    who = slot.name or slot.member_no
    return {"pk": slot.pk, "studio": slot.studio_no, "when": words.when(slot.span), "who": who}


def _closure(one: Any) -> dict[str, Any]:
    return {
        "pk": one.pk,
        "where": one.studio_id or one.base_id or _("All bases"),
        "from": words.moment(one.starts_at),
        "to": words.moment(one.ends_at),
        "kind": one.get_kind_display(),
        "reason": one.reason,
    }


@require_POST
@open_to(access.may_keep)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    actions.reopen(closure=pk, actor=user)
    messages.success(request, _("Open again."))
    return redirect("spaces:closures")
