"""My data: every row about me, by line of work."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.core import hooks
from lianxin.portal import queries
from lianxin.portal.access import is_member
from lianxin.portal.views.guards import own_pages

_FEW = 5


@require_GET
@own_pages
def home(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    context = {
        "tab": "home",
        "register": queries.table(user, queries.REGISTERS[user.role], size=1),
        "parts": queries.parts(user),
        "own_pages": hooks.own_pages if is_member(user) else (),
    }
    return render(request, "portal/home.html", context)


@require_GET
@own_pages
def part(request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.part(request.user, slug)
    if found is None:
        raise Http404
    tables = [queries.table(request.user, name, size=_FEW) for name in found.counts]
    return render(request, "portal/part.html", {"tab": "home", "part": found, "tables": tables})


@require_GET
@own_pages
def table(request: HttpRequest, sheet: str) -> HttpResponse:
    found = queries.table(request.user, sheet, request.GET.get("page", "1"))
    if not found.page.paginator.count:
        raise Http404
    return render(
        request, "portal/table.html", {"tab": "home", "table": found, "part": queries.part_of(sheet)}
    )


@require_GET
@own_pages
def record(request: HttpRequest, sheet: str, pk: int) -> HttpResponse:
    row = queries.row(request.user, sheet, pk)
    context = {
        "tab": "home",
        "row": row,
        "part": queries.part_of(sheet),
        "steps": queries.history(request.user, row.record),
        "may_ask": is_member(request.user),
    }
    return render(request, "portal/record.html", context)
