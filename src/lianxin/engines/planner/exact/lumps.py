"""Tighter limits of a week's sale, because demand comes in lumps: a product is shown, or it is not.

A tangent of the sale's curve lets half a showing sell more than half of what the showing sells. The best that
whole showings can reach between them is the least concave function above the curve at their points, and its
faces are the inequalities here: they hold for all whole solutions and cut off those in parts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product as every_choice

import numpy as np

from lianxin.engines.planner.arrays import Arrays, Floats, Ints
from lianxin.engines.planner.exact.programme import INF, Programme
from lianxin.engines.planner.exact.running import Relaxation
from lianxin.engines.planner.exact.sales import Place, Sales
from lianxin.engines.planner.gradient import slopes
from lianxin.engines.planner.kernels import expected_sale

#: More choices of whole numbers than this are not gone through; then what is least shown is lifted instead.
#: Where more units than this can be wanted, lumps are too fine to matter.
POINTS, LONG = 4000, 20_000
#: Parts smaller than this are none; a sale that is higher by this share of the stock wants a limit.
NONE, ABOVE = 1e-7, 1e-4
#: Coefficients are rounded up to this.
FINE = 1e-6
#: Prices are taken so much below the parts: of several that fit, the steeper one cuts off more.
BELOW = 1e-3


@dataclass(frozen=True)
class Lump:
    """A column that counts at most so many showings, each of which makes ``demand`` units wanted."""

    column: int
    showing: int
    demand: int
    most: int


class Lumps:
    """Finds limits of sales; ``lumps`` are the columns that make a product wanted in a week."""

    def __init__(self, arrays: Arrays, sales: Sales, lumps: dict[Place, list[Lump]]) -> None:
        self._arrays, self._sales, self._lumps = arrays, sales, lumps
        self._most = {place: most_demand(some, arrays.repeat) for place, some in lumps.items()}

    def cut(self, x: Floats) -> int:
        """Limits where a solution sells more than whole showings could; returns how many are new."""
        return sum(self._cut(place, x) for place in self._sales.demand)

    def _cut(self, place: Place, x: Floats) -> bool:
        demand, stock, sale = self._sales.at(place, x)
        lumps = sorted(self._lumps[place], key=lambda one: -x[one.column])
        shown = [one for one in lumps if x[one.column] > NONE]
        if stock <= 0 or demand <= 0 or not shown or self._most[place] > LONG:
            return False
        points = points_of(shown, self._arrays.repeat)
        shown, others = lumps[: points.shape[1]], lumps[points.shape[1] :]
        by_stock = slopes(demand / stock, 1.0, self._arrays.sigma)[1]
        curve = self._curve(place, demand / stock, by_stock)
        total = points @ np.array([one.demand for one in shown])
        parts = np.array([x[one.column] for one in shown])
        price = _prices(points, curve[total], parts)
        constant = float((curve[total] - points @ price).max())
        if sale - by_stock * stock <= price @ parts + constant + ABOVE * stock:
            return False
        lifted = _lifted(others, curve, total, points @ price + constant)
        prices = np.concatenate([price, lifted]).tolist()
        wants = [(one.column, value) for one, value in zip(lumps, prices, strict=True)]
        self._sales.limit(place, by_stock, constant, wants)
        return True

    def _curve(self, place: Place, ratio: float, by_stock: float) -> Floats:
        """By whole demand, the most of sale less ``by_stock`` times stock, over all stocks there can be.

        The sale grows in proportion, so it is most where the ratio has that slope, or at the nearest end.
        """
        demand = np.arange(self._most[place] + 1)
        stock, sigma = np.clip(demand / ratio, *self._sales.stocks(place)), self._arrays.sigma
        sale = [expected_sale(float(d), float(s), sigma) for d, s in zip(demand, stock, strict=True)]
        return np.array(sale) - by_stock * stock


def most_demand(lumps: list[Lump], repeat: int) -> int:
    """What can be wanted at most, with each showing ``repeat`` times."""
    most: dict[int, int] = defaultdict(int)
    for one in lumps:
        most[one.showing] = max(most[one.showing], one.demand)
    return repeat * sum(most.values())


def points_of(lumps: list[Lump], repeat: int) -> Ints:
    """All choices of whole numbers [points, lumps] with at most ``repeat`` of a showing.

    With too many of them, only of the first lumps.
    """
    while True:
        of_showing: dict[int, list[int]] = defaultdict(list)
        for number, one in enumerate(lumps):
            of_showing[one.showing].append(number)
        choices = [_choices([lumps[n].most for n in numbers], repeat) for numbers in of_showing.values()]
        if np.prod([float(len(some)) for some in choices]) <= POINTS:
            break
        lumps = lumps[:-1]
    order = np.argsort([number for numbers in of_showing.values() for number in numbers])
    rows = [[count for some in chosen for count in some] for chosen in every_choice(*choices)]
    return np.array(rows, dtype=np.int64)[:, order]


def _choices(most: list[int], repeat: int) -> list[tuple[int, ...]]:
    """Numbers up to ``most`` with a sum up to ``repeat``."""
    some: list[tuple[int, ...]] = [()]
    for limit in most:
        some = [(*one, n) for one in some for n in range(min(limit, repeat - sum(one)) + 1)]
    return some


def _prices(points: Ints, worth: Floats, parts: Floats) -> Floats:
    """The slopes of the least concave function above the points' worth, at ``parts``; rounded up."""
    programme = Programme()
    columns = [programme.column(-part) for part in [*(parts * (1 - BELOW)), 1.0]]
    for point, value in zip(points, worth, strict=True):
        terms = [(columns[n], float(point[n])) for n in np.flatnonzero(point)]
        programme.row(value - worth.min(), INF, [*terms, (columns[-1], 1.0)])
    made = Relaxation(programme.for_highs(*programme.bounds(), whole=False)).solve(60.0)
    slopes_there = made[0][:-1] if made else np.zeros(len(parts))
    return np.ceil(slopes_there / FINE) * FINE


def _lifted(others: list[Lump], curve: Floats, total: Ints, limit: Floats) -> Floats:
    """What each other lump must count so that the limit holds with any of them.

    ``excess`` is by how much the others' demand goes beyond the limit at the worst point. The most that so
    many units more can add to it, wherever they begin, adds up: several lumps add no more than each alone.
    """
    excess = np.full(len(curve), -np.inf)
    for demand, value in zip(total, limit, strict=True):
        rest = len(curve) - int(demand)
        np.maximum(excess[:rest], curve[demand:] - value, out=excess[:rest])
    more = {d: float((excess[d:] - excess[: len(curve) - d]).max()) for d in {one.demand for one in others}}
    return np.ceil(np.array([more[one.demand] for one in others]) / FINE) * FINE
