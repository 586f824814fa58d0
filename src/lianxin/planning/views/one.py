"""One session of the draft: what it sells and brings, and everything a hand does to it, without a mouse."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.engines.planner import Session, Slot
from lianxin.planning import access, rules
from lianxin.planning.models import Proposal, Season
from lianxin.planning.queries.boards import Board, board_of
from lianxin.planning.views import showing, why, words
from lianxin.planning.views.page import open_to, page, season_of
from lianxin.planning.views.words import Namer


@require_GET
@open_to(access.may_read)
def session(request: HttpRequest, pk: int, creator: str, slot: int) -> HttpResponse:
    season = season_of(request, pk)
    board = _board(request, season)
    try:
        one = rules.find(board.sessions, (creator, slot))
    except rules.NotPlanned as error:
        raise Http404 from error
    namer = showing.namer_of(board)
    begun = one.slot in rules.begun_of(board.problem.slots, timezone.now())
    context = {
        "one": _told(board, namer, one),
        "begun": begun,
        "may_plan": access.may_plan(request.user) and not begun,
        "revision": board.draft.revision,
        "look": showing.look_of(request, season),
        "back": showing.back_to(request, season),
        "mix": _mix(board, namer, one),
        "places": _places(board, namer, one),
        "creators": [(c.id, namer.creator(c.id)) for c in board.problem.creators],
        "studios": sorted((s.id, f"{s.id} {s.type}") for s in board.problem.studios),
        "brings": _brings(board, one),
        "products": why.of_session(board, namer, one),
        "proposal": _proposal(season, one),
    }
    return page(request, "planning/session.html", context, season, "board")


def _board(request: HttpRequest, season: Season) -> Board:
    board = board_of(request.user, season)
    if board is None:
        raise Http404
    return board


def _told(board: Board, namer: Namer, one: Session) -> dict[str, Any]:
    key = rules.key_of(one)
    broken = [row for row in board.told["broken"] if list(key) in row["sessions"]]
    return {
        "creator": one.creator,
        "name": namer.creator(one.creator),
        "slot": one.slot,
        "when": namer.slot(one.slot),
        "minutes": board.problem.slots[one.slot].minutes,
        "studio": one.studio,
        "type": board.studios.get(one.studio, ""),
        "locked": key in board.locked,
        "whole": any(lock.products and lock.is_kept_by(one) for lock in board.problem.locked),
        "broken": [namer.broken(row) for row in broken],
        "units": sum(one.products.values()),
        "most": board.problem.rules.units,
    }


def _mix(board: Board, namer: Namer, one: Session) -> list[dict[str, Any]]:
    """What the creator sells, what is shown first, then by what could be sold."""
    kind = board.studios.get(one.studio, "")
    left = {row.product: row for row in board.shelf}
    rows = []
    for product in board.problem.products:
        if (one.creator, product.id) not in board.problem.demand.base:
            continue
        units = one.products.get(product.id, 0)
        wanted = rules.wanted(board.problem, one, product.id, kind, max(units, 1))
        rows.append(
            {
                "no": product.id,
                "name": namer.product(product.id),
                "units": units,
                "wanted": words.number(wanted),
                "left": words.number(left[product.id].left),
                "margin": wanted * product.margin,
                "yuan": words.yuan(wanted * product.margin),
            }
        )
    return sorted(rows, key=lambda row: (-row["units"], -row["margin"]))


def _places(board: Board, namer: Namer, one: Session) -> list[tuple[int, str]]:
    """Times at which the creator is free, and the one at which the session stands."""
    creator = next((c for c in board.problem.creators if c.id == one.creator), None)
    free = (creator.slots if creator else frozenset()) | {one.slot}
    ahead = free - rules.begun_of(board.problem.slots, timezone.now())
    return [(slot, namer.slot(slot)) for slot in sorted(ahead)]


def _brings(board: Board, one: Session) -> dict[str, str]:
    """What the plan would be worth without the session, all else as it is: exact, by the checker."""
    from lianxin.planning.queries.judging import judged

    without = rules.without(board.sessions, rules.key_of(one))
    other = judged(board.draft.instance, board.problem, without)
    gain = {name: board.verdict.parts[name] - other.parts[name] for name in board.verdict.parts}
    lines = [
        (label, words.signed(gain[name] if name == "sales" else -gain[name]))
        for name, label in showing.parts()
        if abs(gain[name]) >= 0.5
    ]
    return {"total": words.signed(board.verdict.objective - other.objective), "lines": lines}  # type: ignore[dict-item]


def _proposal(season: Season, one: Session) -> Proposal | None:
    rows = Proposal.objects.filter(season=season, member_no=one.creator, slot=one.slot)
    return rows.exclude(state=Proposal.State.WITHDRAWN).last()


@require_GET
@open_to(access.may_plan)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose who, when and where; the products are proposed and can be changed afterwards."""
    season = season_of(request, pk)
    board = _board(request, season)
    namer = showing.namer_of(board)
    asked = request.GET
    day = asked.get("day", "")
    look = showing.look_of(request, season)
    begun = rules.begun_of(board.problem.slots, timezone.now())
    ahead = [one for one in board.problem.slots if one.id not in begun]
    slots = [slot for slot in ahead if _is_near(slot, day, look.week)]
    context = {
        "revision": board.draft.revision,
        "look": look,
        "back": showing.back_to(request, season),
        "creator": asked.get("creator", ""),
        "studio": asked.get("studio", ""),
        "creators": [(c.id, namer.creator(c.id)) for c in board.problem.creators],
        "slots": [(slot.id, words.when(slot)) for slot in slots or ahead],
        "studios": sorted((s.id, f"{s.id} {s.type}") for s in board.problem.studios),
    }
    return page(request, "planning/add.html", context, season, "board")


def _is_near(slot: Slot, day: str, week: int) -> bool:
    """On the day that was pointed at, else in the week that was looked at; of the whole season all are."""
    return slot.date.isoformat() == day if day else week in (slot.week, -1)
