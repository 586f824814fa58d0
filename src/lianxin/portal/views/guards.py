"""Who gets in: members and growers; each page says that people look at what is their own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from lianxin.core.ledger import Purpose, state_purpose
from lianxin.portal.access import has_portal, subject_of

View = Callable[..., HttpResponseBase]


def own_pages(view: View) -> View:
    """404 for staff, as for an address that there is not; an account that stands for nobody is told whom to ask."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not has_portal(request.user):
            raise Http404
        if not subject_of(request.user):  # type: ignore[arg-type]  # has_portal says that it is a User
            return render(request, "portal/nobody.html", {"tab": ""})
        state_purpose(Purpose("own"))
        return view(request, *args, **kwargs)

    return guarded
