"""An edition as it was published, and what becomes of it."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.reports.access import get_edition_for, may_write
from lianxin.reports.actions import withdraw_edition
from lianxin.reports.forms import ReasonForm
from lianxin.reports.models import Edition
from lianxin.reports.queries.editions import document_of
from lianxin.reports.queries.pages import headings, page_of, receipt_address
from lianxin.reports.views.checking import live
from lianxin.reports.views.files import MOST_ROWS, receipt_rows
from lianxin.reports.views.guards import actor_of, answered, reading, writing
from lianxin.web.trying import tried


@require_GET
@reading
@answered
def edition(request: HttpRequest, edition_no: str) -> HttpResponse:
    """A published one as it was printed, each figure a way to its receipt; a draft as it stands."""
    actor = actor_of(request)
    found = get_edition_for(actor, edition_no)
    context = {"edition": found, "may_write": may_write(actor)}
    if found.is_open:
        context |= live(found)
    else:
        document = document_of(found)
        page = page_of(document, receipt_address)
        rows = receipt_rows(found)
        context |= {"document": document, "page": page, "contents": list(headings(page.contents))}
        context |= {"rows": rows, "with_receipts": rows <= MOST_ROWS}
    return render(request, "reports/edition.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@writing
@answered
def withdraw(request: HttpRequest, edition_no: str) -> HttpResponseBase:
    actor = actor_of(request)
    found = get_edition_for(actor, edition_no)
    if found.status != Edition.Status.PUBLISHED:
        return redirect("reports:edition", edition_no)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = tried(
            request,
            lambda: withdraw_edition(edition_no=edition_no, reason=reason, actor=actor),
            _("The edition is withdrawn. It stays readable, with the reason above it."),
        )
        if done:
            return redirect("reports:edition", edition_no)
    return render(request, "reports/withdraw.html", {"edition": found, "form": form})
