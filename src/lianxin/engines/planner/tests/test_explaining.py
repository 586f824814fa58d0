"""Why a session is there and why a product is not: every figure is what the checker says of the exchange."""

from dataclasses import replace
from random import Random

import pytest

from lianxin.engines.planner import Part, Prices, Session, check, sample, unplaced, why_not, why_session
from lianxin.engines.planner.deltas import exchanged
from lianxin.engines.planner.tests.fuzzing import keeping_plan


@pytest.fixture(scope="module")
def season():
    problem = sample("small", seed=1)
    random = Random(2)
    return problem, max((keeping_plan(problem, random) for _ in range(20)), key=len)


def test_what_a_session_brings_is_what_is_lost_without_it(season):
    problem, plan = season
    locked = replace(problem, locked=(Part(creator=plan[0].creator, slot=plan[0].slot),))
    why = why_session(locked, plan, 0)
    worth = check(problem, plan).objective
    assert why.brings == pytest.approx(worth - check(problem, plan[1:]).objective)
    assert why.locks == (0,)
    for product, yuan in why.products.items():
        left = {one: units for one, units in plan[0].products.items() if one != product}
        rest = check(problem, [replace(plan[0], products=left), *plan[1:]])
        assert yuan == pytest.approx(worth - rest.objective)


def test_the_nearest_way_keeps_every_rule_and_gains_what_it_says(season):
    problem, plan = season
    told = 0
    for creator, product in list(problem.demand.base)[:25]:
        why = why_not(problem, plan, creator, product)
        for way in filter(None, (why.nearest, why.loosened)):
            assert way.session.creator == creator and product in way.session.products
            new = check(problem, exchanged(plan, [way.instead_of] if way.instead_of else [], [way.session]))
            assert new.broken == way.broken
            assert way.gain == pytest.approx(new.objective - check(problem, plan).objective)
            told += 1
        if why.loosened:
            assert why.loosened.broken and (why.nearest is None or why.loosened.gain >= why.nearest.gain)
    assert told > 15


def codes(why):
    return {one.code: one.values for one in why.obstacles}


def test_obstacles_are_named(season):
    problem, plan = season
    creator = plan[0].creator
    sells = [product for who, product in problem.demand.base if who == creator]
    stranger = next(one.id for one in problem.products if one.id not in sells)
    assert codes(why_not(problem, plan, creator, stranger)).keys() == {"plan_why_no_demand"}
    assert why_not(problem, plan, creator, stranger).nearest is None
    none = replace(problem, products=tuple(replace(one, supply=(0, 0)) for one in problem.products))
    assert "plan_why_no_supply" in codes(why_not(none, plan, creator, sells[0]))
    week = problem.slots[plan[0].slot].week
    count = sum(one.creator == creator and problem.slots[one.slot].week == week for one in plan)
    capped = tuple(replace(one, max_per_week=count) if one.id == creator else one for one in problem.creators)
    full = codes(why_not(replace(problem, creators=capped), plan, creator, sells[0]))
    assert week in full["plan_why_week_full"]["weeks"] and full["plan_why_week_full"]["most"] == count
    product = next(iter(plan[0].products))
    once = replace(problem, rules=replace(problem.rules, repeat_per_week=1))
    assert week in codes(why_not(once, plan, creator, product))["plan_why_repeat"]["weeks"]
    days_of_own = tuple(
        replace(one, slots=frozenset(each.slot for each in plan if each.creator == creator))
        if one.id == creator
        else one
        for one in problem.creators
    )
    assert "plan_why_no_place" in codes(
        why_not(replace(problem, creators=days_of_own), plan, creator, product)
    )


def test_prices_of_the_bound_are_used_if_there_are_any(season):
    problem, plan = season
    creator, product = next(iter(problem.demand.base))
    prices = Prices(demand={(product, week): 7.25 for week in range(2)})
    assert codes(why_not(problem, plan, creator, product, prices))["plan_why_unit"]["yuan"] == 7.2


def test_a_product_that_nobody_shows(season):
    problem, plan = season
    product = next(iter(problem.demand.base))[1]
    every = unplaced(problem, plan, product)
    assert {one.creator for one in every} == {who for who, what in problem.demand.base if what == product}
    gains = [one.nearest.gain for one in every if one.nearest]
    assert gains == sorted(gains, reverse=True)


def test_sold_out_is_said():
    problem = sample("tiny")
    creator, product = next(iter(problem.demand.base))
    slot = min(next(one for one in problem.creators if one.id == creator).slots)
    few = replace(
        problem,
        products=tuple(
            replace(one, supply=(1, 0), shelf_weeks=0) if one.id == product else one
            for one in problem.products
        ),
    )
    studio = next(one.id for one in problem.studios)
    plan = [Session(creator, studio, slot, {product: 1})]
    assert ("plan_why_sold_out" in codes(why_not(few, plan, creator, product))) == (
        problem.slots[slot].week == 0
    )
