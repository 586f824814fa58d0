"""A season that the demo's planners have begun: terms of creators, what is to be sold, floors of growers."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lianxin.demo import people
from lianxin.demo.market import ON_SALE
from lianxin.demo.produce import KINDS, Product, products
from lianxin.demo.seasons import season_months
from lianxin.demo.world import Place, places

_WEEKS, _CREATORS, _GOODS = 4, 18, 42
_STARTS = ("09:00", "11:00", "14:00", "16:00", "18:00", "20:00")
#: Weeks that goods of a category keep; others a season.
_KEEPS = {"竹笋": 0, "水果": 1, "肉禽": 2, "糕点": 2}
_LONG = 12


@dataclass(frozen=True)
class Planned:
    """`first` is the Monday after the day on which the demo is filled; `growers` by product.

    Of supplies only the `shape` over the weeks is told, and the share that is `promised`: how much comes is
    measured by what the creators are expected to sell, so that the season is neither empty nor drowned.
    """

    name: str
    first: date
    weeks: int
    starts: tuple[str, ...]
    terms: tuple[dict[str, Any], ...]
    supplies: tuple[dict[str, Any], ...]
    growers: dict[str, str]


def planned(today: date, *, scale: str, year: int, seed: int) -> Planned:
    """For the first district; the same for the same day."""
    place = places(scale, year, seed)[0]
    cast, _ = people.build(place)
    rng = random.Random(f"{place.seed} planned")  # noqa: S311  made-up records
    first = today + timedelta(days=7 - today.weekday())
    goods = _goods(place, first)
    supplies = tuple(_supply(rng, one) for one in goods)
    middle = first + timedelta(weeks=_WEEKS / 2)
    return Planned(
        f"{middle.year}年{middle.month}月助农直播季",
        first,
        _WEEKS,
        _STARTS,
        tuple(_terms(rng, member) for member in cast.here_on(today)[:_CREATORS]),
        supplies,
        {one.number: cast.growers[one.kind % len(cast.growers)] for one in goods},
    )


def _goods(place: Place, first: date) -> list[Product]:
    """What is on the market in the weeks of the season, smaller packings first."""
    made = products([place.number("P", n, 3) for n in range(1, ON_SALE + 1)])
    months = {(first + timedelta(days=7 * week)).month for week in range(_WEEKS)}
    fitting = [one for one in made if months <= set(season_months(one.season)) and one.packing < 3]
    return fitting[:_GOODS]


def _supply(rng: random.Random, product: Product) -> dict[str, Any]:
    price = product.cents / 100
    category = KINDS[product.kind][1]
    return {
        "product_no": product.number,
        "price": f"{price:.2f}",
        "margin": f"{price * rng.uniform(0.22, 0.4):.2f}",
        "shelf_weeks": _KEEPS.get(category, _LONG),
        "shape": [rng.uniform(0.4, 1.5) if rng.random() < 0.85 else 0.0 for _ in range(_WEEKS)],
        "promised": 0.25 if rng.random() < 0.3 else 0.0,
    }


def _terms(rng: random.Random, member: people.Member) -> dict[str, Any]:
    evenings = rng.random() < 0.3
    return {
        "member_no": member.number,
        "platform": next((p for p, _ in member.accounts if p == "抖音"), member.accounts[0][0]),
        "fee": rng.choice((150, 200, 260, 320, 400)),
        "max_per_week": rng.choice((2, 3, 3, 4)),
        "min_total": rng.choice((0, 2, 4)),
        "studio_kinds": rng.choice(([], ["标准"], ["标准"])),
        "starts": list(_STARTS[3:]) if evenings else [],
    }
