"""The ticked rows of a list, changed together: first what will happen, then for good."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lianxin.console import access, queries
from lianxin.console.forms import RecordForm, record_form, ticked
from lianxin.console.queries.record_words import column_title, said
from lianxin.console.rules import line_with_sheet
from lianxin.console.views.guards import allowed, answered
from lianxin.console.views.records import many_columns
from lianxin.console.views.records_asked import actor_of, sheet_for
from lianxin.console.views.records_shown import key_of
from lianxin.core.messages import message
from lianxin.core.sheets import Column, Sheet
from lianxin.records.access import can_change, visible_to
from lianxin.records.actions import change_many
from lianxin.records.models import Record
from lianxin.records.queries.listing import Listing
from lianxin.records.rules import NotSaved, Refused

_MOST = 500


@require_POST
@allowed(access.may_see_figures)
@answered
def change_records(request: HttpRequest, name: str) -> HttpResponse:
    """Step by step, each a POST: which value; what will happen; done."""
    actor = actor_of(request)
    target = sheet_for(actor, name)
    column = _column(request, Listing(actor, target))
    rows = list(visible_to(actor, name).filter(pk__in=ticked(request.POST)[:_MOST]))
    chosen = [row for row in rows if can_change(actor, row)]
    if not chosen:
        messages.warning(request, _("Tick the rows that are to be changed."))
        return redirect("console:records", name)
    form = record_form([column], data=request.POST if column.name in request.POST else None)
    if request.POST.get("step") == "write" and _written(request, target, chosen, form):
        return redirect("console:records", name)
    return render(request, "console/records_many.html", _context(target, column, chosen, form))


def _column(request: HttpRequest, listing: Listing) -> Column:
    found = {c.name: c for c in many_columns(listing)}.get(request.POST.get("change", ""))
    if found is None:
        raise Http404
    return found


def _written(request: HttpRequest, target: Sheet, rows: list[Record], form: RecordForm) -> bool:
    if not form.is_valid():
        return False
    try:
        pks = [row.pk for row in rows]
        count = change_many(sheet=target.name, pks=pks, values=form.cells, actor=actor_of(request))
    except NotSaved as error:
        known = {row.pk: key_of(row, target) for row in rows}
        for problem in error.problems:
            words = message(problem.code, problem.params)
            form.add_error(
                problem.column if problem.column in form.fields else None,
                f"{known.get(problem.row, '')}: {words}",
            )
        return False
    except Refused as refused:
        form.add_error(None, message(refused.code, refused.params))
        return False
    words = ngettext("%(count)s record changed.", "%(count)s records changed.", count)
    messages.success(request, words % {"count": count})
    return True


def _context(target: Sheet, column: Column, rows: list[Record], form: RecordForm) -> dict[str, Any]:
    now = Counter(said(column, getattr(row, column.attribute)) for row in rows)
    return {
        "sheet": target,
        "title": queries.sheet_title(target),
        "line": line_with_sheet(target.name),
        "column": column,
        "column_title": column_title(column),
        "keys": [(row.pk, key_of(row, target)) for row in rows],
        "now": sorted(now.items(), key=lambda pair: -pair[1]),
        "form": form,
        "value": form.cells[column.name] if form.is_bound and form.is_valid() else None,
    }
