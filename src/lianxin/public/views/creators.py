"""Pages for everybody. What is typed into the search stays out of the address: it may be a person's name."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lianxin.public import queries
from lianxin.public.actions import tell_shown

PER_PAGE = 24
_LONGEST = 40


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def directory(request: HttpRequest) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    text = request.POST.get("q", "").strip()[:_LONGEST]
    asked = {"kind": given.get("kind", ""), "town": given.get("town", "")}
    page = _page(given.get("page"), text, asked)
    context = {
        "creators": _told(page),
        "page": page,
        "text": text,
        "asked": asked,
        "kinds": queries.choices("kind"),
        "towns": queries.choices("town"),
    }
    return render(request, "public/creators.html", context)


@login_not_required
@never_cache
@require_safe
def directory_json(request: HttpRequest) -> JsonResponse:
    """{"creators": […], "count": all of them, "page": n, "pages": n}; `?page=`, `?kind=`, `?town=`."""
    asked = {"kind": request.GET.get("kind", ""), "town": request.GET.get("town", "")}
    page = _page(request.GET.get("page"), "", asked)
    return JsonResponse(
        {
            "creators": [creator.json() for creator in _told(page)],
            "count": page.paginator.count,
            "page": page.number,
            "pages": page.paginator.num_pages,
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _page(number: str | None, text: str, asked: dict[str, str]) -> Page[str]:
    return Paginator(queries.found(queries.listed(**asked), text), PER_PAGE).get_page(number)


def _told(page: Page[str]) -> list[Any]:
    numbers = list(page.object_list)
    tell_shown(numbers=numbers)
    return queries.creators(numbers)
