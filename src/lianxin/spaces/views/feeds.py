"""Secret links to calendars: made, copied, revoked, read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.spaces import access, actions, queries
from lianxin.spaces.models import Feed
from lianxin.spaces.queries import known
from lianxin.spaces.queries.desk import feeds as open_feeds
from lianxin.spaces.rules import NotBooked
from lianxin.spaces.views import words
from lianxin.spaces.views.page import is_member, open_to, page


@require_GET
@open_to(access.may_keep, members=True)
def feeds(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    mine = is_member(user)
    context = {
        "rows": [_shown(request, one) for one in open_feeds(user)],
        "bases": [] if mine else queries.bases(),
        "studios": [] if mine else [one["studio_no"] for one in known.studios()],
    }
    return page(request, "spaces/feeds.html", context, "feeds")


def _shown(request: HttpRequest, one: Feed) -> dict[str, Any]:
    path = reverse("spaces:feed", args=[actions.feed_token(one)])
    what = _("My bookings") if one.kind == Feed.Kind.MEMBER else f"{one.get_kind_display()} {one.target}"
    return {"feed": one, "what": what, "address": request.build_absolute_uri(path)}


@require_POST
@open_to(access.may_keep, members=True)
def make_feed(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    kind, _colon, target = request.POST.get("what", "").partition(":")
    if is_member(user):
        kind, target = Feed.Kind.MEMBER, user.member_no
    if kind not in Feed.Kind.values:
        raise Http404
    try:
        actions.make_feed(kind=kind, target=target, actor=user)
        messages.success(request, _("The link has been made. Whoever has it sees the calendar."))
    except NotBooked as error:
        messages.error(request, " ".join(words.reasons(error)))
    return redirect("spaces:feeds")


@require_POST
@open_to(access.may_keep, members=True)
def revoke_feed(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    actions.revoke_feed(feed=pk, actor=user)
    messages.success(request, _("The link opens nothing any more."))
    return redirect("spaces:feeds")


@login_not_required
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program reads; the link is the key."""
    found = actions.read_feed(token)
    if found is None:
        raise Http404
    answer = HttpResponse(found, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
