"""Lists of members and organisations."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from lianxin.core import ledger
from lianxin.core.ledger import Purpose
from lianxin.core.sheets import Column, sheet
from lianxin.engines.tabular import write_csv, write_rows_workbook
from lianxin.people import access, queries
from lianxin.people.forms import ListForm
from lianxin.people.queries import Asked, Listing
from lianxin.people.views import searches, shown
from lianxin.people.views.guards import allowed
from lianxin.records.access import can_add, columns_of_all
from lianxin.web.words import in_language

_PAGES = {"members": "people:members", "organisations": "people:organisations"}
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_GET
@allowed(access.may_see_directory)
def members(request: HttpRequest) -> HttpResponse:
    return _list(request, "members")


@require_GET
@allowed(access.may_see_directory)
def organisations(request: HttpRequest) -> HttpResponse:
    return _list(request, "organisations")


@require_POST
@allowed(access.may_see_directory)
def search(request: HttpRequest, name: str) -> HttpResponse:
    """Keeps the text in the session and goes to the list, the other filters as they were."""
    if name not in _PAGES:
        raise Http404
    text = request.POST.get("text", "").strip()
    query = shown.kept_query(request, without=("s", "page"))
    token = f"s={searches.keep(request, text)}" if text else ""
    return redirect(f"{reverse(_PAGES[name])}?{query}{token}")


@require_GET
@allowed(access.may_see_directory)
def export(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """The rows of the list with the columns that it shows, phones masked as they are there."""
    if name not in _PAGES or form not in _TYPES:
        raise Http404
    event = ledger.current()
    event.verb, event.purpose = "export", Purpose("export")
    rows = list(_found(request, name)[2].all())
    opened = queries.open_rows(_actor(request), rows) if name == "members" else None
    columns = sheet(name).columns
    cells = ([_exported(row, c, opened) for c in columns] for row in rows)
    content = _written(form, [c.zh for c in columns], cells)
    response = HttpResponse(content, content_type=_TYPES[form])
    title = f"{in_language(sheet(name).zh, name)}.{form}"
    response.headers["Content-Disposition"] = content_disposition_header(True, title) or "attachment"
    return response


def _exported(row: Any, column: Column, opened: frozenset[int] | None) -> str:
    if opened is not None and row.pk not in opened and column.name not in ("member_no", "name", "stage_name"):
        return ""
    return shown.cell(row, column)


def _written(form: str, header: list[str], rows: Any) -> bytes:
    target = BytesIO()
    (write_rows_workbook if form == "xlsx" else write_csv)(target, header, rows)
    return target.getvalue()


def _list(request: HttpRequest, name: str) -> HttpResponse:
    form, asked, found = _found(request, name)
    pages = shown.pages(request, len(found.order))
    rows = found.page(pages["number"])
    context = {
        "form": form,
        "asked": asked,
        "pages": pages,
        "rows": _members(request, rows) if name == "members" else _organisations(rows),
        "search_query": shown.kept_query(request, without=("s", "page")),
        "export_query": shown.kept_query(request, without=("page",)),
        "token": request.GET.get("s", "") if asked.text else "",
        "may_change": can_add(_actor(request), name),
        "changeable": [(c.name, shown.label(c)) for c in _changeable(request, name)],
        "name": name,
    }
    return render(request, f"people/{name}.html", context)


def _changeable(request: HttpRequest, name: str) -> list[Column]:
    """What can be the same in many rows."""
    known = columns_of_all(_actor(request), name)
    return [
        c for c in sheet(name).columns if c.name in known and c.name not in sheet(name).key and not c.personal
    ]


def _actor(request: HttpRequest) -> Any:
    return request.user


def _found(request: HttpRequest, name: str) -> tuple[ListForm, Asked, Listing]:
    actor = _actor(request)
    narrows = queries.may_narrow(actor, name)
    people = name == "members"
    form = ListForm(
        request.GET,
        words=queries.choices(actor, name) if narrows else {},
        officers=queries.officer_choices(actor) if narrows and people else (),
        sorts=queries.SORTS[name] if narrows else queries.SORTS[name][:3],
        narrows=narrows,
        people=people,
    )
    asked = form.asked(searches.text_of(request))
    return form, asked, queries.listing(actor, name, asked)


def _members(request: HttpRequest, rows: list[Any]) -> list[shown.Shown]:
    actor = _actor(request)
    opened = queries.open_rows(actor, rows)
    officers = queries.officers(actor, [row.member_no for row in rows if row.pk in opened])
    phone = sheet("members").column("phone")
    return [
        {
            "row": row,
            "open": row.pk in opened,
            "officers": officers.get(row.member_no, []),
            "phone": shown.cell(row, phone),
        }
        for row in rows
    ]


def _organisations(rows: list[Any]) -> list[shown.Shown]:
    columns = sheet("organisations").by_name
    return [
        {
            "row": row,
            "contact": shown.cell(row, columns["contact"]),
            "phone": shown.cell(row, columns["phone"]),
        }
        for row in rows
    ]
