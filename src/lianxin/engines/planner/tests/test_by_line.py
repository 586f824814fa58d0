"""What each line of a plan is expected to sell adds up to what the checker says the plan sells."""

from collections import defaultdict
from dataclasses import replace

import pytest

from lianxin.engines.planner import Session, check, sales_by_line, sample, solve
from lianxin.engines.planner.worth import wanted_in


@pytest.mark.parametrize("seed", range(3))
def test_lines_add_up_and_share_as_is_wanted(seed: int) -> None:
    problem = sample("tiny", seed=seed)
    sessions = solve(problem, seed=seed, iterations=200).plan.sessions
    found = sales_by_line(problem, sessions)
    assert set(found) == {(one.creator, one.slot, product) for one in sessions for product in one.products}
    sums: dict[str, float] = defaultdict(float)
    for (_, _, product), units in found.items():
        sums[product] += units
    assert dict(sums) == pytest.approx({k: v for k, v in check(problem, sessions).sold.items() if k in sums})
    types = {one.id: one.type for one in problem.studios}
    ratios: dict[tuple[str, int], set[float]] = defaultdict(set)
    for one in sessions:
        for product, units in one.products.items():
            if wanted := wanted_in(problem, one, types[one.studio], product, units):
                week = problem.slots[one.slot].week
                ratios[product, week].add(round(found[one.creator, one.slot, product] / wanted, 9))
    assert ratios and all(len(one) == 1 for one in ratios.values())


def test_what_nobody_wants_sells_nothing() -> None:
    problem = sample("tiny")
    (creator, product), _ = min(problem.demand.base.items())
    base = {pair: units for pair, units in problem.demand.base.items() if pair != (creator, product)}
    unwanted = replace(problem, demand=replace(problem.demand, base=base))
    sessions = [Session(creator, problem.studios[0].id, 0, {product: 1})]
    line = (creator, 0, product)
    assert sales_by_line(problem, sessions)[line] > 0
    assert sales_by_line(unwanted, sessions) == {line: 0.0}
