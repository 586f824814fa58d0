"""What an event does to a problem and its plan, and how the way to a new plan is told."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from lianxin.engines.planner import Event, Part, check, moves, repaired, sample, struck
from lianxin.engines.planner.deltas import Deltas, exchanged
from lianxin.engines.planner.replanning import changed_counts, from_today
from lianxin.engines.planner.tests.fuzzing import BREAKING, keeping_plan, problem_for


@pytest.mark.parametrize("seed", range(10))
def test_exchanging_sessions_is_worth_what_the_checker_says(seed):
    random = Random(seed)
    problem = problem_for(random)
    plan, other = keeping_plan(problem, random), keeping_plan(problem, random)
    out, into = random.sample(plan, min(2, len(plan))), other[:2]
    deltas = Deltas(problem, plan)
    gain = check(problem, exchanged(plan, out, into)).objective - check(problem, plan).objective
    assert deltas.of(out, into) == pytest.approx(gain, abs=1e-6)
    assert deltas.of() == 0


def season():
    problem = sample("tiny", seed=1)
    random = Random(5)
    return problem, max((keeping_plan(problem, random) for _ in range(20)), key=len)


@pytest.mark.parametrize("rule", [rule for rule in BREAKING if rule != "locked"])
def test_what_cannot_stand_is_dropped_and_nothing_else(rule):
    problem, plan = season()
    broken, sessions = BREAKING[rule](problem, plan, Random(1))
    left = repaired(broken, sessions)
    assert check(broken, left).ok
    assert len(sessions) - len(left) + sum(one not in sessions for one in left) > 0
    clean = [
        one
        for n, one in enumerate(sessions)
        if not any(n in b.sessions for b in check(broken, sessions).broken)
    ]
    assert all(one in left for one in clean)


def test_a_lock_outlives_a_rival():
    problem, plan = season()
    one = plan[0]
    rival = replace(one, creator=next(each.id for each in problem.creators if each.id != one.creator))
    base = {**problem.demand.base, **{(rival.creator, item): 900.0 for item in one.products}}
    free = tuple(
        replace(each, slots=each.slots | {one.slot}, studio_types=("标准", "厨房"))
        for each in problem.creators
    )
    rich = replace(problem, creators=free, demand=replace(problem.demand, base=base))
    assert repaired(rich, [one, rival]) == [rival]  # it sells more
    lock = Part(one.creator, slot=one.slot)
    assert repaired(replace(rich, locked=(lock,)), [one, rival]) == [one]


def test_events():
    problem, plan = season()
    one = plan[0]
    day = problem.slots[one.slot].date
    week = problem.slots[one.slot].week
    ill = struck(problem, [Event("ill", day, day, one.creator)])
    assert {broken.rule for broken in check(ill, plan).broken} == {"creator_busy"}
    closed = struck(problem, [Event("closed", day, day + timedelta(days=20), one.studio)])
    assert {broken.rule for broken in check(closed, plan).broken} == {"studio_busy"}
    down = struck(problem, [Event("down", day, day)])
    hit = [n for n, each in enumerate(plan) if problem.slots[each.slot].date == day]
    assert sorted(broken.sessions[0] for broken in check(down, plan).broken) == hit
    product = next(each for each in problem.products if each.supply[week])
    frost = struck(problem, [Event("frost", day, day, product.id, 0.5)])
    supply = next(each for each in frost.products if each.id == product.id).supply
    assert supply[week] == product.supply[week] / 2
    assert [units for w, units in enumerate(supply) if w != week] == [
        units for w, units in enumerate(product.supply) if w != week
    ]
    with pytest.raises(ValueError, match="flood"):
        struck(problem, [Event("flood", day, day)])


def test_history_stays():
    problem, plan = season()
    today = problem.slots[0].date + timedelta(days=7)
    now = from_today(problem, plan, today)
    past = [one for one in plan if problem.slots[one.slot].date < today]
    assert len(now.locked) == len(past)
    assert check(now, plan).ok
    assert not check(now, plan[1:] if plan[0] in past else plan[:-1]).ok or not past
    assert all(
        (creator.id, slot) in {(one.creator, one.slot) for one in past}
        for creator in now.creators
        for slot in creator.slots
        if problem.slots[slot].date < today
    )


def test_moves_are_told_with_reasons():
    problem, plan = season()
    one, two, three = plan[:3]
    day = problem.slots[one.slot].date
    now = struck(problem, [Event("ill", day, day, one.creator)])
    product = next(iter(two.products))
    new = [replace(two, products={product: two.products[product] + 1}), *plan[3:]]
    told = {(move.kind, move.old): move for move in moves(now, plan, new)}
    assert told.keys() == {("dropped", one), ("mix", two), ("dropped", three)}
    assert told["dropped", one].reason == "creator_busy"
    assert told["dropped", three].reason == ""
    assert told["dropped", three].brings == pytest.approx(-Deltas(now, new).of(into=[three]))
    back = check(now, [two, *plan[3:]]).objective
    assert told["mix", two].brings == pytest.approx(check(now, new).objective - back)
    assert changed_counts(told.values()) == (2, 1)
    assert moves(problem, plan, plan) == []
