"""Every page of spaces: who gets in, and whose shell it stands in, the console's or a member's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from lianxin.accounts.models import User
from lianxin.core.ledger import Purpose, state_purpose
from lianxin.spaces import access
from lianxin.web.words import N_

View = Callable[..., HttpResponseBase]
_OUTSIDE = {User.Role.MEMBER, User.Role.GROWER}

#: Pages side by side for staff: name of the route, words, who sees it.
_TABS = (
    ("calendar", N_("Calendar"), access.may_see_calendar),
    ("today", N_("Day list"), access.may_look),
    ("requests", N_("Requests"), access.may_look),
    ("waiting", N_("Waiting list"), access.may_look),
    ("studios", N_("Studios"), access.may_see_calendar),
    ("lending", N_("Lending desk"), access.may_look),
    ("use", N_("Use"), access.may_look),
    ("feeds", N_("Calendar links"), access.may_keep),
)


def is_member(user: Any) -> bool:
    return bool(user.role == User.Role.MEMBER)


def open_to(may: Callable[[Any], bool], *, members: bool = False) -> Callable[[View], View]:
    """403 for staff whom `may` refuses; members only where `members` says so, else 404, as growers always."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user: Any = request.user
            if is_member(user) and members:
                if not user.member_no:
                    return render(request, "portal/nobody.html", {"tab": ""})
                state_purpose(Purpose("own"))
                return view(request, *args, **kwargs)
            if user.role in _OUTSIDE:
                raise Http404
            if not may(user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def page(request: HttpRequest, template: str, context: dict[str, Any], tab: str = "") -> HttpResponse:
    """In the shell of whoever looks."""
    user: Any = request.user
    mine = is_member(user)
    tabs = [] if mine else [_tab(name, words, tab) for name, words, may in _TABS if may(user)]
    shell = "spaces/own.html" if mine else "spaces/page.html"
    around = {"shell": shell, "mine": mine, "subtabs": tabs, "tab": "home"}
    return render(request, template, around | context)


def _tab(name: str, words: str, current: str) -> dict[str, Any]:
    return {"href": reverse(f"spaces:{name}"), "words": words, "current": name == current}
