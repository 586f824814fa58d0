"""Figures of a period: all, one line's, one figure."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from lianxin.accounts.models import User
from lianxin.console import access, queries
from lianxin.console.rules import Line, line_called, line_of
from lianxin.console.views.asking import Asked, asked
from lianxin.console.views.charts import chart, town_map, week
from lianxin.console.views.guards import allowed, answered, home_first
from lianxin.console.views.shown import chips, split_panels, step_rows


@require_GET
@home_first
@allowed(access.may_see_figures)
@answered
@vary_on_headers("HX-Request")
def home(request: HttpRequest) -> HttpResponse:
    return _overview(request, None)


@require_GET
@allowed(access.may_see_figures)
@answered
@vary_on_headers("HX-Request")
def line(request: HttpRequest, slug: str) -> HttpResponse:
    found = line_called(slug)
    if found is None:
        raise Http404
    return _overview(request, found)


@require_GET
@allowed(access.may_see_figures)
@answered
@vary_on_headers("HX-Request")
def figure(request: HttpRequest, key: str) -> HttpResponse:
    question = asked(request)
    card = queries.card(key, question.period, question.snapshot, question.where)
    steps = queries.trend(card.figure, question.period, question.snapshot, question.where)
    tables = queries.tables_of(key, question.period, question.snapshot)
    may_see_rows = access.may_see_rows(request.user, tables)
    if not may_see_rows and queries.names_somebody(question.where):
        raise PermissionDenied
    parts = queries.splits(
        card.figure, question.period, question.snapshot, question.where, of_members=may_see_rows
    )
    maps = {
        p.dimension: town_map(card.figure, p, question) for p in parts if p.dimension == "town" and p.parts
    }
    context = {
        "card": card,
        "steps": step_rows(steps, question),
        "compared": any(step.before is not None for step in steps),
        "chart": chart(card.figure, steps, question),
        "week": week(card.figure, question),
        "splits": split_panels(parts, question, maps),
        "chips": chips(question),
        "line": line_of(key),
        "may_see_rows": may_see_rows,
    }
    return _page(request, "figure", question, context)


def _overview(request: HttpRequest, line: Line | None) -> HttpResponse:
    question = asked(request)
    context = {
        "line": line,
        "lines": queries.cards_by_line(question.period, question.snapshot, line),
        "sheets": queries.sheets_of(cast(User, request.user), line) if line else [],
        "may_import": access.may_import(request.user),
    }
    return _page(request, "figures", question, context)


def _page(request: HttpRequest, name: str, question: Asked, context: dict[str, Any]) -> HttpResponse:
    """The page, or for htmx the part of it that a new period changes; one address for both."""
    address = f"{request.path}?{question.query()}"
    partial = request.headers.get("HX-Request") == "true"
    if not partial and ("year" in request.GET or "from" in request.GET):
        return redirect(address)  # the picker's fields become one address that can be sent on
    choices = queries.choices(question.period, question.snapshot)
    context |= {
        "asked": question,
        "choices": choices,
        "earlier": question.query(period=choices.earlier) if choices.earlier else "",
        "later": question.query(period=choices.later) if choices.later else "",
    }
    response = render(request, f"console/{'_' if partial else ''}{name}.html", context)
    response.headers["HX-Push-Url"] = address
    return response
