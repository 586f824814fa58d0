"""The product shelf: what is still to sell and by when, and why a product is not placed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from lianxin.planning import access
from lianxin.planning.queries.boards import Board, board_of
from lianxin.planning.views import showing, why, words
from lianxin.planning.views.page import open_to, page, season_of


@require_GET
@open_to(access.may_read)
def shelf(request: HttpRequest, pk: int) -> HttpResponse:
    season = season_of(request, pk)
    board = board_of(request.user, season)
    rows: list[dict[str, Any]] = []
    if board:
        namer = showing.namer_of(board)
        rows = [showing.shelf_row(one, namer) for one in board.shelf]
    total = words.yuan(sum(one.worth for one in board.shelf)) if board else ""
    context = {"board": board, "rows": rows, "total": total}
    return page(request, "planning/shelf.html", context, season, "shelf")


@require_GET
@open_to(access.may_read)
def product(request: HttpRequest, pk: int, product_no: str) -> HttpResponse:
    season = season_of(request, pk)
    board = board_of(request.user, season)
    found = next((one for one in board.shelf if one.product == product_no), None) if board else None
    if board is None or found is None:
        raise Http404
    namer = showing.namer_of(board)
    context = {
        "one": showing.shelf_row(found, namer),
        "sessions": [
            {"words": namer.session(one), "creator": one.creator, "slot": one.slot, "units": units}
            for one in board.sessions
            if (units := one.products.get(product_no))
        ],
        "weeks": _weeks(board, product_no),
        "why": why.of_product(board, namer, product_no),
        "sellers": _sellers(board, product_no),
    }
    return page(request, "planning/product.html", context, season, "shelf")


def _weeks(board: Board, product_no: str) -> list[dict[str, Any]]:
    supply = next(one.supply for one in board.problem.products if one.id == product_no)
    return [{"week": week + 1, "units": words.number(units)} for week, units in enumerate(supply)]


def _sellers(board: Board, product_no: str) -> list[dict[str, str]]:
    """Who could sell it, the best first."""
    namer = showing.namer_of(board)
    base = board.problem.demand.base
    found = sorted(((units, who) for (who, what), units in base.items() if what == product_no), reverse=True)
    return [{"name": namer.creator(who), "units": words.number(units)} for units, who in found[:8]]
