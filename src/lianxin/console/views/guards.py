"""Who gets in, and what a wrong question is answered with."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from lianxin.console.access import has_own_pages
from lianxin.core.messages import Coded, message
from lianxin.lib.dates import PERIOD_FORMS, PeriodError

View = Callable[..., HttpResponseBase]
_STATUS = {"unknown_figure": 404, "unknown_snapshot": 404, "no_such_batch": 404, "lake_busy": 503}


def allowed(may: Callable[[Any], bool]) -> Callable[[View], View]:
    """403 for staff whom `may` refuses; for members and growers there is nothing here: 404."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if has_own_pages(request.user):
                raise Http404
            if not may(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def home_first(view: View) -> View:
    """The address that everybody lands at: members and growers are sent on to their own pages."""

    @wraps(view)
    def sent(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if has_own_pages(request.user):
            return redirect("portal:home")
        return view(request, *args, **kwargs)

    return sent


def answered(view: View) -> View:
    """A question that has no answer gets a page that says why and what to ask instead: 404 or 400."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except PeriodError as error:
            return _problem(request, "bad_period", {"text": error.text, "forms": PERIOD_FORMS})
        except Http404:
            return render(request, "console/problem.html", {}, status=404)
        except Exception as error:
            if not isinstance(error, Coded):
                raise
            return _problem(request, error.code, error.params)

    return asked


def _problem(request: HttpRequest, code: str, params: dict[str, Any]) -> HttpResponse:
    context = {
        "words": message(code, params),
        "text": params.get("text", ""),
        "near": params.get("near", ()) if code == "unknown_figure" else (),
        "forms": PERIOD_FORMS if code == "bad_period" else (),
    }
    return render(request, "console/problem.html", context, status=_STATUS.get(code, 400))
