"""Everything else: sessions and login, language, logging out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.portal.views.guards import own_pages


@require_GET
@own_pages
def more(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/more.html", {"tab": "more"})
