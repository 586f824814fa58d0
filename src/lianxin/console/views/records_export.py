"""What a list shows, as a file: the same rows, the same columns, the same masks."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from lianxin.console import access, queries
from lianxin.console.queries.record_words import column_title, said
from lianxin.console.views.guards import allowed, answered
from lianxin.console.views.records_asked import Page, actor_of, page_for, sheet_for, shown_columns
from lianxin.core import ledger
from lianxin.core.sheets import Column
from lianxin.core.slices import MASKED
from lianxin.records.access import columns_for

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_GET
@allowed(access.may_see_figures)
@answered
def download_records(request: HttpRequest, name: str, form: str) -> HttpResponse:
    from lianxin.engines.tabular import write_csv, write_rows_workbook  # heavy: most pages write no file

    target = sheet_for(actor_of(request), name)
    if form not in _TYPES:
        raise Http404
    page = page_for(request, target)
    columns = shown_columns(request, page.listing)
    ledger.state_purpose(ledger.Purpose("export"))
    file, write = BytesIO(), write_csv if form == "csv" else write_rows_workbook
    write(file, [column_title(c) for c in columns], _rows(page, columns))
    response = HttpResponse(file.getvalue(), content_type=_TYPES[form])
    title = f"{queries.sheet_title(target)} {timezone.localdate()}.{form}"
    response.headers["Content-Disposition"] = content_disposition_header(True, title) or "attachment"
    return response


def _rows(page: Page, columns: list[Column]) -> Iterator[list[Any]]:
    for record in page.listing.all():
        known = columns_for(page.listing.actor, record)
        yield [_value(c, getattr(record, c.attribute)) if c.name in known else "" for c in columns]


def _value(column: Column, value: Any) -> Any:
    """Numbers and days stay what they are; percent is written with its sign."""
    if column.category in MASKED or column.type == "percent":
        return said(column, value)
    return timezone.make_naive(value) if column.type == "datetime" and value else value
