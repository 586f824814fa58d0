"""Who gets in: members and growers; each page says that people look at what is their own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from lianxin.core.ledger import Purpose, state_purpose
from lianxin.portal.access import has_portal, is_member, subject_of

View = Callable[..., HttpResponseBase]


def own_pages(view: View) -> View:
    """404 for staff, as where nothing is; an account that stands for nobody is told whom to ask."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not has_portal(request.user):
            raise Http404
        if not subject_of(request.user):
            return render(request, "portal/nobody.html", {"tab": ""})
        state_purpose(Purpose("own"))
        return view(request, *args, **kwargs)

    return guarded


def own_rights(view: View) -> View:
    """Pages about a person's rights: a member's. A grower's account stands for a unit."""

    @own_pages
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_member(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
