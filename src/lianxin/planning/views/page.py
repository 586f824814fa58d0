"""Every page of the planner: who gets in, and the tabs of a season."""

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
from lianxin.planning import access
from lianxin.planning.models import Season
from lianxin.web.words import N_

View = Callable[..., HttpResponseBase]
_OUTSIDE = {User.Role.MEMBER, User.Role.GROWER}

#: Pages of a season side by side: name of the route, words.
_TABS = (
    ("board", N_("Board")),
    ("shelf", N_("Product shelf")),
    ("fairness", N_("Fairness")),
    ("versions", N_("Versions")),
    ("marks", N_("Locks and bans")),
    ("disruptions", N_("What came between")),
    ("release", N_("Ask and release")),
    ("actual", N_("Plan and actual")),
    ("settings", N_("Season data")),
)


def open_to(may: Callable[[Any], bool]) -> Callable[[View], View]:
    """403 for staff whom `may` refuses; members and growers find nothing here."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user: Any = request.user
            if user.role in _OUTSIDE:
                raise Http404
            if not may(user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def page(
    request: HttpRequest, template: str, context: dict[str, Any], season: Season | None = None, tab: str = ""
) -> HttpResponse:
    tabs = [_tab(season, name, words, tab) for name, words in _TABS] if season else []
    may_plan = access.may_plan(request.user)
    return render(request, template, {"season": season, "subtabs": tabs, "may_plan": may_plan} | context)


def _tab(season: Season, name: str, words: str, current: str) -> dict[str, Any]:
    return {"href": reverse(f"planning:{name}", args=[season.pk]), "words": words, "current": name == current}


def season_of(request: HttpRequest, pk: int) -> Season:
    return access.get_season_for(request.user, pk)
