"""The big screen, and where the office keeps the links to it."""

import logging
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from lianxin.accounts.models import User
from lianxin.core.messages import Coded, message
from lianxin.public import queries
from lianxin.public.access import may_keep_screens
from lianxin.public.actions import note_opened, open_screen
from lianxin.public.actions import revoke_screen as revoke
from lianxin.public.forms import ScreenForm
from lianxin.public.models import ScreenLink
from lianxin.public.queries.board import board
from lianxin.public.rules import REFRESH, is_open

log = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_safe
@vary_on_headers("HX-Request")
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """The whole page, or for htmx what changes in it."""
    partial = request.headers.get("HX-Request") == "true"
    link = queries.link_of(token)
    if link is None:
        if partial:  # the page itself says that its link has ended
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return render(request, "public/screen_ended.html", status=404)
    note_opened(link=link)
    context = {"link": link, "now": timezone.localtime(), "refresh": REFRESH, **_board(link)}
    return render(request, f"public/{'_' if partial else ''}screen.html", context)


def _board(link: ScreenLink) -> dict[str, Any]:
    year = link.year or timezone.localdate().year
    today = timezone.localdate()
    upto = min(today, today.replace(year=year, month=12, day=31)) if year != today.year else today
    try:
        found, trouble = board(year)
    except Exception as error:
        if not isinstance(error, Coded):
            raise
        log.exception("the big screen has nothing to show")
        return {"trouble": message(error.code, error.params), "upto": upto, "year": year}
    return {"board": found, "trouble": trouble, "upto": upto, "year": year}


@require_http_methods(["GET", "HEAD", "POST"])
def screens(request: HttpRequest) -> HttpResponse:
    """Links to big screens; a new one's address is shown once."""
    if not may_keep_screens(request.user):
        raise PermissionDenied
    form = ScreenForm(request.POST or None)
    made = ""
    if request.method == "POST" and form.is_valid():
        _link, token = open_screen(**form.cleaned_data, actor=cast(User, request.user))
        made = request.build_absolute_uri(reverse("public:screen", args=[token]))
        form = ScreenForm()
    now = timezone.now()
    listed = [
        (link, is_open(expires_at=link.expires_at, revoked_at=link.revoked_at, now=now))
        for link in queries.links()
    ]
    return render(request, "public/screens.html", {"form": form, "made": made, "links": listed})


@require_POST
def revoke_screen(request: HttpRequest, pk: int) -> HttpResponse:
    if not may_keep_screens(request.user):
        raise PermissionDenied
    link = ScreenLink.objects.filter(pk=pk).first()
    if link is None:
        raise Http404
    revoke(link=link, actor=cast(User, request.user))
    messages.success(request, _("The link is revoked; the screen shows nothing any more."))
    return redirect("public:screens")
