"""Who gets in, and what becomes of what cannot be done."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from lianxin.accounts.models import User

View = Callable[..., HttpResponseBase]


def allowed(may: Callable[[Any], bool]) -> Callable[[View], View]:
    """403 for a user whom `may` refuses."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def actor_of(request: HttpRequest) -> User:
    """Whom a guard let in."""
    return cast(User, request.user)
