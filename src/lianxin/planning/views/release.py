"""Sessions are put to their creators, and released once these have said yes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.core.messages import message
from lianxin.planning import access, actions, rules
from lianxin.planning.actions import releasing
from lianxin.planning.models import Proposal, Run, Season, Version
from lianxin.planning.queries.listed import unlisted_in
from lianxin.planning.queries.runs import last_run, running
from lianxin.planning.views import runs, telling, words
from lianxin.planning.views.page import open_to, page, season_of
from lianxin.web.trying import tried


@require_GET
@open_to(access.may_read)
def release(request: HttpRequest, pk: int) -> HttpResponse:
    season = season_of(request, pk)
    found = _latest(season)
    context: dict[str, Any] = {"version": None, "run": running(season)}
    if found:
        namer = telling.namer_of(request.user, found)
        left = {rules.key_of(one) for one in releasing.not_accepted(found)}
        context = {
            **context,
            "version": found,
            "row": telling.row_of(found),
            "rows": _rows(request, season, namer),
            "counts": _counts(season),
            "not_accepted": len(left),
            "changes": [namer.change(one) for one in releasing.difference(found)],
            "last": _last(season),
            "unlisted": words.unlisted(unlisted_in(found)),
        }
    return page(request, "planning/release.html", context, season, "release")


def _latest(season: Season) -> Version | None:
    """The version on the board, as far as it was kept."""
    draft = getattr(season, "draft", None)
    if draft and draft.base:
        base: Version = draft.base
        return base
    return Version.objects.filter(season=season).first()


def _rows(request: HttpRequest, season: Season, namer: words.Namer) -> list[dict[str, Any]]:
    rows = access.proposals_of(request.user).filter(season=season).select_related("answered_by")
    found = list(rows.exclude(state=Proposal.State.WITHDRAWN))
    access.tell({row.member_no for row in found})
    return [
        {
            "one": row,
            "name": namer.creator(row.member_no),
            "when": namer.slot(row.slot),
            "mix": namer.mix(row.products, 3),
            "open": row.state in (Proposal.State.ASKED, Proposal.State.ACCEPTED),
        }
        for row in found
    ]


def _counts(season: Season) -> list[tuple[str, int]]:
    labels = dict(Proposal.State.choices)
    rows = Proposal.objects.filter(season=season).order_by().values("state").annotate(n=Count("pk"))
    counts = {row["state"]: row["n"] for row in rows}
    return [(str(labels[state]), counts[state]) for state in labels if state in counts]


def _last(season: Season) -> dict[str, Any] | None:
    """What the last release did."""
    run = last_run(season, Run.Kind.RELEASE)
    return {"run": run, **run.answer} if run and run.job and run.job.is_over else None


@require_POST
@open_to(access.may_plan)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts a version to its creators."""
    found = access.version_for(request.user, pk)
    user: Any = request.user
    try:
        count = actions.propose(version=found, actor=user)
        messages.success(request, _("%(count)s sessions were put to their creators.") % {"count": count})
    except rules.NotPlanned as error:
        messages.error(request, message(error.code, error.params))
    return redirect("planning:release", found.season.pk)


@require_POST
@open_to(access.may_plan)
def note_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What creators said by telephone: of one proposal, or yes of all that wait (`all`)."""
    season = season_of(request, pk)
    user: Any = request.user
    rows = Proposal.objects.filter(season=season, state__in=[Proposal.State.ASKED, Proposal.State.ACCEPTED])
    asked = request.POST.get("proposal", "")
    if request.POST.get("all"):
        found = list(rows.filter(state=Proposal.State.ASKED))
    else:
        found = list(rows.filter(pk=asked)) if asked.isdigit() else []
    accept = request.POST.get("answer", "yes") == "yes"

    def note() -> None:
        for one in found:
            actions.answer(proposal=one, accept=accept, actor=user)

    tried(request, note, _("Noted; the creator sees who wrote it down."))
    return redirect("planning:release", pk)


@require_POST
@open_to(access.may_plan)
def start_release(request: HttpRequest, pk: int) -> HttpResponse:
    """All of a version or nothing."""
    found = access.version_for(request.user, pk)
    try:
        releasing.require_releasable(found)
    except rules.NotPlanned as error:
        messages.error(request, message(error.code, error.params))
        return redirect("planning:release", found.season.pk)
    return runs.begin(request, found.season, Run.Kind.RELEASE, version=found.pk)
