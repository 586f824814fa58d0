"""The rows behind a figure, on the page and as a file."""

import tempfile
from contextlib import closing
from typing import IO, cast

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from lianxin.console import access, actions, queries
from lianxin.console.rules import Pages, line_of
from lianxin.console.views.asking import asked
from lianxin.console.views.guards import allowed, answered
from lianxin.console.views.shown import chips, receipt_table
from lianxin.reports import queries as reports
from lianxin.web.words import in_language, period_words

ROWS = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@allowed(access.may_see_figures)
@answered
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    question = asked(request)
    card = queries.card(key, question.period, question.snapshot, question.where)
    pages = Pages.of(request.GET.get("page", ""), card.rows, ROWS)
    with closing(
        reports.receipt(
            key=key, period=question.period.text, where=question.where, snapshot=question.snapshot
        )
    ) as found:
        _check(request, found)
        columns, rows = receipt_table(found.columns, found.page(pages.offset, ROWS), pages.first_row)
    context = {
        "card": card,
        "line": line_of(key),
        "asked": question,
        "chips": chips(question),
        "columns": columns,
        "rows": rows,
        "pages": pages,
        "pages_query": f"{question.query()}&",
        "may_import": access.may_import(request.user),
    }
    return render(request, "console/receipt.html", context)


@require_GET
@allowed(access.may_see_figures)
@answered
def download_receipt(request: HttpRequest, key: str, form: str) -> HttpResponseBase:
    if form not in ("csv", "xlsx"):
        raise Http404
    question = asked(request)
    figure = queries.figure_called(key)
    found = reports.receipt(
        key=key, period=question.period.text, where=question.where, snapshot=question.snapshot
    )
    _check(request, found)
    name = f"{in_language(figure.zh, figure.en)} {period_words(question.period.text)}.{form}"
    if form == "xlsx":
        with closing(found):
            file = cast(IO[bytes], tempfile.TemporaryFile())  # noqa: SIM115  the answer closes it
            actions.receipt_xlsx(found, file)  # type: ignore[arg-type]
            file.seek(0)
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    response = StreamingHttpResponse(actions.receipt_csv(found), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _check(request: HttpRequest, found: reports.Receipt) -> None:
    if not access.may_see_rows(request.user, found.tables):
        found.close()
        raise PermissionDenied
