"""What cannot all be kept, in words, with the ways out and where each is taken."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.planning.models import Season
from lianxin.planning.views import words
from lianxin.planning.views.words import Namer
from lianxin.web.words import N_

_WISHES = {
    "promise": N_("%(name)s: %(wished)s units are promised, at most %(most)s can be sold"),
    "floor": N_("%(name)s: the floor is %(wished)s yuan, at most %(most)s can be reached"),
    "creator": N_("%(name)s: at least %(wished)s sessions are agreed, at most %(most)s can be held"),
}
_WISHED = {
    "promise": N_("%(name)s: %(wished)s units are promised"),
    "floor": N_("%(name)s: the floor is %(wished)s yuan"),
    "creator": N_("%(name)s: at least %(wished)s sessions are agreed"),
}
_DO = {
    "promise": N_("Promise %(most)s units, or get more supply"),
    "floor": N_("Lower the floor to %(most)s yuan"),
    "creator": N_("Agree on %(most)s sessions"),
}
_RULES = {
    "week_cap": N_("%(name)s: sessions a week at most"),
    "run": N_("%(name)s: days in a row at most"),
}


def told_sets(season: Season, namer: Namer, sets: Sequence[Sequence[dict[str, Any]]]) -> list[dict[str, Any]]:
    """As `actions.wishing` keeps them: of each set its wishes with a price, and the rules in the way.

    `smallest` is false where the time ended before it was known that all of the wishes are needed.
    """
    return [
        {
            "smallest": all("most" in one for one in found if one["kind"] in _WISHES),
            "wishes": [_wish(season, namer, one) for one in found if one["kind"] in _WISHES],
            "rules": [_rule(season, namer, one) for one in found if one["kind"] in _RULES],
        }
        for found in sets
    ]


def _wish(season: Season, namer: Namer, one: dict[str, Any]) -> dict[str, str]:
    values = {"name": _name(namer, one), "wished": words.number(one["wished"])}
    if "most" not in one:
        return {"words": _(_WISHED[one["kind"]]) % values, "href": _place(season, one)}
    values["most"] = _at_most(one["most"])
    return {
        "words": _(_WISHES[one["kind"]]) % values,
        "do": _(_DO[one["kind"]]) % values,
        "price": words.yuan(one["price"]),
        "href": _place(season, one),
    }


def _rule(season: Season, namer: Namer, one: dict[str, Any]) -> dict[str, str]:
    return {
        "words": _(_RULES[one["kind"]]) % {"name": namer.creator(one["key"])},
        "href": _place(season, one),
    }


def _name(namer: Namer, one: dict[str, Any]) -> str:
    if one["kind"] == "floor":
        return str(one["key"])
    return namer.product(one["key"]) if one["kind"] == "promise" else namer.creator(one["key"])


def _at_most(value: float) -> str:
    """Rounded down: what is promised must be within reach."""
    return f"{floor(value):,}"


def _place(season: Season, one: dict[str, Any]) -> str:
    """Where it can be changed."""
    kind, key = one["kind"], quote(one["key"])
    if kind == "promise":
        return f"{reverse('planning:supply', args=[season.pk])}?product={key}"
    if kind in ("creator", "week_cap"):
        return f"{reverse('planning:terms', args=[season.pk])}?creator={key}"
    anchor = "floors" if kind == "floor" else "rules"
    return f"{reverse('planning:settings', args=[season.pk])}#{anchor}"
