"""What a plan expects each product of each session to sell, for holding it against what was sold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from lianxin.engines.planner.problem import Problem, Session
from lianxin.engines.planner.worth import wanted_in, weekly_sales


def sales_by_line(problem: Problem, sessions: Sequence[Session]) -> dict[tuple[str, int, str], float]:
    """(creator, slot, product) → expected units; of each product they add up to what the plan sells of it.

    A product's expected sale in a week is shared by its sessions as much is wanted of it in each. Every name
    in the sessions must be known.
    """
    types = {studio.id: studio.type for studio in problem.studios}
    wanted: dict[str, dict[int, dict[tuple[str, int, str], int]]] = defaultdict(lambda: defaultdict(dict))
    for one in sessions:
        week = problem.slots[one.slot].week
        for number, units in one.products.items():
            here = wanted_in(problem, one, types[one.studio], number, units)
            wanted[number][week][one.creator, one.slot, number] = here
    found: dict[tuple[str, int, str], float] = {}
    for product in problem.products:
        weeks = wanted[product.id]
        sums = {week: sum(lines.values()) for week, lines in weeks.items()}
        sales = weekly_sales(product, sums, problem.demand.cv, problem.weeks)
        for week, lines in weeks.items():
            share = sales[week] / sums[week] if sums[week] else 0.0
            found |= {line: units * share for line, units in lines.items()}
    return found
