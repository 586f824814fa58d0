"""Search texts are names: they are kept in the session, and an address carries only their token."""

import secrets

from django.http import HttpRequest

_KEPT = 20
_KEY = "people.searches"


def keep(request: HttpRequest, text: str) -> str:
    """The token of a search text."""
    kept: dict[str, str] = request.session.get(_KEY, {})
    token = secrets.token_urlsafe(6)
    request.session[_KEY] = dict([*kept.items(), (token, text)][-_KEPT:])
    return token


def text_of(request: HttpRequest) -> str:
    """ "" for a token that is not known any more."""
    kept: dict[str, str] = request.session.get(_KEY, {})
    return kept.get(request.GET.get("s", ""), "")
