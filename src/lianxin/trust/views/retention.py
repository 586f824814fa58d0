"""How long data is kept: what would go today, and changing it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.jobs.actions import enqueue
from lianxin.jobs.models import Job
from lianxin.trust import access
from lianxin.trust.actions import preview, set_retention
from lianxin.trust.forms import RetentionForm
from lianxin.trust.queries.keeping import settings_now
from lianxin.trust.queries.retained import CLASS_WORDS, column_words, what_words
from lianxin.trust.rules import CLASSES
from lianxin.trust.views.guards import actor_of, allowed
from lianxin.trust.views.shown import page
from lianxin.web.trying import tried

_RUNS = 10


@require_GET
@allowed(access.may_read_requests)
def retention(request: HttpRequest) -> HttpResponse:
    due = preview()
    rows = [
        {
            "one": one,
            "name": CLASS_WORDS[one.kept.code],
            "columns": column_words(one.kept),
            "what": what_words(one.kept),
            "due": due[one.kept.code],
            "form": RetentionForm(initial={"months": one.months, "active": one.active}, prefix=one.kept.code),
        }
        for one in settings_now()
    ]
    runs = Job.objects.filter(kind="retention").order_by("-pk")[:_RUNS]
    context = {"rows": rows, "runs": [_run(job) for job in runs], "may_keep": access.may_keep(request.user)}
    return page(request, "trust/retention.html", context)


@require_POST
@allowed(access.may_keep)
def change_retention(request: HttpRequest, code: str) -> HttpResponse:
    if code not in {kept.code for kept in CLASSES}:
        raise Http404
    form = RetentionForm(request.POST, prefix=code)
    if form.is_valid():
        given = form.cleaned_data
        tried(
            request,
            lambda: set_retention(
                code=code,
                months=given["months"],
                active=given["active"],
                actor=actor_of(request),
            ),
            _("Saved."),
        )
    return redirect("trust:retention")


@require_POST
@allowed(access.may_keep)
def run_now(request: HttpRequest) -> HttpResponse:
    minute = timezone.localtime().strftime("%Y-%m-%d %H:%M")
    key = f"retention {minute}"  # two clicks are one run
    tried(request, lambda: enqueue(kind="retention", arguments={}, idempotency_key=key), _("It runs now."))
    return redirect("trust:retention")


def _run(job: Job) -> dict[str, object]:
    counts = {n: c for n, c in (job.result or {}).items() if c}
    return {"job": job, "counts": [(CLASS_WORDS.get(name, name), count) for name, count in counts.items()]}
