"""Lists of records: any sheet, as far as the actor may see it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.console import access, queries
from lianxin.console.forms import asked_sort, chosen_columns, filterable, query_of
from lianxin.console.queries.record_words import RIGHT, column_title, said
from lianxin.console.rules import Pages, line_with_sheet
from lianxin.console.views.guards import allowed, answered
from lianxin.console.views.records_asked import (
    Page,
    actor_of,
    chips,
    keep_columns,
    keep_search,
    named_filters,
    offered,
    page_for,
    sheet_for,
    shown_columns,
)
from lianxin.console.views.records_shown import cells, labels_of
from lianxin.core.sheets import Column
from lianxin.records.access import can_add, can_change, may_see_sheet
from lianxin.records.queries.labels import labels
from lianxin.records.queries.listing import EMPTY, Listing, keys_matching

ROWS = 50
_OPTIONS = 20


@require_GET
@allowed(access.may_see_figures)
def records_index(request: HttpRequest) -> HttpResponse:
    """Every sheet that is anything to the actor, line by line."""
    return render(request, "console/records_index.html", {"lines": queries.sheets_by_line(actor_of(request))})


@require_GET
@allowed(access.may_see_figures)
@answered
def records(request: HttpRequest, name: str) -> HttpResponse:
    actor = actor_of(request)
    target = sheet_for(actor, name)
    page = page_for(request, target)
    pages = Pages.of(request.GET.get("page", ""), page.listing.count, ROWS)
    columns = shown_columns(request, page.listing)
    rows = page.listing.page(pages.offset, ROWS)
    found = labels_of(actor, columns, rows)
    shown = [
        {"pk": row.pk, "cells": cells(actor, row, columns, found), "ticks": can_change(actor, row)}
        for row in rows
    ]
    query = page.query()
    context = {
        "sheet": target,
        "title": queries.sheet_title(target),
        "line": line_with_sheet(name),
        "heads": _heads(page, columns),
        "rows": shown,
        "pages": pages,
        "pages_query": f"{query}&" if query else "",
        "query": query,
        "totals": _totals(page.listing, columns),
        "chips": chips(page),
        "search": page.asked.search,
        "lost": page.lost,
        "sort": page.asked.sort,
        "filters": _filter_fields(page),
        "offered": [
            {"name": c.name, "title": column_title(c), "on": c in columns} for c in offered(page.listing)
        ],
        "may_add": can_add(actor, name),
        "may_import": access.may_import(request.user),
        "may_tick": any(row["ticks"] for row in shown),
        "changeable": [{"name": c.name, "title": column_title(c)} for c in many_columns(page.listing)],
    }
    return render(request, "console/records.html", context)


@require_POST
@allowed(access.may_see_figures)
@answered
def find_records(request: HttpRequest, name: str) -> HttpResponse:
    """Filters and search as typed, made into an address without the search text."""
    actor = actor_of(request)
    listing = Listing(actor, sheet_for(actor, name))
    filters, nothing = named_filters(actor, listing.open, request.POST)
    for title in nothing:
        messages.warning(
            request, _("“%(column)s”: nothing fits what you typed, so it is left out") % {"column": title}
        )
    token = keep_search(request, request.POST.get("search", ""))
    query = query_of(filters, sort=asked_sort(request.POST), s=token)
    return redirect(f"{reverse('console:records', args=[name])}?{query}")


@require_POST
@allowed(access.may_see_figures)
@answered
def choose_columns(request: HttpRequest, name: str) -> HttpResponse:
    actor = actor_of(request)
    listing = Listing(actor, sheet_for(actor, name))
    keep_columns(request, name, chosen_columns(request.POST, offered(listing)))
    page = page_for(request, listing.sheet)
    return redirect(f"{reverse('console:records', args=[name])}?{page.query()}")


@require_POST
@allowed(access.may_see_figures)
@answered
def record_options(request: HttpRequest, name: str, column: str) -> HttpResponse:
    """What a reference may be, for what has been typed so far: only what the actor may see."""
    actor = actor_of(request)
    target = sheet_for(actor, name)
    ref = target.by_name[column].ref if column in target.by_name else ""
    if not ref or not may_see_sheet(actor, ref):
        raise Http404
    typed = request.POST.get(column, "").strip()
    keys = keys_matching(actor, ref, typed, _OPTIONS) if typed else []
    return render(request, "console/records_options.html", {"options": labels(actor, ref, keys)})


def many_columns(listing: Listing) -> list[Column]:
    """Columns that can be the same in many rows: not what tells them apart, and nothing personal."""
    return [c for c in listing.open if c.name not in listing.sheet.key and not c.personal]


def _heads(page: Page, columns: list[Column]) -> list[dict[str, Any]]:
    sort, listing = page.listing.sort, page.listing
    found = []
    for column in columns:
        falling = sort == f"-{column.name}"
        rising = sort == column.name
        found.append(
            {
                "title": column_title(column),
                "right": column.type in RIGHT,
                "query": page.query(sort=f"-{column.name}" if rising else column.name)
                if column.name in listing.sortable
                else "",
                "order": "descending" if falling else "ascending" if rising else "",
            }
        )
    return found


def _totals(listing: Listing, columns: list[Column]) -> list[dict[str, str]]:
    sums = listing.totals(columns)
    if all(value is None for value in sums.values()):
        return []
    return [{"title": column_title(c), "text": said(c, sums.get(c.name))} for c in columns]


def _filter_fields(page: Page) -> list[dict[str, Any]]:
    given = {(one.column, one.how): one.values for one in page.asked.filters}
    return [
        {
            "column": c,
            "title": column_title(c),
            "choices": _choices(c),
            "values": given.get((c.name, "is"), ()),
            "text": "；".join(given.get((c.name, "is"), ())[:1]),
            "first": "".join(given.get((c.name, "from"), ())),
            "last": "".join(given.get((c.name, "to"), ())),
        }
        for c in filterable(page.listing.open)
    ]


def _choices(column: Column) -> list[tuple[str, str]]:
    empty = [] if column.required else [(EMPTY, _("(empty)"))]
    if column.type == "bool":
        return [("yes", _("Yes")), ("no", _("No")), *empty]
    return [*((word, word) for word in column.choices), *empty] if column.choices else []
