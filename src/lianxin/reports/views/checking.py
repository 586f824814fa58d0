"""A second person checks, and somebody publishes: in the background, with the page waiting."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django.views.decorators.vary import vary_on_headers

from lianxin.core.messages import message
from lianxin.jobs.models import Job
from lianxin.reports.access import get_edition_for
from lianxin.reports.actions import check_edition, start_publishing, take_snapshot
from lianxin.reports.forms import ReasonForm
from lianxin.reports.models import Edition
from lianxin.reports.queries import preview_of
from lianxin.reports.queries.pages import page_of, receipt_address
from lianxin.reports.rules import refusal_of_checker
from lianxin.reports.views.guards import actor_of, answered, writing
from lianxin.web.trying import tried


def live(edition: Edition) -> dict[str, Any]:
    """A draft as it would be printed now."""
    found = preview_of(edition, take_snapshot())
    return {
        "document": found.document,
        "page": page_of(found.document, receipt_address),
        "faults": [(fault.line, message(fault.code, fault.params)) for fault in found.faults],
        "typed": found.typed,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@writing
@answered
def check(request: HttpRequest, edition_no: str) -> HttpResponseBase:
    """Everything that the checker must look at on one page."""
    actor = actor_of(request)
    edition = get_edition_for(actor, edition_no)
    if not edition.is_open:
        return redirect("reports:edition", edition_no)
    if request.method == "POST":
        given = request.POST.get("seen", "")
        seen = int(given) if given.isascii() and given.isdigit() else None
        done = tried(
            request,
            lambda: check_edition(edition_no=edition_no, seen=seen, actor=actor),
            _("Checked. The report can be published now."),
        )
        return redirect("reports:publish" if done else "reports:check", edition_no)
    refused = refusal_of_checker(edition.changed_by_id, actor.pk, untouched=edition.untouched)
    return render(
        request, "reports/check.html", {"edition": edition, "is_author": bool(refused), **live(edition)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@writing
@answered
def publish(request: HttpRequest, edition_no: str) -> HttpResponseBase:
    """Asks for the reason where numbers are typed by hand."""
    edition = get_edition_for(actor_of(request), edition_no)
    if edition.status != Edition.Status.CHECKED:
        return redirect("reports:check" if edition.is_open else "reports:edition", edition_no)
    last = _jobs(edition_no).first()
    if last and not last.is_over:
        return redirect("reports:publishing", edition_no)
    found = live(edition)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"].strip()
        if reason or not found["typed"]:
            start_publishing(edition_no=edition_no, reason=reason, actor=actor_of(request))
            return redirect("reports:publishing", edition_no)
        form.add_error("reason", _("Numbers without a receipt need a reason. It is printed in the annex."))
    context = {"edition": edition, "form": form, **found}
    return render(request, "reports/publish.html", context, status=400 if form.errors else 200)


def _jobs(edition_no: str) -> QuerySet[Job]:
    return Job.objects.filter(kind="publish", arguments__edition=edition_no).order_by("-pk")


@require_GET
@writing
@vary_on_headers("HX-Request")
def publishing(request: HttpRequest, edition_no: str) -> HttpResponse:
    """How far the job is; leads on when it is over."""
    edition = get_edition_for(actor_of(request), edition_no)
    job = _jobs(edition_no).first()
    partial = request.headers.get("HX-Request") == "true"
    if job is not None and not job.is_over:
        template = f"reports/{'_' if partial else ''}publishing.html"
        return render(request, template, {"edition": edition, "job": job})
    leads = _over(request, edition, job)
    if partial:
        return HttpResponse(status=204, headers={"HX-Redirect": leads.headers["Location"]})
    return leads


def _over(request: HttpRequest, edition: Edition, job: Job | None) -> HttpResponse:
    refused = (job.result or {}).get("refused") if job else ""
    if edition.status == Edition.Status.PUBLISHED:
        messages.success(request, _("The edition is published."))
    elif job is not None:
        messages.error(request, refused or _("Publishing failed, and nothing was published. Try again."))
    checked = edition.status == Edition.Status.CHECKED
    return redirect("reports:publish" if checked else "reports:edition", edition.pk)
