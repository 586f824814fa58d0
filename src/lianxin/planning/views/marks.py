"""Every lock and ban of a season: what it says, who set it and when, and a way to lift it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from lianxin.planning import access
from lianxin.planning.models import Mark
from lianxin.planning.queries.boards import board_of
from lianxin.planning.views import showing
from lianxin.planning.views.page import open_to, page, season_of


@require_GET
@open_to(access.may_read)
def marks(request: HttpRequest, pk: int) -> HttpResponse:
    season = season_of(request, pk)
    board = board_of(request.user, season)
    found = board.marks if board else access.marks_of(request.user, season)
    namer = showing.namer_of(board) if board else None
    rows = [
        {"one": one, "words": namer.mark(one) if namer else str(one), "by": one.made_by}
        for one in sorted(found, key=lambda one: (one.kind, -1 if one.slot is None else one.slot, one.pk))
    ]
    groups: list[dict[str, Any]] = [
        {"kind": kind, "rows": [row for row in rows if row["one"].kind == kind]}
        for kind in (Mark.Kind.LOCK, Mark.Kind.BAN)
    ]
    return page(request, "planning/marks.html", {"groups": groups}, season, "marks")
