"""Published reports that are open to everybody: small groups are hidden in them, and caches may keep them."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from lianxin.reports.access import public_editions
from lianxin.reports.queries.editions import document_of
from lianxin.reports.queries.pages import headings, nowhere, page_of

#: Seconds that a cache may show a page without asking: a withdrawal is seen by everybody after that.
_KEPT = 300


@login_not_required
@require_safe
@vary_on_cookie
def editions(request: HttpRequest) -> HttpResponse:
    found = public_editions().order_by("-published_at").defer("public_document")
    return _kept(request, render(request, "public/editions.html", {"editions": found}))


@login_not_required
@require_safe
@vary_on_cookie
def edition(request: HttpRequest, edition_no: str) -> HttpResponse:
    found = public_editions().filter(pk=edition_no).first()
    if found is None:
        raise Http404
    document = document_of(found, public=True)
    page = page_of(document, nowhere)
    context = {
        "edition": found,
        "document": document,
        "page": page,
        "contents": list(headings(page.contents)),
    }
    return _kept(request, render(request, "public/edition.html", context))


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The language is a cookie, so the page varies with it; who is logged in keeps nothing."""
    if not request.user.is_authenticated:
        patch_cache_control(response, public=True, max_age=_KEPT)
    return response
