"""How studios are used, by their own hours; behind every number its bookings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.spaces import access, queries
from lianxin.spaces.forms import UseForm
from lianxin.spaces.queries import UseReport
from lianxin.spaces.rules import Use, beijing_day
from lianxin.spaces.views import shown, words
from lianxin.spaces.views.page import open_to, page
from lianxin.web.words import N_

#: What is counted, in words.
COUNTED = {"used": N_("Used"), "booked": N_("Booked, not come yet"), "missed": N_("Missed")}


@require_GET
@open_to(access.may_look)
def use(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    asked = form.asked
    first, last = asked["first"], asked["last"]
    found = queries.use(first, last, base=asked["base"], kind=asked["kind"])
    context = {
        "form": form,
        "presets": _presets(asked),
        "report": found,
        "total": _line(found.total, asked),
        "split": _split(found.total),
        "by_base": _lines(found.by_base, asked, "base"),
        "by_kind": _lines(found.by_kind, asked, "kind"),
        "studios": _studios(found, asked),
        "heat": _heat(found, asked),
        "suggestions": [queries.said(one) for one in found.suggestions],
        "enough": (last - first).days >= 27,
        **_unsaid(asked),
    }
    return page(request, "spaces/use.html", context, "use")


def _unsaid(asked: Mapping[str, Any]) -> dict[str, Any]:
    """How many imported sessions say nothing about who came, and where that is entered."""
    where = {name: asked[name] for name in ("base", "kind")}
    count = queries.without_outcome(asked["first"], asked["last"], timezone.now(), **where)
    said = {"status": "已预约", "starts_at.from": asked["first"], "starts_at.to": asked["last"]}
    records = reverse("console:records", args=["bookings"])
    return {"unsaid": count, "unsaid_href": f"{records}?{urlencode(said)}"}


def _studios(found: UseReport, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The most used first."""
    ordered = sorted(found.studios, key=lambda one: (-(one.use.utilisation or 0), one.studio_no))
    return [
        {"name": one.studio_no, "room": one, **_line(one.use, asked, studio=one.studio_no)} for one in ordered
    ]


def _form(request: HttpRequest) -> UseForm:
    return UseForm(request.GET, bases=queries.bases(), today=beijing_day(timezone.now()))


def _presets(asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    today = beijing_day(timezone.now())
    month = today.replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    quarter = month.replace(month=(month.month - 1) // 3 * 3 + 1)
    spans = (
        (_("This month"), month, today),
        (_("Last month"), before, month - timedelta(days=1)),
        (_("This quarter"), quarter, today),
        (_("This year"), today.replace(month=1, day=1), today),
        (_("Last year"), date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    )
    kept = {name: asked[name] for name in ("base", "kind") if asked[name]}
    return [
        {
            "words": name,
            "query": urlencode(kept | {"first": first, "last": last}),
            "current": (first, last) == (asked["first"], asked["last"]),
        }
        for name, first, last in spans
    ]


def hours(minutes: int) -> str:
    """1234.5; whole hours without a decimal."""
    return f"{minutes / 60:,.1f}".removesuffix(".0")


def _line(one: Use, asked: Mapping[str, Any], **where: Any) -> dict[str, Any]:
    """Numbers with their receipts."""
    return {
        "share": one.utilisation,
        "open": hours(one.open),
        "counts": [
            {"name": name, "hours": hours(getattr(one, name)), "href": _receipt(asked, counted=name, **where)}
            for name in COUNTED
        ],
    }


def _lines(found: Mapping[str, Use], asked: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    return [{"name": key, **_line(one, asked, **{name: key})} for key, one in found.items()]


def _receipt(asked: Mapping[str, Any], **where: Any) -> str:
    said = {name: asked[name] for name in ("first", "last", "base", "kind")} | where
    kept = {name: value for name, value in said.items() if value not in ("", None)}
    return f"{reverse('spaces:use_receipt')}?{urlencode(kept)}"


def _split(total: Use) -> list[dict[str, Any]]:
    """Parts of the opening hours, for the bar; in percent of it."""
    if not total.open:
        return []
    parts, at = [], 0.0
    for name, text in COUNTED.items():
        wide = 100 * getattr(total, name) / total.open
        parts.append(
            {"name": name, "words": _(text), "at": f"{at:.3f}", "wide": f"{min(wide, 100 - at):.3f}"}
        )
        at = min(at + wide, 100)
    return parts


def _heat(found: UseReport, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Weekdays down, hours across: percent of the opening hours that were used."""
    shown_hours = sorted({hour for (_weekday, hour), one in found.heat.items() if one.open or one.used})
    rows = []
    for weekday in range(7):
        cells = []
        for hour in shown_hours:
            one = found.heat.get((weekday, hour), Use())
            share = one.utilisation
            level = min(round(share or 0), 100)
            cells.append(
                {
                    "share": None if share is None else round(share),
                    "level": level,
                    "hot": level > 55,
                    "href": _receipt(asked, counted="used", weekday=weekday, hour=hour) if one.used else "",
                    "words": queries.hour_words(weekday, hour),
                }
            )
        rows.append({"name": words.weekday(weekday), "cells": cells})
    return {"hours": [f"{hour % 24:02d}" for hour in shown_hours], "rows": rows}


@require_GET
@open_to(access.may_look)
def use_receipt(request: HttpRequest) -> HttpResponse:
    """The bookings that a number is made of; their minutes add up to it."""
    form = _form(request)
    asked = form.asked
    narrowed = {name: asked[name] for name in ("base", "kind", "studio_no", "weekday", "hour")}
    rows = queries.use_receipt(
        request.user, asked["first"], asked["last"], counted=asked["counted"], **narrowed
    )
    names = shown.names_of(request.user, (one.member_no for one in rows)) if rows else {}
    what = COUNTED[asked["counted"]]
    context = {
        "rows": [
            {"one": one, "name": names.get(one.member_no, one.member_no), "hours": f"{one.minutes / 60:.2f}"}
            for one in rows
        ],
        "total": f"{sum(one.minutes for one in rows) / 60:,.2f}",
        "what": _(what),
        "asked": asked,
        "when": queries.hour_words(asked["weekday"], asked["hour"])
        if asked["weekday"] is not None and asked["hour"] is not None
        else "",
        "back": f"{reverse('spaces:use')}?{urlencode({'first': asked['first'], 'last': asked['last']})}",
    }
    return page(request, "spaces/use_receipt.html", context, "use")
