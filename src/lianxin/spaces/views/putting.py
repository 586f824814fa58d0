"""Answers to the calendar's script: where a booking stands now, or why it stays where it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from lianxin.lib.dates import BEIJING
from lianxin.spaces.models import Booking
from lianxin.spaces.queries import known
from lianxin.spaces.rules import NotBooked, Span
from lianxin.spaces.views import shown, timeline, words


def where(studio_no: str, span: Span) -> dict[str, str]:
    """As the script sends it."""
    start, end = (at.astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M") for at in (span.start, span.end))
    return {"studio": studio_no, "starts_at": start, "ends_at": end}


def moved(one: Booking, before: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    span = Span(one.starts_at, one.ends_at)
    told = shown.booking(one, names)
    (row,) = known.studios([one.studio_id])
    day = row["hours"].day_of(span.start)
    return {
        "ok": True,
        "words": _("Moved to %(studio)s, %(when)s.") % {"studio": one.studio_id, "when": told["when"]},
        "before": before,
        "now": {
            "studio": one.studio_id,
            "day": day.isoformat(),
            "at": timeline.minutes_into(day, span.start),
            "length": span.minutes,
            "kind": f"is-{told['state']}",
            "words": words.block(told["name"] or told["member"], span, str(told["words"])),
        },
    }


def refused(error: NotBooked) -> dict[str, Any]:
    said = shown.refused(error)
    offered = said["nearest"]
    nearest = []
    if offered:
        label = _("Take %(where)s") % {"where": offered["words"]}
        nearest = [where(offered["studio"], offered["span"]) | {"words": label}]
    return {"ok": False, "words": " ".join([_("Not moved."), *said["reasons"]]), "nearest": nearest}
