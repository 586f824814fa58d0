"""What is still to be sold and by when, what is strained and what that costs, and how fair a plan is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lianxin.engines.planner import Problem, Product, Session
from lianxin.planning.rules.calendar import is_good


@dataclass(frozen=True)
class OnShelf:
    """A product: units that come, that the plan is expected to sell, that are left; `short` of the promise.

    `by` is the last week (from 0) in which something of it can be sold; `sessions` show it.
    """

    product: str
    grower: str
    supply: float
    sold: float
    short: float
    by: int
    sessions: int
    margin: float

    @property
    def left(self) -> float:
        return max(self.supply - self.sold, 0.0)

    @property
    def worth(self) -> float:
        """What the units that are left would bring, in yuan."""
        return self.left * self.margin


def on_shelf(problem: Problem, sessions: Sequence[Session], sold: Mapping[str, float]) -> list[OnShelf]:
    """The dearest rest first."""
    shown = Counter(product for one in sessions for product in one.products)
    found = [_shelf_of(problem, one, sold.get(one.id, 0.0), shown[one.id]) for one in problem.products]
    return sorted(found, key=lambda one: (-one.worth, one.product))


def _shelf_of(problem: Problem, product: Product, sold: float, sessions: int) -> OnShelf:
    last = max((week for week, units in enumerate(product.supply) if units), default=0)
    return OnShelf(
        product.id,
        product.grower,
        sum(product.supply),
        sold,
        max(product.promise - sold, 0.0),
        min(last + product.shelf_weeks, problem.weeks - 1),
        sessions,
        product.margin,
    )


@dataclass(frozen=True)
class Strain:
    """Something that holds but costs. `code`: promise floor creator fatigue; `price` in yuan.

    `subject`: product, grower or creator; `got` of `asked`: units, yuan or sessions; of fatigue the sessions
    of `week`.
    """

    code: str
    subject: str
    got: float
    asked: float
    price: float
    week: int | None = None


def strains(problem: Problem, sessions: Sequence[Session], sold: Mapping[str, float]) -> list[Strain]:
    """The dearest first. Their prices add up to the objective's parts."""
    found = [*_promises(problem, sold), *_floors(problem, sold), *_of_creators(problem, sessions)]
    return sorted(
        (one for one in found if one.price > 0), key=lambda one: (-one.price, one.code, one.subject)
    )


def _promises(problem: Problem, sold: Mapping[str, float]) -> list[Strain]:
    return [
        Strain("promise", p.id, got, p.promise, problem.rules.promise_penalty * p.margin * (p.promise - got))
        for p in problem.products
        if (got := sold.get(p.id, 0.0)) < p.promise
    ]


def revenue(problem: Problem, sold: Mapping[str, float]) -> dict[str, float]:
    """Grower → yuan of margin."""
    found: dict[str, float] = dict.fromkeys((one.id for one in problem.growers), 0.0)
    for product in problem.products:
        found[product.grower] = found.get(product.grower, 0.0) + sold.get(product.id, 0.0) * product.margin
    return found


def _floors(problem: Problem, sold: Mapping[str, float]) -> list[Strain]:
    got = revenue(problem, sold)
    return [
        Strain("floor", g.id, got[g.id], g.floor, problem.rules.floor_penalty * (g.floor - got[g.id]))
        for g in problem.growers
        if got[g.id] < g.floor
    ]


def _of_creators(problem: Problem, sessions: Sequence[Session]) -> list[Strain]:
    total = Counter(one.creator for one in sessions)
    weekly = Counter((one.creator, problem.slots[one.slot].week) for one in sessions)
    cost = problem.rules.fatigue
    short = [
        Strain(
            "creator",
            c.id,
            total[c.id],
            c.min_total,
            problem.rules.creator_penalty * (c.min_total - total[c.id]),
        )
        for c in problem.creators
        if total[c.id] < c.min_total
    ]
    tired = [
        Strain("fatigue", creator, count, 0, sum(cost[:count]), week)
        for (creator, week), count in sorted(weekly.items())
    ]
    return short + tired


@dataclass(frozen=True)
class Fair:
    """`got` of `asked`: a grower's yuan against the floor, a creator's sessions against the minimum.

    `good`: of the creator's sessions those at good hours.
    """

    subject: str
    got: float
    asked: float
    good: int = 0

    @property
    def met(self) -> bool:
        return self.got >= self.asked


def growers_meter(problem: Problem, sold: Mapping[str, float]) -> list[Fair]:
    """Growers with a floor, those furthest from it first."""
    got = revenue(problem, sold)
    found = [Fair(one.id, got[one.id], one.floor) for one in problem.growers if one.floor]
    return sorted(found, key=lambda one: (one.got / one.asked, one.subject))


def creators_meter(problem: Problem, sessions: Sequence[Session], good_from: str) -> list[Fair]:
    """All creators, those with the smallest share of their minimum first."""
    total = Counter(one.creator for one in sessions)
    good = Counter(one.creator for one in sessions if is_good(problem.slots[one.slot], good_from))
    found = [Fair(one.id, total[one.id], one.min_total, good[one.id]) for one in problem.creators]
    return sorted(found, key=lambda one: (one.got - one.asked, one.subject))
