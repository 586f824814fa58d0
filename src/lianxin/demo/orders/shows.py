"""Which items were on air when, and how well they sell there: what orders follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time

import numpy as np
from numpy.typing import NDArray

from lianxin.demo.market import Item
from lianxin.demo.people import Cast
from lianxin.demo.selling import Truth
from lianxin.demo.world import Place, Sheets

Floats = NDArray[np.float64]
#: Of a year's orders of an item, so many fall to the sessions that show it.
_SHARE = 0.6
_SHOCK = 0.35


@dataclass(frozen=True)
class Show:
    """An item in a session. Seconds count from the first day of the two years; `weight` is its pull."""

    item: Item
    member_no: str
    day: int
    starts: int
    ends: int
    weight: float


def shows(place: Place, cast: Cast, items: Sequence[Item], sheets: Sheets) -> list[Show]:
    """Every item that some session of its platform shows, in the order of sessions."""
    rng = place.arrays("shows")
    truth = Truth(place, cast, items)
    kinds = {row["studio_no"]: row["kind"] for row in sheets["studios"]}
    focus = {member.number for member in cast.members if member.focus}
    shown: dict[str, list[str]] = {}
    for row in sheets["live_items"]:
        shown.setdefault(row["session_no"], []).append(row["product_no"])
    found: list[Show] = []
    for row in sheets["live_sessions"]:
        member, starts, ends = row["member_no"], row["starts_at"], row["ends_at"]
        shock = rng.lognormal(0, _SHOCK) * (1.0 if member in focus else 0.15)
        products = shown.get(row["session_no"], [])
        for item in _items(cast, items, member, row["platform"], set(products)):
            units = (ends - starts).total_seconds() / 1200 / len(products)
            kind = kinds.get(row.get("studio_no", ""), "")
            rate = truth.rate(member, item.product, starts_at=starts, studio_kind=kind, units=units)
            begin = _second(place, starts)
            found.append(Show(item, member, begin // 86_400, begin, _second(place, ends), rate * shock))
    return found


def _items(
    cast: Cast, items: Sequence[Item], member: str, platform: str, products: set[str]
) -> Iterator[Item]:
    """One item of each product: the best-known creator's own, for others the first that is not."""
    best = cast.best.number
    for item in items:
        theirs = item.platform == platform and (item.owner == best) == (member == best)
        if theirs and item.product.number in products:
            products.remove(item.product.number)
            yield item


def _second(place: Place, moment: datetime) -> int:
    return int((moment - datetime.combine(place.first, time())).total_seconds())


def drawn(chance: Floats, years: Sequence[slice], own: Sequence[Show]) -> Floats:
    """The days' chances of an item, of which its shows draw their share; each year keeps its own weight."""
    found = chance.copy()
    pull = np.zeros(len(chance))
    for show in own:
        pull[show.day] += show.weight
    for year in years:
        if pull[year].sum() > 0:
            share = _SHARE * chance[year].sum() / pull[year].sum()
            found[year] = (1 - _SHARE) * chance[year] + share * pull[year]
    return found


def drawn_share(chance: Floats, years: Sequence[slice], own: Sequence[Show]) -> Floats:
    """Day by day, how much of what is bought then its shows drew."""
    whole = drawn(chance, years, own)
    kept = chance.copy()
    for year in years:
        if any(year.start <= show.day < year.stop for show in own):
            kept[year] *= 1 - _SHARE
    return np.divide(whole - kept, whole, out=np.zeros(len(whole)), where=whole > 0)
