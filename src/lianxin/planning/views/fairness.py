"""Fairness: who gets how much, the settings, and what each costs."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianxin.planning import access, actions, rules
from lianxin.planning.forms import FairnessForm
from lianxin.planning.models import Run, Season
from lianxin.planning.queries.boards import Board, board_of
from lianxin.planning.queries.runs import last_run, running
from lianxin.planning.views import showing, words
from lianxin.planning.views.page import open_to, page, season_of
from lianxin.web.trying import tried


@require_http_methods(["GET", "POST"])
@open_to(access.may_read)
def fairness(request: HttpRequest, pk: int) -> HttpResponse:
    season = season_of(request, pk)
    user: Any = request.user
    form = FairnessForm(request.POST or None, instance=season)
    if request.method == "POST":
        if not access.may_plan(user):
            raise PermissionDenied
        if form.is_valid() and tried(
            request,
            lambda: actions.save_season(actor=user, season=Season.objects.get(pk=pk), **form.cleaned_data),
            _("Saved. Read the records anew on the board, and let the solver fill the rest."),
        ):
            return redirect("planning:fairness", pk)
    board = board_of(user, season)
    context = {"form": form, "board": board, "run": running(season), **_meters(board)}
    context["priced"] = _priced(last_run(season, Run.Kind.FAIRNESS))
    answer = page(request, "planning/fairness.html", context, season, "fairness")
    answer.status_code = 400 if form.errors else 200
    return answer


def _meters(board: Board | None) -> dict[str, Any]:
    if board is None:
        return {}
    namer = showing.namer_of(board)
    growers = rules.growers_meter(board.problem, board.verdict.sold)
    creators = rules.creators_meter(board.problem, board.sessions, board.season.good_from)
    return {
        "growers": [showing.grower_row(one) for one in growers],
        "creators": [
            {
                "name": namer.creator(one.subject),
                "got": round(one.got),
                "asked": round(one.asked),
                "met": one.met,
                "good": one.good,
                "share": round(100 * one.good / one.got) if one.got else 0,
            }
            for one in creators
        ],
        "floor_price": words.cost(board.verdict.parts["floor"]),
        "creator_price": words.cost(board.verdict.parts["creator"]),
    }


def _priced(run: Run | None) -> list[dict[str, str]]:
    """What each setting costs, as the last run found."""
    labels = {
        "floor": _("Floors for growers"),
        "creator": _("Minimum sessions for creators"),
        "good": _("Good hours in turn"),
    }
    answer = run.answer if run else {}
    without = answer.get("without", {})
    return [
        {
            "words": labels[name],
            "price": words.yuan(price),
            "with": words.yuan(answer.get("whole", 0.0)),
            "without": words.yuan(without[name]) if name in without else "",
        }
        for name, price in answer.get("prices", {}).items()
    ]
