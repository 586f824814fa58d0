"""What a plan is worth, for the checker: the contract's objective, evaluated plainly."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lianxin.engines.planner.problem import PART_NAMES, Problem, Product, Session


@dataclass(frozen=True)
class Worth:
    """The parts of the objective, all in positive yuan, and the expected units sold of products shown."""

    parts: dict[str, float]
    sold: dict[str, float]

    @property
    def objective(self) -> float:
        """Sales minus everything else."""
        return self.parts["sales"] - sum(self.parts[name] for name in PART_NAMES if name != "sales")


def worth_of(problem: Problem, sessions: Sequence[Session]) -> Worth:
    """Every name in the sessions must be known."""
    wanted = weekly_demand(problem, sessions)
    sold = {
        product.id: sum(weekly_sales(product, wanted[product.id], problem.demand.cv, problem.weeks))
        for product in problem.products
        if product.id in wanted
    }
    fees = {creator.id: creator.fee for creator in problem.creators}
    costs = {studio.id: studio.cost for studio in problem.studios}
    parts = {
        "sales": math.fsum(sold.get(product.id, 0) * product.margin for product in problem.products),
        "fees": math.fsum(fees[session.creator] for session in sessions),
        "studios": math.fsum(costs[session.studio] for session in sessions),
        "fatigue": _fatigue(problem, sessions),
        "promise": _promise(problem, sold),
        "floor": _floor(problem, sold),
        "creator": _creator(problem, sessions),
        "changes": problem.change_cost * changes(problem.current, sessions),
    }
    return Worth(parts, sold)


def weekly_demand(problem: Problem, sessions: Sequence[Session]) -> dict[str, dict[int, int]]:
    """Product → week → units wanted of it."""
    types = {studio.id: studio.type for studio in problem.studios}
    wanted: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for session in sessions:
        week = problem.slots[session.slot].week
        for product, units in session.products.items():
            wanted[product][week] += wanted_in(problem, session, types[session.studio], product, units)
    return wanted


def wanted_in(problem: Problem, session: Session, kind: str, product: str, units: int) -> int:
    """Units of a product wanted in a session in a studio of this type; of a broken mix none."""
    demand = problem.demand
    base = demand.base.get((session.creator, product))
    if base is None or not 0 <= units < len(demand.curve):
        return 0
    factors = demand.slot_factor.get(product)
    by_slot = factors[session.slot] if factors else 1
    by_studio = demand.studio_factor.get(product, {}).get(kind, 1)
    return math.floor(base * by_slot * by_studio * demand.curve[units])


def weekly_sales(product: Product, wanted: dict[int, int], cv: float, weeks: int) -> list[float]:
    """Expected sale of each week: first expiring first, what is left is carried as expected stock."""
    lots: list[list[float]] = []  # [last week on sale, units], oldest first
    sales = []
    for week in range(weeks):
        lots = [lot for lot in lots if lot[0] >= week]
        if week < len(product.supply):
            lots.append([week + product.shelf_weeks, product.supply[week]])
        sale = expected_sale(wanted.get(week, 0), sum(units for _, units in lots), cv)
        sales.append(sale)
        left = sale
        for lot in lots:
            taken = min(lot[1], left)
            lot[1] -= taken
            left -= taken
    return sales


def expected_sale(wanted: float, stock: float, cv: float) -> float:
    """E[min(ε·wanted, stock)], ε lognormal with mean 1 and this coefficient of variation."""
    if wanted <= 0 or stock <= 0:
        return 0.0
    if cv == 0:
        return min(wanted, stock)
    sigma = math.sqrt(math.log(1 + cv * cv))
    ratio = math.log(stock / wanted)
    below = _phi((ratio - sigma * sigma / 2) / sigma)
    above = 1 - _phi((ratio + sigma * sigma / 2) / sigma)
    return wanted * below + stock * above


def _phi(x: float) -> float:
    """The standard normal distribution."""
    return (1 + math.erf(x / math.sqrt(2))) / 2


def _fatigue(problem: Problem, sessions: Sequence[Session]) -> float:
    prices = problem.rules.fatigue
    counts = Counter((session.creator, problem.slots[session.slot].week) for session in sessions)
    # beyond the list only a plan can go that breaks the cap of a week
    return math.fsum(
        prices[min(n, len(prices) - 1)] for count in counts.values() for n in range(count) if prices
    )


def _promise(problem: Problem, sold: dict[str, float]) -> float:
    short = (
        product.margin * max(0.0, product.promise - sold.get(product.id, 0)) for product in problem.products
    )
    return problem.rules.promise_penalty * math.fsum(short)


def _floor(problem: Problem, sold: dict[str, float]) -> float:
    earned: dict[str, float] = defaultdict(float)
    for product in problem.products:
        earned[product.grower] += sold.get(product.id, 0) * product.margin
    short = (max(0.0, grower.floor - earned[grower.id]) for grower in problem.growers)
    return problem.rules.floor_penalty * math.fsum(short)


def _creator(problem: Problem, sessions: Sequence[Session]) -> float:
    counts = Counter(session.creator for session in sessions)
    short = (max(0, creator.min_total - counts[creator.id]) for creator in problem.creators)
    return problem.rules.creator_penalty * sum(short)


def changes(current: Sequence[Session], sessions: Sequence[Session]) -> float:
    """Sessions of the current plan that are missing or moved, and by half those that sell something else."""
    now = {(one.creator, one.studio, one.slot): one.products for one in sessions}
    count = 0.0
    for one in current:
        products = now.get((one.creator, one.studio, one.slot))
        if products is None:
            count += 1
        elif products != one.products:
            count += 0.5
    return count
