"""What an edition printed against what the records say today, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from lianxin.core import ledger
from lianxin.core.ledger import Purpose
from lianxin.core.messages import message
from lianxin.reports.access import get_edition_for
from lianxin.reports.actions import diff_edition
from lianxin.reports.queries.inserting import column_name, figure_name
from lianxin.reports.rules.differences import FigureDifference, RowDifference
from lianxin.reports.views.guards import actor_of, answered, reading
from lianxin.web.words import code_words, dimension_words

#: Rows of one figure that the page lists; all of them are counted.
LISTED = 50


@require_GET
@reading
@answered
def differences(request: HttpRequest, edition_no: str) -> HttpResponseBase:
    actor = actor_of(request)
    edition = get_edition_for(actor, edition_no)
    if edition.is_open:
        return redirect("reports:edition", edition_no)
    ledger.state_purpose(Purpose("report", ref=edition_no))
    found = diff_edition(edition_no=edition_no, actor=actor)
    context = {"edition": edition, "found": found, "figures": [_figure(one) for one in found.figures]}
    return _page(request, context)


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "reports/differences.html", context)


def _figure(one: FigureDifference) -> dict[str, Any]:
    return {
        "one": one,
        "name": figure_name(one.key),
        "where": [(dimension_words(name), value) for name, value in one.where.items()],
        "same": one.printed == one.now,
        "rows": [_row(one.key, row) for row in one.rows[:LISTED]],
        "more": max(0, one.came + one.went + one.changed - min(len(one.rows), LISTED)),
    }


def _row(key: str, row: RowDifference) -> dict[str, Any]:
    params: Mapping[str, Any] = row.why.params
    if isinstance(columns := params.get("columns"), tuple):
        params = {**params, "columns": tuple(column_name(key, column) for column in columns)}
    return {
        "kind": row.kind,
        "name": " · ".join(_said(name, value) for name, value in row.name.items() if value),
        "moved": [
            (column_name(key, column), _said(column, old), _said(column, new))
            for column, (old, new) in row.moved.items()
        ],
        "why": message(row.why.code, params),
    }


def _said(column: str, value: Any) -> str:
    return "—" if value is None or value == "" else code_words(column, str(value))
