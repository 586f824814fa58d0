"""Work in the background: asked for, watched, stopped."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from lianxin.core.messages import message
from lianxin.planning import access, actions, rules
from lianxin.planning.models import Run, Season
from lianxin.planning.queries.boards import board_of
from lianxin.planning.queries.runs import run_for
from lianxin.planning.views import showing, telling, wanting, words
from lianxin.planning.views.page import open_to, page, season_of
from lianxin.planning.views.words import Namer


@require_POST
@open_to(access.may_plan)
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """The solver fills the rest; what stands on the board is kept first."""
    season = season_of(request, pk)
    user: Any = request.user
    try:
        actions.keep_draft(season=season, actor=user)
    except rules.NotPlanned as error:
        if error.code != "season_nothing_new":
            messages.error(request, message(error.code, error.params))
            return redirect("planning:board", pk)
    seconds = request.POST.get("seconds", "")
    return begin(request, season, Run.Kind.FILL, seconds=int(seconds) if seconds.isdigit() else 30)


@require_POST
@open_to(access.may_plan)
def price(request: HttpRequest, pk: int) -> HttpResponse:
    """What each setting of fairness costs."""
    return begin(request, season_of(request, pk), Run.Kind.FAIRNESS, seconds=15)


@require_POST
@open_to(access.may_plan)
def wishes(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the promises, floors and minimums can all be kept."""
    return begin(request, season_of(request, pk), Run.Kind.WISHES)


def begin(request: HttpRequest, season: Season, kind: str, **asked: Any) -> HttpResponse:
    user: Any = request.user
    try:
        run = actions.start_run(season=season, kind=kind, actor=user, **asked)
    except rules.NotPlanned as error:
        messages.error(request, message(error.code, error.params))
        return redirect("planning:board", season.pk)
    return redirect("planning:run", run.pk)


@require_GET
@open_to(access.may_read)
@vary_on_headers("HX-Request")
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, and what came of it."""
    found = run_for(request.user, pk)
    partial = request.headers.get("HX-Request") == "true"
    over = found.job is None or found.job.is_over
    if over and partial:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    leads = _leads_on(request, found) if over else None
    if leads:
        return leads
    came = _came_of_it(request, found) if over else {}
    context = {"run": found, "over": over, "news": _news(found), **came}
    if partial:
        return page(request, "planning/_running.html", context, found.season)
    return page(request, "planning/run.html", context, found.season, "board")


def _leads_on(request: HttpRequest, run: Run) -> HttpResponse | None:
    """Work that leaves nothing to look at leads to where its result stands."""
    if run.answer.get("drawn"):
        messages.success(
            request, _("The records were read anew. What no longer holds stands above the board.")
        )
        return redirect("planning:board", run.season.pk)
    if "prices" in run.answer:
        return redirect("planning:fairness", run.season.pk)
    return None


def _news(run: Run) -> dict[str, Any]:
    said = run.news
    if not said:
        return {}
    bound, worth = said.get("bound"), said.get("objective") or 0.0
    gap = max(100 * (bound - worth) / abs(bound), 0.0) if bound else None
    return {
        "seconds": f"{said.get('seconds', 0):.0f}",
        "worth": words.yuan(worth),
        "proof": words.proof(gap) if gap is not None else "",
        "of": run.asked.get("seconds"),
    }


def _came_of_it(request: HttpRequest, run: Run) -> dict[str, Any]:
    found: dict[str, Any] = {"refused": run.answer.get("refused", []), "answer": run.answer}
    if run.version:
        found["row"] = telling.row_of(run.version)
        if run.version.parent:
            namer = telling.namer_of(request.user, run.version, run.version.parent)
            before, after = (rules.read(one.sessions) for one in (run.version.parent, run.version))
            found["changes"] = [namer.change(one) for one in rules.changes(before, after)]
    if options := run.answer.get("options"):
        found["options"] = _options(request, run, options)
        found["lifted"] = _lifted(request, run)
        found["more_than_lost"] = any(one["more"] for one in found["options"])
    if "unmet" in run.answer and (board := board_of(request.user, run.season)):
        found["looked"] = True
        found["unmet"] = wanting.told_sets(run.season, showing.namer_of(board), run.answer["unmet"])
    if "forced" in run.answer:
        found["forced"] = _forced(request, run)
    if conflict := run.answer.get("conflict"):
        found["conflict"] = _conflict(request, run, conflict)
    return found


def _options(request: HttpRequest, run: Run, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The ways to mend the plan, those with the fewest changes first."""
    board = board_of(request.user, run.season)
    if board is None:
        return []
    namer = showing.namer_of(board)
    return [
        {
            "asked": _asked_for(one),
            "more": (one["recovered"] or 0) > 100,
            "worth": words.yuan(one["worth"]),
            "lost": words.yuan(one["before"] - one["mended"]),
            "back": words.yuan(one["worth"] - one["mended"]),
            "recovered": "" if one["recovered"] is None else f"{one['recovered']:.0f}%",
            "sessions": one["sessions_changed"],
            "mixes": one["mixes_changed"],
            "gone": sum(bool(move["reason"]) for move in one["moves"]),
            "come": sum(move["kind"] == "added" for move in one["moves"]),
            "moves": [namer.told_move(move) for move in one["moves"]],
        }
        for one in options
    ]


def _asked_for(one: dict[str, Any]) -> str:
    """What kept the changes of a way few: their number, or their price."""
    if all(move["reason"] and not move["new"] for move in one["moves"]):
        return _("no change")
    if most := one.get("most"):
        return ngettext("at most {n} change", "at most {n} changes", most).format(n=most)
    if not one["cost"]:
        return _("as many changes as pay")
    return _("{price} for a changed session").format(price=words.yuan(one["cost"]))


def _lifted(request: HttpRequest, run: Run) -> list[str]:
    """Locks that cannot be kept any more."""
    board = board_of(request.user, run.season)
    return [showing.namer_of(board).part(one) for one in run.answer.get("lifted", [])] if board else []


def _forced(request: HttpRequest, run: Run) -> dict[str, Any]:
    """The exact answer: what it costs and what changes for it, and what could be had anyway."""
    board = board_of(request.user, run.season)
    said = run.answer["forced"]
    if board is None:
        return {}
    namer = showing.namer_of(board)
    if said is None:
        return {"asked": _asked(namer, run.asked), "possible": False}
    return {
        "asked": _asked(namer, run.asked),
        "possible": True,
        "cost": words.yuan(said["cost"]),
        "moves": [namer.told_move(move) for move in said["moves"]],
        "found": words.signed(said["found"]),
        "anyway": [namer.told_move(move) for move in said["anyway"]],
    }


def _asked(namer: Namer, asked: dict[str, Any]) -> str:
    """The question of an exact answer."""
    creator = namer.creator(asked["creator"])
    if "slot" in asked:
        return _("If %(session)s may not be") % {"session": f"{creator} {namer.slot(asked['slot'])}"}
    return _("If %(creator)s shows %(product)s once more") % {
        "creator": creator,
        "product": namer.product(asked["product"]),
    }


@require_POST
@open_to(access.may_plan)
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Ways to mend the plan after what came between."""
    user: Any = request.user
    try:
        run = actions.begin_mending(season=season_of(request, pk), actor=user)
    except rules.NotPlanned as error:
        messages.error(request, message(error.code, error.params))
        return redirect("planning:disruptions", pk)
    return redirect("planning:run", run.pk)


@require_POST
@open_to(access.may_plan)
def take_option(request: HttpRequest, pk: int) -> HttpResponse:
    found = run_for(request.user, pk)
    user: Any = request.user
    number = request.POST.get("option", "")
    try:
        made = actions.take_option(run=found, number=int(number) if number.isdigit() else -1, actor=user)
    except rules.NotPlanned as error:
        messages.error(request, message(error.code, error.params))
        return redirect("planning:run", pk)
    messages.success(request, _("Version %(number)s is on the board.") % {"number": made.number})
    return redirect("planning:board", found.season.pk)


def _conflict(request: HttpRequest, run: Run, conflict: dict[str, Any]) -> dict[str, Any]:
    """The locks and rules that cannot hold together, each in words, and the ways out."""
    board = board_of(request.user, run.season)
    if board is None:
        return {}
    namer = showing.namer_of(board)
    ways = [
        {
            "given_up": [namer.reason(one) for one in way["given_up"]],
            "cost": words.yuan(way["cost"]) if way["cost"] is not None else "",
        }
        for way in conflict["ways"]
    ]
    return {"reasons": [namer.reason(one) for one in conflict["reasons"]], "ways": ways}


@require_POST
@open_to(access.may_plan)
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    found = run_for(request.user, pk)
    user: Any = request.user
    actions.stop_run(run=found, actor=user)
    is_fill = found.kind == Run.Kind.FILL
    messages.info(request, _("It stops, and hands over the best it has.") if is_fill else _("It stops."))
    return redirect("planning:run", pk)
