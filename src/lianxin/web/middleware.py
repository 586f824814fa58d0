"""What every answer of the web carries: the chosen language, and headers that keep foreign code out."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

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
