"""One booking: read, moved, cancelled."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.core import ledger
from lianxin.spaces import access, actions
from lianxin.spaces.forms import ChangeForm, MoveForm, WordsForm, length_words, slot_of
from lianxin.spaces.models import Booking
from lianxin.spaces.queries import known
from lianxin.spaces.rules import NotBooked, Span
from lianxin.spaces.views import putting, shown, words
from lianxin.spaces.views.page import open_to, page

_LIVE = ("booked", "asked", "offered")


@require_GET
@open_to(access.may_see_calendar, members=True)
def booking(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    one = _visible(user, pk)
    made = shown.arrangement(one)
    state = shown.state_of(one)
    now = timezone.now()
    may = access.may_change(user, one, made)
    together = _together(user, one)
    context = {
        "one": shown.booking(one, shown.names_of(user, [one.member_id])),
        "made": made,
        "state": state,
        "may_change": may and state in _LIVE and one.ends_at > now,
        "may_decide": access.may_keep(user) and state == "asked",
        "may_check_in": access.may_keep(user) and state == "booked" and one.ends_at > now,
        "together": [shown.booking(other) for other in together],
        "night": known_night(one),
        "length": length_words(Span(one.starts_at, one.ends_at).minutes),
    }
    return page(request, "spaces/booking.html", context, "calendar")


def known_night(one: Booking) -> date:
    """The day of the calendar that it stands on."""
    (row,) = known.studios([one.studio_id])
    found: date = row["hours"].day_of(one.starts_at)
    return found


def _visible(user: Any, pk: int) -> Booking:
    """404 to strangers, as if there were no such booking."""
    found: Booking | None = (
        Booking.objects.visible_to(user).filter(pk=pk).select_related("arrangement", "studio").first()
    )
    if found is None:
        raise Http404
    return found


def _bookable(user: Any, pk: int) -> Booking:
    """404 to who may not change it; told to the ledger."""
    one = access.bookable(user, pk)
    ledger.seen([f"member:{one.member_id}"], "bookings")
    return one


def _together(user: Any, one: Booking) -> list[Booking]:
    made = shown.arrangement(one)
    if made is None or not made.together:
        return []
    rows = Booking.objects.visible_to(user).filter(arrangement__together=made.together).exclude(pk=one.pk)
    return list(rows.select_related("arrangement").order_by("studio_id"))


@require_http_methods(["GET", "POST"])
@open_to(access.may_book_for_others, members=True)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time or another studio, without a mouse."""
    user: Any = request.user
    one = _bookable(user, pk)
    numbers = [row["studio_no"] for row in known.studios()]
    first = slot_of(one.starts_at, one.ends_at) | {"studio": one.studio_id}
    form = ChangeForm(request.POST or None, initial=first, studios=numbers)
    refused = None
    if request.method == "POST" and form.is_valid():
        span = form.span
        try:
            where = {"studio_no": form.cleaned_data["studio"], "starts_at": span.start, "ends_at": span.end}
            actions.change(booking=pk, actor=user, **where)
            messages.success(request, _("Moved."))
            return after(user, pk)
        except NotBooked as error:
            refused = shown.refused(error)
            if error.nearest:
                offered = slot_of(error.nearest.span.start, error.nearest.span.end)
                refused["fields"] = offered | {"studio": error.nearest.studio_no}
    return page(request, "spaces/change.html", {"form": form, "one": shown.booking(one), "refused": refused})


@require_POST
@open_to(access.may_keep)
def move(request: HttpRequest, pk: int) -> JsonResponse:
    """What the calendar's script asks: yes with where it is now, or no with the reason and what is free."""
    user: Any = request.user
    form = MoveForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"ok": False, "words": _("This is no time."), "nearest": []}, status=400)
    one = _bookable(user, pk)
    before = putting.where(one.studio_id, Span(one.starts_at, one.ends_at))
    said = form.cleaned_data
    try:
        done = actions.change(
            booking=pk,
            actor=user,
            studio_no=said["studio"],
            starts_at=said["starts_at"],
            ends_at=said["ends_at"],
        )
    except NotBooked as error:
        return JsonResponse(putting.refused(error))
    moved = Booking.objects.visible_to(user).select_related("arrangement").get(pk=done.pk)
    return JsonResponse(putting.moved(moved, before, shown.names_of(user, [moved.member_id])))


@require_POST
@open_to(access.may_book_for_others, members=True)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    form = WordsForm(request.POST)
    user: Any = request.user
    try:
        actions.cancel(booking=pk, actor=user, reason=form.cleaned_data["text"] if form.is_valid() else "")
        messages.success(request, _("Cancelled. Whoever waits for this slot is offered it now."))
    except NotBooked as error:
        messages.error(request, " ".join(words.reasons(error)))
    return after(user, pk)


def after(user: Any, pk: int) -> HttpResponse:
    """To the booking, or to the calendar for who books for others without reading whose booking it is."""
    seen = Booking.objects.visible_to(user).filter(pk=pk).exists()
    return redirect("spaces:booking", pk) if seen else redirect("spaces:calendar")
