"""Afterwards: what released sessions sold, against what was expected of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from lianxin.planning import access
from lianxin.planning.models import Proposal
from lianxin.planning.queries import names
from lianxin.planning.queries.after import Afterwards, Sum, afterwards
from lianxin.planning.views import words
from lianxin.planning.views.page import open_to, page, season_of


@require_GET
@open_to(access.may_read)
def actual(request: HttpRequest, pk: int) -> HttpResponse:
    season = season_of(request, pk)
    found = afterwards(request.user, season)
    rows = Proposal.objects.filter(season=season).exclude(session_no="")
    sessions = {row.session_no: row for row in rows}
    members = names.of_members(request.user, {row.member_no for row in sessions.values()})
    access.tell({row.member_no for row in sessions.values()})
    products = names.of_products({one.key for one in found.by_product()})
    titles = {
        number: f"{members.get(row.member_no, row.member_no)} {row.starts_at.astimezone():%m-%d %H:%M}"
        for number, row in sessions.items()
    }
    context = {
        "found": found,
        "sessions": _rows(found.by_session(), titles),
        "products": _rows(found.by_product(), products),
        "creators": _rows(found.by_creator(), members),
        "score": _score(found),
        "waiting": len(found.waiting),
        "unlisted": words.unlisted(found.unlisted),
    }
    return page(request, "planning/actual.html", context, season, "actual")


def _rows(sums: list[Sum], titles: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "name": titles.get(one.key, one.key),
            "expected": _pieces(one.expected),
            "planned": _pieces(one.planned),
            "sold": words.number(one.sold),
            "share": f"{100 * one.sold / one.planned:.0f}%" if one.planned else "—",
            "sold_out": one.sold_out,
        }
        for one in sorted(sums, key=lambda one: (-(one.planned or one.sold), one.key))
    ]


def _pieces(units: float | None) -> str:
    return "—" if units is None else words.number(round(units))


def _score(found: Afterwards) -> dict[str, str]:
    """How good the forecast was, in percent; empty where nothing can be said."""
    score = found.score
    return {
        name: "—" if value is None else f"{100 * value:.0f}%"
        for name, value in (("off", score.wape), ("bias", score.bias), ("held", score.coverage))
    }
