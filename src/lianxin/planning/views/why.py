"""Why a session is here, and why a product is not: at once, and exactly when asked for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.core.messages import message
from lianxin.engines import planner
from lianxin.engines.planner import Session
from lianxin.planning import access
from lianxin.planning.models import Run
from lianxin.planning.queries.boards import Board
from lianxin.planning.views import runs, words
from lianxin.planning.views.page import open_to, season_of
from lianxin.planning.views.words import Namer

#: Creators who could sell most of a product, of whom it is told why they do not.
_ASKED = 3


def of_session(board: Board, namer: Namer, one: Session) -> list[dict[str, str]]:
    """What each of its products brings, all else unchanged."""
    number = board.sessions.index(one)
    found = planner.why_session(board.problem, board.sessions, number).products
    return [
        {"name": namer.product(product), "yuan": words.signed(yuan)}
        for product, yuan in sorted(found.items(), key=lambda pair: -pair[1])
    ]


def of_product(board: Board, namer: Namer, product: str) -> list[dict[str, Any]]:
    """Of the creators who could sell most: what stands in the way, and the nearest change."""
    base = board.problem.demand.base
    able = sorted(((units, who) for (who, what), units in base.items() if what == product), reverse=True)
    return [_answer(board, namer, who, product) for _units, who in able[:_ASKED]]


def _answer(board: Board, namer: Namer, creator: str, product: str) -> dict[str, Any]:
    found = planner.why_not(board.problem, board.sessions, creator, product)
    return {
        "creator": creator,
        "name": namer.creator(creator),
        "obstacles": [_obstacle(namer, one) for one in found.obstacles],
        "nearest": _way(namer, found.nearest) if found.nearest else "",
        "loosened": _way(namer, found.loosened) if found.loosened else "",
    }


def _obstacle(namer: Namer, one: Any) -> str:
    values = dict(one.values)
    if "creator" in values:
        values["creator"] = namer.creator(values["creator"])
    if "product" in values:
        values["product"] = namer.product(values["product"])
    if "others" in values:
        parts = (text.partition("×") for text in values["others"])
        values["others"] = [f"{namer.product(name)}×{units}" for name, _times, units in parts]
    for name in ("week", "weeks"):
        if name in values:
            said = values[name]
            values[name] = [week + 1 for week in said] if isinstance(said, list) else said + 1
    return message(one.code, values)


def _way(namer: Namer, way: Any) -> str:
    """The change in words, and what it would bring."""
    values = {
        "session": namer.session(way.session),
        "mix": namer.mix(way.session.products, 4),
        "gain": words.signed(way.gain),
    }
    said = (
        _("%(session)s would sell %(mix)s: %(gain)s")
        if way.instead_of
        else _("new: %(session)s, %(mix)s: %(gain)s")
    ) % values
    broken = [namer.broken_by_engine(one) for one in way.broken]
    return said + (_(" (not allowed: %(why)s)") % {"why": "; ".join(broken)} if broken else "")


@require_POST
@open_to(access.may_plan)
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    """The exact answer, in the background."""
    said = request.POST
    asked: dict[str, Any] = {"creator": said.get("creator", ""), "seconds": 3}
    if said.get("slot", "").isdigit():
        asked["slot"] = int(said["slot"])
    else:
        asked["product"] = said.get("product", "")
    return runs.begin(request, season_of(request, pk), Run.Kind.EXPLAIN, **asked)
