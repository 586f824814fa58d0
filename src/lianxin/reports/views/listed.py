"""Reports and their editions, and how a new one is begun."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.reports.access import editions_visible_to, get_edition_for, may_write
from lianxin.reports.actions import discard_draft, start_draft
from lianxin.reports.forms import NewForm
from lianxin.reports.models import Edition
from lianxin.reports.views.guards import actor_of, answered, reading, writing
from lianxin.web.trying import tried


@require_GET
@reading
def editions(request: HttpRequest) -> HttpResponse:
    """`?status=`: only those."""
    actor = actor_of(request)
    every = list(editions_visible_to(actor))
    status = request.GET.get("status", "")
    shown = [one for one in every if not status or one.status == status]
    counts = [
        (value, label, sum(one.status == value for one in every)) for value, label in Edition.Status.choices
    ]
    context = {
        "editions": [(one, one.changed_by_id != actor.pk) for one in shown],
        "counts": counts,
        "status": status,
        "all": len(every),
        "may_write": may_write(actor),
    }
    return render(request, "reports/editions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@writing
@answered
def new(request: HttpRequest) -> HttpResponseBase:
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        edition = start_draft(
            period=form.period(), template=form.cleaned_data["template"], actor=actor_of(request)
        )
        return redirect("reports:edit", edition.pk)
    return render(request, "reports/new.html", {"form": form}, status=400 if form.errors else 200)


@require_POST
@writing
def discard(request: HttpRequest, edition_no: str) -> HttpResponse:
    get_edition_for(actor_of(request), edition_no)
    done = tried(
        request,
        lambda: discard_draft(edition_no=edition_no, actor=actor_of(request)),
        _("The draft is discarded."),
    )
    return redirect("reports:editions") if done else redirect("reports:edition", edition_no)
