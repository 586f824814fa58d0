"""The waiting list: joined for a slot that is taken, left, and an offer taken."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.spaces import access, actions
from lianxin.spaces.forms import slot_asked
from lianxin.spaces.models import Waiting
from lianxin.spaces.rules import NotBooked, midnight
from lianxin.spaces.views import shown, words
from lianxin.spaces.views.one import after
from lianxin.spaces.views.page import is_member, open_to, page

_LIVE = (Waiting.State.WAITING, Waiting.State.OFFERED)


@require_GET
@open_to(access.may_look)
def waiting(request: HttpRequest) -> HttpResponse:
    rows = shown.waiting(request.user, states=_LIVE, now=timezone.now())
    context = {"rows": rows, "may_keep": access.may_keep(request.user)}
    return page(request, "spaces/waiting.html", context, "waiting")


@require_POST
@open_to(access.may_book_for_others, members=True)
def join(request: HttpRequest) -> HttpResponse:
    """For a slot that somebody else has."""
    user: Any = request.user
    said = slot_asked(request.POST.dict(), timezone.now())
    start = midnight(said["day"]) + words.minutes(said["at"])
    try:
        actions.join_waiting(
            studio_no=request.POST.get("studio", ""),
            member_no=user.member_no if is_member(user) else request.POST.get("member_no", "").strip(),
            starts_at=start,
            ends_at=start + words.minutes(said["minutes"]),
            actor=user,
        )
        messages.success(request, _("On the waiting list. Whoever has waited longest is offered the slot."))
    except NotBooked as error:
        messages.error(request, " ".join(words.reasons(error)))
    return _home(user)


@require_POST
@open_to(access.may_book_for_others, members=True)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    try:
        actions.leave_waiting(waiting=pk, actor=user)
        messages.success(request, _("Off the waiting list."))
    except NotBooked as error:
        messages.error(request, " ".join(words.reasons(error)))
    return _home(user)


@require_POST
@open_to(access.may_book_for_others, members=True)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """What is offered is taken."""
    user: Any = request.user
    try:
        done = actions.accept_offer(waiting=pk, actor=user)
    except NotBooked as error:
        messages.error(request, " ".join(words.reasons(error)))
        return _home(user)
    messages.success(request, _("Booked."))
    return after(user, done.pk)


def _home(user: Any) -> HttpResponse:
    if is_member(user):
        return redirect("spaces:mine")
    return redirect("spaces:waiting" if access.may_look(user) else "spaces:calendar")
