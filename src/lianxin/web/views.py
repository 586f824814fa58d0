"""Pages that belong to no app: health, language, appearance."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language

APPEARANCES = ("auto", "light", "dark")
_YEAR = 365 * 24 * 3600

choose_language = login_not_required(set_language)


@login_not_required
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_POST
def choose_appearance(request: HttpRequest) -> HttpResponse:
    """Keeps light, dark or the system's choice in a cookie, and goes back."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    appearance = request.POST.get("appearance", "")
    if appearance in APPEARANCES:
        response.set_cookie(
            "lianxin_appearance",
            appearance,
            max_age=_YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response
