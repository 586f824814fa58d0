"""The independent checker finds every broken rule, raises no false alarm, and values a plan rightly."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from lianxin.engines.planner import (
    RULES,
    Creator,
    Demand,
    Grower,
    Part,
    Problem,
    Product,
    Rules,
    Session,
    Slot,
    Studio,
    check,
)
from lianxin.engines.planner.tests.fuzzing import ALONE, BREAKING, keeping_plan, problem_for, slow_objective


def case(seed):
    random = Random(seed)
    problem = problem_for(random)
    while len(plan := keeping_plan(problem, random)) < 3:
        pass
    return problem, plan, random


@pytest.mark.parametrize("seed", range(6))
def test_a_plan_that_keeps_the_rules_is_valued_like_the_slow_evaluation(seed):
    problem, plan, _ = case(seed)
    verdict = check(problem, plan)
    assert verdict.broken == ()
    parts = slow_objective(problem, plan)
    assert verdict.parts == pytest.approx(parts, rel=1e-6, abs=1e-4)
    assert verdict.objective == pytest.approx(2 * parts["sales"] - sum(parts.values()), rel=1e-6, abs=1e-4)


def test_every_rule_is_broken_here():
    assert set(BREAKING) == set(RULES)


@pytest.mark.parametrize("rule", BREAKING)
def test_a_broken_rule_is_found(rule):
    for seed in range(4):
        problem, plan, random = case(seed)
        problem, plan = BREAKING[rule](problem, plan, random)
        found = {one.rule for one in check(problem, plan).broken}
        assert rule in found
        if rule in ALONE:
            assert found == {rule}


MONDAY = date(2024, 3, 4)


def small(**other):
    """One creator, two slots a day for three days, one product: small enough to count by hand."""
    days = range(3)
    slots = tuple(
        Slot(2 * day + order, MONDAY.replace(day=4 + day), "08:00" if order == 0 else "20:00", 60, 0, order)
        for day in days
        for order in (0, 1)
    )
    every = frozenset(range(6))
    values = {
        "slots": slots,
        "creators": (Creator("C", 10, 2, 3, ("标准",), every),),
        "studios": (Studio("S", "标准", 5, every),),
        "growers": (Grower("G", 100),),
        "products": (Product("P", "G", 2, 0, (30,), 40),),
        "demand": Demand((0, 1, 1.5), 0, {("C", "P"): 10.9}, {"P": (1, 1, 1, 1, 1, 2)}, {}),
        "rules": Rules(3, 2, 3, 2, 1, (0, 7, 9), 3, 4, 50),
    }
    return Problem(**{**values, **other})


def test_an_objective_counted_by_hand():
    plan = [Session("C", "S", 1, {"P": 1}), Session("C", "S", 5, {"P": 2})]
    verdict = check(small(), plan)
    # 10 and ⌊10.9·2·1.5⌋ = 32 are wanted, 30 are there
    assert verdict.sold == {"P": 30}
    assert verdict.parts == {
        **{"sales": 60, "fees": 20, "studios": 10, "fatigue": 7},
        **{"promise": 3 * 2 * 10, "floor": 4 * 40, "creator": 50, "changes": 0},
    }
    assert verdict.objective == 60 - 20 - 10 - 7 - 60 - 160 - 50


def test_rest_and_run_and_week():
    problem = small()
    plan = [Session("C", "S", slot, {"P": 1}) for slot in (1, 2, 5)]
    broken = {one.rule: one for one in check(problem, plan).broken}
    assert broken.keys() == {"rest", "run", "week_cap"}
    assert broken["rest"].sessions == (0, 1) and broken["rest"].place == "sessions[1]"
    assert broken["rest"].values == {"creator": "C", "slot": 2, "date": "2024-03-05", "starts": "08:00"}
    assert broken["run"].values["days"] == 3
    assert broken["week_cap"].values == {"creator": "C", "week": 0, "count": 3, "most": 2}


@pytest.mark.parametrize(
    ("plan", "changes"),
    [
        ([Session("C", "S", 1, {"P": 1})], 0),
        ([Session("C", "S", 1, {"P": 2})], 0.5),
        ([Session("C", "S", 2, {"P": 1})], 1),
        ([], 1),
    ],
)
def test_what_a_change_costs(plan, changes):
    problem = small(current=(Session("C", "S", 1, {"P": 1}),), change_cost=10)
    assert check(problem, plan).parts["changes"] == 10 * changes


def test_lots_expire_and_the_oldest_are_sold_first():
    """Week 0: 10 come; week 1: 10 come and 12 are wanted; week 2: what is left of week 1's lot."""
    slots = tuple(Slot(w, MONDAY.replace(day=4 + 7 * w), "08:00", 60, w, 0) for w in range(3))
    every = frozenset(range(3))
    problem = small(
        slots=slots,
        creators=(Creator("C", 0, 1, 0, ("标准",), every),),
        studios=(Studio("S", "标准", 0, every),),
        products=(Product("P", "G", 2, 1, (10, 10, 0), 0),),
        demand=Demand((0, 12), 0, {("C", "P"): 1}, {}, {}),
    )
    sold = lambda *weeks: check(problem, [Session("C", "S", week, {"P": 1}) for week in weeks]).sold["P"]
    assert (sold(0), sold(1), sold(2), sold(1, 2), sold(0, 1, 2)) == (10, 12, 10, 20, 20)


def test_a_lock_that_names_products_wants_just_these():
    lock = Part(creator="C", products={"P": 1})
    assert check(small(locked=(lock,)), [Session("C", "S", 1, {"P": 1})]).ok
    assert not check(small(locked=(lock,)), [Session("C", "S", 1, {"P": 2})]).ok
    more = Part(creator="C", products={"P": 2})
    assert check(small(forbidden=(more,)), [Session("C", "S", 1, {"P": 1})]).ok
    assert not check(small(forbidden=(lock,)), [Session("C", "S", 1, {"P": 2})]).ok


def test_slots_below_zero_are_no_slots():
    assert [one.rule for one in check(small(), [Session("C", "S", -1, {"P": 1})]).broken] == ["unknown_slot"]
    assert check(replace(small()), []).ok
