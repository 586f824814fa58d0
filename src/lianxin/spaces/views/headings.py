"""Words and addresses around the sheet of rooms and hours."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from lianxin.spaces.forms import VIEWS
from lianxin.spaces.queries import Plan, PlanRow
from lianxin.spaces.rules import beijing_day
from lianxin.spaces.views import board, drawing, timeline
from lianxin.spaces.views.board import Look
from lianxin.spaces.views.words import SHOWN, day_words

#: Until this hour the night before is still going on.
_NIGHT_ENDS = timedelta(hours=6)


def tonight(now: datetime) -> date:
    """The day that the studios are at: at one in the morning it is still yesterday."""
    return beijing_day(now - _NIGHT_ENDS)


def around(asked: Mapping[str, Any], plan: Plan, seen: Look, rows: Sequence[PlanRow]) -> dict[str, Any]:
    """The sheet and what stands above and below it."""
    lines = board.marks(plan, seen)
    days = [plan.first + timedelta(days=n) for n in range((plan.last - plan.first).days + 1)]
    return {
        "title": _title(days),
        "heads": [_head(day, asked, seen, lines) for day in days],
        "hours": timeline.hours(seen.first, seen.last, timeline.EVERY[asked["view"]]),
        "span": (seen.last - seen.first) // 60,
        "first": seen.first // 60,
        "columns": len(days) + 1,
        "total": len(rows),
        "bases": [
            {"name": base, "rows": [_row(row, seen, lines) for row in held]}
            for base, held in groupby(rows, lambda row: row.base)
        ],
        "step": min((row.terms.step_minutes for row in rows), default=30),
        "legend": _legend(rows),
        "words": _script_words(),
    }


def _row(row: PlanRow, seen: Look, lines: Mapping[date, str]) -> dict[str, Any]:
    return {"studio": row, "cells": drawing.drawn(board.cells(row, seen, lines))}


def _title(days: Sequence[date]) -> str:
    if len(days) == 1:
        return day_words(days[0], year=True)
    return f"{day_words(days[0], year=True)} – {day_words(days[-1], year=days[-1].year != days[0].year)}"


def _head(day: date, asked: Mapping[str, Any], seen: Look, lines: Mapping[date, str]) -> dict[str, Any]:
    return {
        "words": day_words(day),
        "href": address(asked, day=day, view="day"),
        "today": day == seen.now_day,
        "now": lines.get(day, ""),
    }


def _legend(rows: Sequence[PlanRow]) -> list[tuple[str, Any]]:
    """Class and words of what is in sight, in the order of a booking's life."""
    days = [day for row in rows for day in row.days]
    known = {slot.state for day in days for slot in day.slots}
    found = [(f"is-{state}", words) for state, words in SHOWN.items() if state in known]
    return [*found, ("is-shut", _("Shut"))] if any(day.closures for day in days) else found


def address(asked: Mapping[str, Any], **changed: Any) -> str:
    said = {**asked, **changed}
    kept = {name: value for name, value in said.items() if value and name != "free"}
    return f"?{urlencode(kept | ({'free': 'on'} if said['free'] else {}))}"


def links(asked: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The neighbours, the other view, everything that is filtered away."""
    step = timedelta(days=1 if asked["view"] == "day" else 7)
    return {
        "earlier": address(asked, day=asked["day"] - step),
        "later": address(asked, day=asked["day"] + step),
        "to_today": address(asked, day=today),
        "views": [(name, words, address(asked, view=name)) for name, words in VIEWS],
        "all": address(asked, base="", kind="", free=False),
        "narrowed": bool(asked["base"] or asked["kind"] or asked["free"]),
    }


def _script_words() -> str:
    """What the script says, as JSON."""
    carrying = _("Arrows move it, Shift with left or right changes its length, Escape puts it back.")
    return json.dumps(
        {
            "at": _("Studio {studio}, {day}, {from} to {to}, {hours} hours."),
            "clash": _("Something else is there."),
            "picked": _("Picked up; Enter puts it down.") + " " + carrying,
            "drawing": _("A new booking; Enter goes on.") + " " + carrying,
            "back": _("Put back."),
            "closed": _("This place cannot be booked."),
            "failed": _("The server did not answer; nothing was changed. Try again."),
            "undo": _("Undo"),
            "close": _("Close"),
        }
    )
