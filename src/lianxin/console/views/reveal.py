"""One masked value, shown once, for a reason that the person can read."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from lianxin.console import access
from lianxin.console.forms.reveal import RevealForm
from lianxin.console.views.guards import allowed, answered
from lianxin.core import ledger
from lianxin.core.scope import subjects_of
from lianxin.core.sheets import Column, sheet, sheets
from lianxin.core.slices import MASKED, masked
from lianxin.records.access import columns_for, get_record_for, may_see_sheet, visible_to


@require_POST
@allowed(access.may_see_figures)
@answered
def reveal(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Without a reason it asks for one. The column and the reason stand in the body, never in the address."""
    actor: Any = request.user
    column = _masked_column(name, request.POST.get("column", ""))
    if not may_see_sheet(actor, name) or not visible_to(actor, name).filter(pk=pk).exists():
        raise Http404
    asked = "duty" in request.POST or "text" in request.POST
    form = RevealForm(request.POST if asked else None)
    context = {"sheet": sheet(name), "pk": pk, "column": column, "form": form}
    if not form.is_valid():
        return render(request, "console/reveal.html", context, status=422 if asked else 200)
    ledger.state_purpose(form.purpose)
    return _shown(request, actor, context)


def _shown(request: HttpRequest, actor: Any, context: dict[str, Any]) -> HttpResponse:
    name, column = context["sheet"].name, context["column"]
    record = get_record_for(actor, name, context["pk"])
    if column.name not in columns_for(actor, record):
        raise Http404
    ledger.seen(subjects_of(record), f"{name}.{column.name}")
    value = getattr(record, column.attribute)
    context |= {"value": value, "masked": masked(column.category, value)}
    response = render(request, "console/reveal.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _masked_column(name: str, column: str) -> Column:
    """Raises Http404 for a column that is not masked."""
    found = next((s.by_name.get(column) for s in sheets() if s.name == name), None)
    if found is None or found.category not in MASKED:
        raise Http404
    return found
