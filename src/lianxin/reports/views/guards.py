"""Who gets into the reports, and what becomes of what cannot be done."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from lianxin.accounts.models import User
from lianxin.core.messages import Coded, message
from lianxin.reports.access import may_read, may_write

View = Callable[..., HttpResponseBase]
_OUTSIDE = {User.Role.MEMBER, User.Role.GROWER}
_STATUS = {"lake_busy": 503, "unknown_snapshot": 404}


def _allowed(may: Callable[[User], bool]) -> Callable[[View], View]:
    """403 for staff whom `may` refuses; for members and growers there is nothing here: 404."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user = actor_of(request)
            if user.role in _OUTSIDE:
                raise Http404
            if not may(user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


reading = _allowed(may_read)
writing = _allowed(may_write)


def answered(view: View) -> View:
    """What the lake or the text cannot answer is said on a page of its own."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Exception as error:
            if not isinstance(error, Coded):
                raise
            return trouble(request, error)

    return guarded


def trouble(request: HttpRequest, error: Coded) -> HttpResponse:
    said = message(error.code, error.params)
    return render(request, "reports/trouble.html", {"said": said}, status=_STATUS.get(error.code, 409))


def actor_of(request: HttpRequest) -> User:
    return cast(User, request.user)
