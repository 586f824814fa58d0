"""What every answer carries: language, headers that keep foreign code out, its event in the ledger."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from lianxin.core import ledger
from lianxin.core.ledger import Event, LedgerUnavailable, Who

log = logging.getLogger(__name__)

Handler = Callable[[HttpRequest], HttpResponse]

#: No inline script or style anywhere. `data:` images are the arrows and ticks inside Tabler's style sheet.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


def security_headers(get_response: Handler) -> Handler:
    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return handle


def private_pages(get_response: Handler) -> Handler:
    """Pages of a logged-in user stay out of shared caches and of the back button after logging out."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return handle


def chosen_language(get_response: Handler) -> Handler:
    """The language the user picked, else Simplified Chinese.

    Not the browser's: many office machines run an English browser.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        translation.activate(language)  # also while a streamed answer is read
        response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return handle


def bounded_uploads(get_response: Handler) -> Handler:
    """Refuse a body over the limit before anything reads it."""

    def handle(request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length", "")
        if length.isdigit() and int(length) > settings.UPLOAD_LIMIT:
            megabytes = settings.UPLOAD_LIMIT // 1_000_000
            return render(request, "web/too_large.html", {"megabytes": megabytes}, status=413)
        return get_response(request)

    return handle


class Ledgered:
    """One event per request, written before a byte leaves, also the first of a stream; else 503 and nothing.

    What a stream shows must have been collected before (`ScopedQuerySet.collect`). Innermost of all, so that
    whatever the view did or said is dropped with its answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer: HttpResponseBase | None = None
        try:
            with ledger.event(_who(request), "404") as event:
                request._event = event  # type: ignore[attr-defined]
                answer = self._get_response(request)
        except LedgerUnavailable as error:
            if answer is not None:
                answer.close()
            return _unavailable(error)
        return answer

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """The address has been resolved by now."""
        event: Event = request._event  # type: ignore[attr-defined]
        event.what = (request.resolver_match and request.resolver_match.view_name) or event.what

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """An action could not write its event, and was taken back."""
        return _unavailable(error) if isinstance(error, LedgerUnavailable) else None


def _who(request: HttpRequest) -> Who:
    return request.user.who if request.user.is_authenticated else Who("", "public")


def _unavailable(error: LedgerUnavailable) -> HttpResponse:
    log.error("nothing was shown: %s", error)
    headers = {"Retry-After": "60", "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
