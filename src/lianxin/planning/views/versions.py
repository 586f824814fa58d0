"""Versions: what was kept, by whom and why, and what moved between two."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.planning import access, actions, rules
from lianxin.planning.models import Version
from lianxin.planning.views import showing, telling, words
from lianxin.planning.views.page import open_to, page, season_of
from lianxin.web.trying import tried


@require_GET
@open_to(access.may_read)
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    season = season_of(request, pk)
    rows = Version.objects.filter(season=season).select_related("made_by", "parent")
    found = [telling.row_of(one) for one in rows.defer("sessions", "sold", "locked", "forbidden")]
    return page(request, "planning/versions.html", {"rows": found}, season, "versions")


@require_GET
@open_to(access.may_read)
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version, against its parent or against the one that `?with=` names."""
    found = access.version_for(request.user, pk)
    season = found.season
    asked = request.GET.get("with", "")
    other = found.parent
    if asked.isdigit():
        other = Version.objects.filter(season=season, number=int(asked)).first()
    namer = telling.namer_of(request.user, found, other)
    context = {
        "row": telling.row_of(found),
        "others": Version.objects.filter(season=season).exclude(pk=pk).values_list("number", flat=True),
        "other": other,
        "broken": [namer.broken(one) for one in found.verdict["broken"]],
        "parts": _parts(found, other),
        "changes": [namer.change(one) for one in _changes(other, found)] if other else [],
    }
    return page(request, "planning/version.html", context, season, "versions")


def _changes(before: Version, after: Version) -> list[rules.Change]:
    return rules.changes(rules.read(before.sessions), rules.read(after.sessions))


def _parts(after: Version, before: Version | None) -> list[dict[str, str]]:
    """Each part of the worth, and its difference where there is something to compare with."""
    rows = []
    for name, label in showing.parts():
        now = after.verdict["parts"][name]
        moved = now - before.verdict["parts"][name] if before else 0.0
        sign = 1 if name == "sales" else -1
        rows.append(
            {"label": label, "now": words.yuan(now), "moved": words.signed(sign * moved) if before else ""}
        )
    return rows


@require_POST
@open_to(access.may_plan)
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    season = season_of(request, pk)
    user: Any = request.user
    tried(
        request,
        lambda: actions.keep_draft(season=season, actor=user, label=request.POST.get("label", "").strip()),
        _("Kept as a version. It stays as it is."),
    )
    return redirect(showing.back_to(request, season))


@require_POST
@open_to(access.may_plan)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """The board shows the version; what was there is kept first if it is in no version."""
    found = access.version_for(request.user, pk)
    user: Any = request.user
    try:
        actions.keep_draft(season=found.season, actor=user)
        messages.info(request, _("What stood on the board was kept as a version first."))
    except rules.NotPlanned:
        pass  # it is in a version already, or there is none
    tried(
        request,
        lambda: actions.take_up(version=found, actor=user),
        _("Version %(number)s is on the board.") % {"number": found.number},
    )
    return redirect("planning:board", found.season.pk)
