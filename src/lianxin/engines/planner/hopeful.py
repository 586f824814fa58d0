"""A linear model of a season that is too hopeful on purpose.

Weeks instead of days, parts of sessions, each session at the creator's best time. What cannot be met there
cannot be met at all; what can be met there may still fail.
"""

import math
from collections import defaultdict
from dataclasses import dataclass
from statistics import NormalDist

from lianxin.engines.planner.openings import Openings, with_rests
from lianxin.engines.planner.problem import Creator, Problem, Product
from lianxin.engines.planner.switched import INF, Switched, Terms

#: A wish is met when this share of it is missing: solvers count to about a millionth.
SLACK = 1e-6
#: Ratios of demand to stock at which expected sales get a tangent; between them the model is hopeful.
RATIOS = (0.7, 1.0, 1.5, 3.0)


@dataclass(frozen=True, order=True)
class Wish:
    """A promise, a floor or a minimum, or a rule that stands against them; `key` is the product, grower or
    creator."""

    kind: str
    key: str

    @property
    def name(self) -> str:
        return f"{self.kind}[{self.key}]"


class HopefulModel:
    """Rows that can be switched on and off; `wishes` says what each wish asks for."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.wishes: dict[Wish, float] = {}
        self.rules: list[Wish] = []
        self._rows: Switched[Wish] = Switched()
        self._wish_terms: dict[Wish, Terms] = {}
        self._time = Openings(problem)
        self._sales(self._units(self._sessions()))

    def stands(self, active: frozenset[Wish]) -> bool:
        """Whether the active wishes can be met under the active rules."""
        return self._rows.stands(active)

    def most(self, wish: Wish, active: frozenset[Wish]) -> float:
        """How much of the wish can be reached while the active ones hold."""
        return self._rows.most(self._wish_terms[wish], active)

    def _sessions(self) -> dict[tuple[str, int], list[int]]:
        """Columns of sessions by creator, week and studio type, under room, days, caps and runs."""
        of: dict[tuple[str, int], list[int]] = defaultdict(list)
        in_room: dict[tuple[str, int], list[int]] = defaultdict(list)
        for creator in self.problem.creators:
            for week in range(self.problem.weeks):
                for kind in creator.studio_types:
                    days = self._time.days(creator, week, (kind,))
                    if days:
                        column = self._rows.column(len(days))
                        of[creator.id, week].append(column)
                        in_room[kind, week].append(column)
        for (kind, week), columns in in_room.items():
            self._rows.row(-INF, self._time.rooms[kind, week], [(one, 1.0) for one in columns])
        for creator in self.problem.creators:
            self._limits(creator, of)
        return of

    def _limits(self, creator: Creator, of: dict[tuple[str, int], list[int]]) -> None:
        cap, run = Wish("week_cap", creator.id), Wish("run", creator.id)
        self.rules += [cap, run]
        every = []
        for week in range(self.problem.weeks):
            terms = [(one, 1.0) for one in of[creator.id, week]]
            if not terms:
                continue
            every += terms
            days = self._time.days(creator, week, creator.studio_types)
            self._rows.row(-INF, len(days), terms)
            self._rows.switch(cap, -INF, creator.max_per_week, terms)
            self._rows.switch(run, -INF, with_rests(days, self.problem.rules.max_run), terms)
        self._wish(Wish("creator", creator.id), creator.min_total, every)

    def _units(self, sessions: dict[tuple[str, int], list[int]]) -> dict[tuple[str, int], Terms]:
        """Columns of units; product and week → (column, wanted for each unit)."""
        rules = self.problem.rules
        wanted: dict[tuple[str, int], Terms] = defaultdict(list)
        of_week: dict[tuple[str, int], list[int]] = defaultdict(list)
        best = max(
            (self.problem.demand.curve[n] / n for n in range(1, rules.max_units_per_product + 1)), default=0.0
        )
        creators = {one.id: one for one in self.problem.creators}
        for (creator, product), base in self.problem.demand.base.items():
            for week in range(self.problem.weeks):
                if not sessions[creator, week]:
                    continue
                factor = self._time.best_factor(creators[creator], product, week)
                column = self._rows.column(rules.max_units_per_product * rules.repeat_per_week)
                wanted[product, week].append((column, base * factor * best))
                of_week[creator, week].append(column)
        for key, columns in of_week.items():
            terms = [(one, 1.0) for one in columns] + [(one, -float(rules.units)) for one in sessions[key]]
            self._rows.row(-INF, 0, terms)
        return wanted

    def _sales(self, wanted: dict[tuple[str, int], Terms]) -> None:
        earned: dict[str, Terms] = defaultdict(list)
        for product in self.problem.products:
            flows = self._flows(product, wanted)
            sold = [(one, 1.0) for one in flows.values()]
            earned[product.grower] += [(one, product.margin) for one, _ in sold]
            self._wish(Wish("promise", product.id), product.promise, sold)
        for grower in self.problem.growers:
            self._wish(Wish("floor", grower.id), grower.floor, earned[grower.id])

    def _flows(self, product: Product, wanted: dict[tuple[str, int], Terms]) -> dict[tuple[int, int], int]:
        """(week of the lot, week of the sale) → units."""
        weeks = self.problem.weeks
        flows = {
            (lot, week): self._rows.column(units)
            for lot, units in enumerate(product.supply)
            for week in range(lot, min(weeks, lot + product.shelf_weeks + 1))
            if units and wanted[product.id, week]
        }
        for lot, units in enumerate(product.supply):
            own = [(one, 1.0) for (first, _), one in flows.items() if first == lot]
            if own:
                self._rows.row(-INF, units, own)
        for week in range(weeks):
            here = [lot for lot in range(week + 1) if (lot, week) in flows]
            sold = [(flows[lot, week], 1.0) for lot in here]
            gone = [(flows[lot, w], 1.0) for lot in here for w in range(lot, week) if (lot, w) in flows]
            stock = sum(product.supply[lot] for lot in here)
            for by_demand, by_stock in _tangents(self.problem.demand.cv) if sold else ():
                asked = [(one, -by_demand * value) for one, value in wanted[product.id, week]]
                kept = [(one, by_stock) for one, _ in gone] if by_stock else []
                self._rows.row(-INF, by_stock * stock, [*sold, *asked, *kept])
        return flows

    def _wish(self, wish: Wish, least: float, terms: Terms) -> None:
        if least > 0:
            self.wishes[wish] = least
            self._wish_terms[wish] = terms
            self._rows.switch(wish, least * (1 - SLACK), INF, terms)


def _tangents(cv: float) -> list[tuple[float, float]]:
    """Slopes in demand and in stock, from above, of E[min(ε·demand, stock)]."""
    slopes = [(1.0, 0.0)]  # that no more is sold than is there, the lots say
    if cv:
        sigma, normal = math.sqrt(math.log(1 + cv * cv)), NormalDist()
        for ratio in RATIOS:
            low = normal.cdf((-math.log(ratio) - sigma * sigma / 2) / sigma)
            high = normal.cdf((-math.log(ratio) + sigma * sigma / 2) / sigma)
            slopes.append((low, 1 - high))
    return slopes
