"""Expected sales in the programme: flows from lots to weeks below tangents of the week's curve.

The curve E[min(ε·demand, stock)] grows in proportion with both, so a tangent belongs to a ratio of demand to
stock and holds everywhere above the curve. Selling what can be sold, oldest first, is the best use of lots,
so the flows are worth no less than the season's sale, and with all tangents just as much.
"""

from __future__ import annotations

from collections import defaultdict
from math import exp, log

import numpy as np

from lianxin.engines.planner.arrays import Arrays, Floats
from lianxin.engines.planner.exact.programme import INF, Programme, Terms
from lianxin.engines.planner.gradient import slopes
from lianxin.engines.planner.kernels import expected_sale

#: Ratios of demand to stock with a tangent from the start.
RATIOS = (0.35, 0.6, 0.8, 1.0, 1.25, 1.6, 2.5)
#: Steps (of the logarithm) and reach of tangents around the relaxation's ratios.
STEP, REACH = 0.05, 0.7
#: Ratios nearer than this share have one tangent; sales above the curve by this share of stock want one more.
NEAR, ABOVE = 1e-3, 2e-5
#: The same at the optimum of a proof: all that is above adds up, and must be less than rounding.
EXACT = 1e-7

Place = tuple[int, int]  # product, week


class Sales:
    """Columns for demand and flows; ``wanted`` gives the units that the other columns want."""

    def __init__(self, arrays: Arrays, programme: Programme, wanted: dict[Place, Terms]) -> None:
        self._arrays, self._programme = arrays, programme
        self.demand: dict[Place, int] = {}
        self.flow: dict[tuple[int, int, int], int] = {}  # product, week of the lot, week of the sale
        self._known: dict[Place, list[float]] = defaultdict(list)
        for place, terms in wanted.items():
            self.demand[place] = programme.column()
            programme.row(0, 0, [*terms, (self.demand[place], -1.0)])
        for product in range(len(arrays.margin)):
            self._lots(product)
        for place in self.demand:
            self.touch(place, RATIOS)

    def _lots(self, product: int) -> None:
        arrays = self._arrays
        for lot in np.flatnonzero(arrays.supply[product] > 0):
            units, last = arrays.supply[product, lot], min(arrays.weeks - 1, lot + arrays.shelf[product])
            weeks = [week for week in range(lot, last + 1) if (product, week) in self.demand]
            for week in weeks:
                self.flow[product, int(lot), week] = self._programme.column(arrays.margin[product], units)
            if len(weeks) > 1:
                own = [(self.flow[product, int(lot), week], 1.0) for week in weeks]
                self._programme.row(-INF, units, own)

    def sold(self, product: int) -> Terms:
        """Units sold in the season."""
        return [(column, 1.0) for (p, _, _), column in self.flow.items() if p == product]

    def touch(self, place: Place, ratios: tuple[float, ...] | list[float]) -> int:
        """Tangents at these ratios of demand to stock; returns how many are new."""
        new = 0
        for ratio in ratios:
            if ratio > 0 and all(abs(ratio / one - 1) > NEAR for one in self._known[place]):
                self._known[place].append(ratio)
                self._tangent(place, *slopes(ratio, 1.0, self._arrays.sigma))
                new += 1
        return new

    def _tangent(self, place: Place, by_demand: float, by_stock: float) -> None:
        self.limit(place, by_stock, 0.0, [(self.demand[place], by_demand)])

    def limit(self, place: Place, by_stock: float, constant: float, wants: Terms) -> None:
        """The week's sale is at most so much by its stock, a constant, and what the ``wants`` allow."""
        product, week = place
        lots = self._lots_on_sale(place)
        terms = [(column, -value) for column, value in wants]
        terms += [(self.flow[product, lot, week], 1.0) for lot in lots]
        terms += [(column, by_stock) for lot in lots for column in self._earlier(product, lot, week)]
        self._programme.row(-INF, by_stock * self.stocks(place)[1] + constant, terms)

    def stocks(self, place: Place) -> tuple[float, float]:
        """The least and the most that can be on hand in a week."""
        product, week = place
        supply, lots = self._arrays.supply[product], self._lots_on_sale(place)
        given = [lot for lot in lots if self._earlier(product, lot, week)]
        return float(supply[lots].sum() - supply[given].sum()), float(supply[lots].sum())

    def _lots_on_sale(self, place: Place) -> list[int]:
        product, week = place
        return [lot for lot in range(week + 1) if (product, lot, week) in self.flow]

    def _earlier(self, product: int, lot: int, week: int) -> list[int]:
        """Columns of what a lot has given in earlier weeks."""
        keys = ((product, lot, before) for before in range(lot, week))
        return [self.flow[key] for key in keys if key in self.flow]

    def at(self, place: Place, x: Floats) -> tuple[float, float, float]:
        """Demand, stock and sale of a week in a solution."""
        product, week = place
        lots = self._lots_on_sale(place)
        gone = sum(x[column] for lot in lots for column in self._earlier(product, lot, week))
        stock = float(self._arrays.supply[product, lots].sum() - gone)
        sale = float(sum(x[self.flow[product, lot, week]] for lot in lots))
        return max(float(x[self.demand[place]]), 0.0), max(stock, 0.0), sale

    def cut(self, x: Floats, above: float = ABOVE) -> int:
        """Tangents where a solution sells more than the curve allows, by a share of stock; says how many."""
        new = 0
        for place in self.demand:
            demand, stock, sale = self.at(place, x)
            if sale > expected_sale(demand, stock, self._arrays.sigma) + above * stock and stock > 0:
                new += self.touch(place, [demand / stock])
        return new

    def refine(self, x: Floats, step: float = STEP, reach: float = REACH) -> None:
        """Tangents all around the ratios of a solution."""
        for place in self.demand:
            demand, stock, _ = self.at(place, x)
            middle = log(max(demand / stock, 0.2)) if stock > 0 else 0.0
            count = round(reach / step)
            self.touch(place, [exp(middle + step * i) for i in range(-count, count + 1)])

    def fill(self, x: Floats) -> None:
        """Demand and flows of a plan, sold as the season goes: all that can be, the oldest first."""
        left = self._arrays.supply.copy()
        for place in sorted(self.demand):
            product, week = place
            lots = self._lots_on_sale(place)
            demand, stock = x[self.demand[place]], float(left[product, lots].sum())
            rest = expected_sale(demand, stock, self._arrays.sigma)
            for lot in lots:
                sale = min(rest, left[product, lot])
                x[self.flow[product, lot, week]] = sale
                left[product, lot] -= sale
                rest -= sale
