"""What the board's page is made of: its rows, and what stands beside it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.planning import access, rules
from lianxin.planning.models import Season
from lianxin.planning.queries.boards import Board, board_of
from lianxin.planning.queries.runs import running
from lianxin.planning.views import wanting, words
from lianxin.planning.views.drawing import Look, Painter
from lianxin.planning.views.words import Namer

BY = ("creator", "studio")
_MOST = 12  # lines of a list beside the board; the rest is on its own page


def namer_of(board: Board) -> Namer:
    return Namer(board.problem, board.creators, board.products)


def look_of(request: HttpRequest, season: Season) -> Look:
    """As the address or the form says; the week of today if it says nothing. Week -1 is the whole season."""
    said = request.POST if request.method == "POST" else request.GET
    by = said.get("by", "creator")
    week = (timezone.localdate() - season.first).days // 7
    if str(said.get("week", "")).lstrip("-").isdigit():
        week = int(said["week"])
    return Look(
        by if by in BY else "creator", max(-1, min(week, season.weeks - 1)), access.may_plan(request.user)
    )


def back_to(request: HttpRequest, season: Season) -> str:
    look = look_of(request, season)
    return f"{reverse('planning:board', args=[season.pk])}?by={look.by}&week={look.week}"


def seen(request: HttpRequest, season: Season) -> dict[str, Any]:
    """The context of the board; without a draft only what to do first."""
    board = board_of(request.user, season)
    look = look_of(request, season)
    if board is None:
        return {"board": None, "look": look}
    namer = namer_of(board)
    painter = Painter(board, namer, look)
    return {
        "board": board,
        "look": look,
        "revision": board.draft.revision,
        "heads": _heads(painter, look),
        "rows": _rows(board, painter, look),
        "run": running(season),
        "links": _links(season, look),
        "to": reverse("planning:move", args=[season.pk]),
        **summary(board, namer),
        **_beside(board, namer),
    }


def summary(board: Board, namer: Namer) -> dict[str, Any]:
    """What the plan is worth, what is proved, what is broken and strained, in words."""
    broken = [namer.broken(row) for row in board.told["broken"]]
    lines = [{"words": namer.strain(one), "price": words.yuan(one.price)} for one in board.strains]
    return {
        "worth": words.yuan(board.verdict.objective),
        "parts": [
            (label, (words.yuan if name == "sales" else words.cost)(board.verdict.parts[name]))
            for name, label in parts()
        ],
        "proof": words.proof(board.gap) if not broken else "",
        "broken": broken,
        "strains": lines[:_MOST],
        "more_strains": max(len(lines) - _MOST, 0),
        "strained": len(lines),
        "strain_price": words.yuan(sum(one.price for one in board.strains)),
        "count": len(board.sessions),
        **_unmet(board, namer),
    }


def _unmet(board: Board, namer: Namer) -> dict[str, Any]:
    """What was found not to be possible together, and whether it is worth looking."""
    sets = board.unmet.answer["unmet"] if board.unmet else []
    told = wanting.told_sets(board.season, namer, sets[:1])
    return {
        "unmet_run": board.unmet,
        "unmet_first": told[0]["wishes"][:3] if told else [],
        "unmet_count": len(told[0]["wishes"]) if told else 0,
        "wishing": any(one.code in ("promise", "floor", "creator") for one in board.strains),
    }


def parts() -> list[tuple[str, str]]:
    """The parts of a plan's worth, in the order in which they are told."""
    return [
        ("sales", _("Expected margin of sales")),
        ("fees", _("Fees")),
        ("studios", _("Studios")),
        ("fatigue", _("Fatigue")),
        ("promise", _("Promises missed")),
        ("floor", _("Floors missed")),
        ("creator", _("Creators' minimum missed")),
        ("changes", _("Changes")),
    ]


def _beside(board: Board, namer: Namer) -> dict[str, Any]:
    """The shelf and the fairness meter, short."""
    left = [one for one in board.shelf if one.left >= 1]
    growers = rules.growers_meter(board.problem, board.verdict.sold)
    creators = rules.creators_meter(board.problem, board.sessions, board.season.good_from)
    minimum = [one for one in creators if one.asked]
    good = sum(one.good for one in creators)
    return {
        "shelf": [shelf_row(one, namer) for one in left[:_MOST]],
        "more_shelf": max(len(left) - _MOST, 0),
        "left_worth": words.yuan(sum(one.worth for one in left)),
        "floors_met": sum(one.met for one in growers),
        "floors": len(growers),
        "minimum_met": sum(one.met for one in minimum),
        "minimum": len(minimum),
        "good": good,
        "growers": [grower_row(one) for one in growers[:6]],
    }


def shelf_row(one: rules.OnShelf, namer: Namer) -> dict[str, Any]:
    return {
        "no": one.product,
        "name": namer.product(one.product),
        "grower": one.grower,
        "supply": words.number(one.supply),
        "sold": words.number(one.sold),
        "left": words.number(one.left),
        "short": words.number(one.short) if one.short > 0 else "",
        "by": one.by + 1,
        "worth": words.yuan(one.worth),
        "sessions": one.sessions,
        "share": round(100 * one.sold / one.supply) if one.supply else 0,
    }


def grower_row(one: rules.Fair) -> dict[str, Any]:
    share = min(round(100 * one.got / one.asked), 100) if one.asked else 100
    return {
        "name": one.subject,
        "got": words.yuan(one.got),
        "asked": words.yuan(one.asked),
        "share": share,
        "met": one.met,
    }


def _heads(painter: Painter, look: Look) -> list[dict[str, Any]]:
    today = timezone.localdate()
    if look.week < 0:
        return [
            {"words": _("Week %(number)s") % {"number": week + 1}, "today": False} for week in painter.weeks()
        ]
    return [{"words": words.day_words(day), "today": day == today} for day in painter.days()]


def _rows(board: Board, painter: Painter, look: Look) -> list[dict[str, Any]]:
    problem = board.problem
    if look.by == "creator":
        subjects = [(one.id, painter.namer.creator(one.id), one.slots) for one in problem.creators]
        strangers = {one.creator for one in board.sessions} - {one.id for one in problem.creators}
        subjects += [(no, painter.namer.creator(no), frozenset()) for no in sorted(strangers)]
    else:
        used = {one.studio for one in board.sessions}
        rooms = sorted(problem.studios, key=lambda one: (one.id not in used, one.id))
        subjects = [(one.id, one.id, one.slots) for one in rooms]
    counts: dict[str, int] = {}
    for one in board.sessions:
        if look.week < 0 or problem.slots[one.slot].week == look.week:
            for key in (one.creator, one.studio):
                counts[key] = counts.get(key, 0) + 1
    return [
        {
            "id": number,
            "name": name,
            "more": board.studios.get(number, ""),
            "count": counts.get(number, 0),
            "cells": painter.overview(number) if look.week < 0 else painter.cells(number, free),
        }
        for number, name, free in subjects
    ]


def _links(season: Season, look: Look) -> dict[str, Any]:
    here = reverse("planning:board", args=[season.pk])

    def to(by: str, week: int) -> str:
        return f"{here}?by={by}&week={week}"

    return {
        "by": [
            {"words": label, "href": to(name, look.week), "current": name == look.by}
            for name, label in (("creator", _("By creator")), ("studio", _("By studio")))
        ],
        "weeks": [
            {
                "words": _("Whole season") if week < 0 else _("Week %(number)s") % {"number": week + 1},
                "href": to(look.by, week),
                "current": week == look.week,
            }
            for week in range(-1, season.weeks)
        ],
    }
