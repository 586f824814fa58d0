"""Devices somebody has logged in from before, told by a signed cookie that lists users, not secrets."""

import secrets
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from lianxin.accounts.actions import Place
from lianxin.accounts.models import User

_SALT = "lianxin.accounts.device"
_AGE = 400 * 24 * 3600  # browsers keep no cookie longer
_MOST = 20  # users of one office computer


def place(request: HttpRequest, user: User | None) -> Place:
    """Where `request` comes from, as far as guesses at `user` are concerned."""
    known = _read(request)
    address = get_adapter(request).get_client_ip(request)
    return Place(address, known["device"] if user and user.pk in known["users"] else "")


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    known = _read(request)
    users = [user.pk, *(pk for pk in known["users"] if pk != user.pk)][:_MOST]
    value = signing.dumps(
        {"device": known["device"] or secrets.token_urlsafe(12), "users": users}, salt=_SALT
    )
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        value,
        max_age=_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        found = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=_SALT, max_age=_AGE)
    except signing.BadSignature:
        return {"device": "", "users": []}
    return {"device": str(found["device"]), "users": list(found["users"])}
