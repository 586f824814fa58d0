"""A session that sells nothing may still pay: through a creator's minimum, or as one that is not changed."""

from dataclasses import replace
from itertools import product as every_choice

import pytest

from lianxin.engines.planner import Session, check, sample, solve

MIXES = ({"P0001": 1}, {"P0001": 2}, {"P0002": 1}, {"P0002": 2}, {"P0001": 1, "P0002": 1})


def one_creator(bases, supply, **rules):
    """Three days of one creator in one studio: so small that every plan can be tried."""
    problem = sample("tiny")
    slots = frozenset({0, 6, 12})
    creator = replace(problem.creators[0], slots=slots, studio_types=("标准",), fee=60.0, min_total=2)
    studio = replace(problem.studios[0], slots=slots, type="标准", cost=20.0)
    products = tuple(
        replace(one, supply=(supply,) * problem.weeks, promise=0) for one in problem.products[:2]
    )
    base = {(creator.id, one.id): value for one, value in zip(products, bases, strict=True)}
    return replace(
        problem,
        creators=(creator,),
        studios=(studio,),
        products=products,
        demand=replace(problem.demand, base=base),
        rules=replace(problem.rules, units=2, max_units_per_product=2, **rules),
    )


def best_of_all(problem):
    creator, studio = problem.creators[0], problem.studios[0]
    options = [
        [None, *(Session(creator.id, studio.id, slot, mix) for mix in MIXES)]
        for slot in sorted(creator.slots)
    ]
    plans = ([one for one in chosen if one] for chosen in every_choice(*options))
    return max(verdict.objective for verdict in (check(problem, plan) for plan in plans) if verdict.ok)


@pytest.mark.parametrize(
    ("bases", "supply"),
    [((0.01, 0.0), 50), ((0.0, 0.0), 50), ((30.0, 30.0), 0), ((0.01, 30.0), 50), ((0.01, 30.0), 3)],
)
@pytest.mark.parametrize("penalty", [50.0, 500.0])
@pytest.mark.parametrize("repeat", [1, 3])
def test_a_minimum_is_met_with_sessions_that_sell_nothing_if_that_pays(bases, supply, penalty, repeat):
    problem = one_creator(bases, supply, creator_penalty=penalty, repeat_per_week=repeat)
    best, plan = best_of_all(problem), solve(problem, iterations=100).plan
    assert plan.bound >= best - 1e-6
    assert plan.objective == pytest.approx(best)


def test_a_current_session_that_sells_nothing_stays_if_its_change_costs_more():
    problem = one_creator((0.01, 0.0), 50, creator_penalty=0.0)
    here = Session(problem.creators[0].id, problem.studios[0].id, 6, {"P0002": 2})
    for cost in (60.0, 130.0):
        asked = replace(problem, current=(here,), change_cost=cost)
        best, plan = best_of_all(asked), solve(asked, iterations=100).plan
        assert plan.bound >= best - 1e-6
        assert plan.objective == pytest.approx(best)
