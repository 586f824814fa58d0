"""What came between, and how the plan can be mended."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.planning import access, actions
from lianxin.planning.forms import DisruptionForm
from lianxin.planning.models import CreatorTerms, Disruption, Draft, Season
from lianxin.planning.queries.boards import board_of
from lianxin.planning.rules import NotPlanned
from lianxin.planning.views import showing, words
from lianxin.planning.views.page import open_to, page, season_of
from lianxin.web.trying import tried


@require_http_methods(["GET", "POST"])
@open_to(access.may_read)
def disruptions(request: HttpRequest, pk: int) -> HttpResponse:
    season = season_of(request, pk)
    user: Any = request.user
    choices = _choices(request, season)
    form = DisruptionForm(request.POST or None, known=_known(choices), initial=_usual(season))
    if request.method == "POST":
        if not access.may_plan(user):
            raise PermissionDenied
        if form.is_valid() and tried(request, lambda: _note(user, season, form), _done()):
            return redirect("planning:disruptions", pk)
    context = {"form": form, "rows": _rows(request, season), "choices": choices}
    answer = page(request, "planning/disruptions.html", context, season, "disruptions")
    answer.status_code = 400 if form.errors else 200
    return answer


def _done() -> str:
    return _("Noted. The board shows what no longer holds.")


def _note(user: Any, season: Season, form: DisruptionForm) -> None:
    """What stood on the board is kept, then it is drawn anew and says at once what is broken."""
    if Draft.objects.filter(season=season).exists():
        with suppress(NotPlanned):  # it is kept already
            actions.keep_draft(season=season, actor=user)
    actions.note_disruption(season=season, actor=user, **form.values)
    actions.redraw(season=season, actor=user, learn=False)


def _usual(season: Season) -> dict[str, Any]:
    return {"first": season.first, "last": season.first}


def _choices(request: HttpRequest, season: Season) -> dict[str, list[str]]:
    """Kind → what can be hit, as it is offered while typing: number and name."""
    board = board_of(request.user, season)
    platforms = CreatorTerms.objects.filter(season=season).values_list("platform", flat=True)
    if board is None:
        return {}
    namer = showing.namer_of(board)
    return {
        Disruption.Kind.AWAY: [f"{one.id} {namer.creator(one.id)}" for one in board.problem.creators],
        Disruption.Kind.SHUT: [one.id for one in board.problem.studios],
        Disruption.Kind.SUPPLY: [f"{one.id} {namer.product(one.id)}" for one in board.problem.products],
        Disruption.Kind.PLATFORM: sorted(set(platforms.order_by())),
    }


def _known(choices: dict[str, list[str]]) -> dict[str, Sequence[str]]:
    return {kind: [one.split(" ")[0] for one in found] for kind, found in choices.items()}


def _rows(request: HttpRequest, season: Season) -> list[dict[str, Any]]:
    board = board_of(request.user, season)
    found = access.disruptions_of(request.user, season)
    rows = []
    for one in found:
        name = one.target
        if board:
            namer = showing.namer_of(board)
            name = namer.creator(one.member_no) if one.member_no else namer.product(one.target)
        rows.append(
            {
                "one": one,
                "name": name,
                "first": words.day_words(one.first),
                "last": words.day_words(one.last),
            }
        )
    return rows


@require_POST
@open_to(access.may_plan)
def drop_disruption(request: HttpRequest, pk: int) -> HttpResponse:
    found = (
        Disruption.objects.filter(pk=pk, season__in=access.seasons_visible_to(request.user))
        .select_related("season")
        .first()
    )
    if found is None:
        raise Http404
    user: Any = request.user
    season = found.season

    def drop() -> None:
        actions.drop_disruption(disruption=found, actor=user)
        actions.redraw(season=season, actor=user, learn=False)

    tried(request, drop, _("Taken back; the board was drawn anew."))
    return redirect("planning:disruptions", season.pk)
