"""The solver keeps every rule, proves its bound, and is the same for a seed."""

from dataclasses import replace

import pytest

from lianxin.engines.planner.checking import check
from lianxin.engines.planner.problem import Part, Problem, Session
from lianxin.engines.planner.result import Result
from lianxin.engines.planner.samples import sample
from lianxin.engines.planner.solving import solve

ROUNDS = 300


@pytest.fixture(scope="module")
def problem() -> Problem:
    return sample("tiny", seed=3)


@pytest.fixture(scope="module")
def solved(problem: Problem) -> Result:
    return solve(problem, iterations=ROUNDS)


def test_a_plan_keeps_the_rules_and_its_bound_is_above_it(problem: Problem, solved: Result) -> None:
    verdict = check(problem, solved.plan.sessions)
    assert verdict.ok
    assert verdict.objective == pytest.approx(solved.plan.objective)
    assert solved.plan.bound is not None and solved.plan.bound >= solved.plan.objective
    assert solved.plan.gap is not None and solved.plan.gap < 5


def test_a_seed_and_a_number_of_rounds_give_the_same_plan(problem: Problem, solved: Result) -> None:
    assert solve(problem, iterations=ROUNDS).plan.sessions == solved.plan.sessions


def test_a_start_is_never_left_for_a_worse_plan(problem: Problem, solved: Result) -> None:
    again = solve(problem, iterations=1, start=solved.plan.sessions)
    assert again.plan.objective >= solved.plan.objective - 1e-6


def test_the_bound_stands_above_every_plan_a_search_finds(problem: Problem, solved: Result) -> None:
    for seed in range(1, 4):
        other = solve(problem, iterations=ROUNDS, seed=seed)
        assert solved.plan.bound is not None and other.plan.objective <= solved.plan.bound


def test_locks_stand_and_bans_are_kept(problem: Problem, solved: Result) -> None:
    kept, gone = solved.plan.sessions[0], solved.plan.sessions[-1]
    lock = Part(kept.creator, kept.studio, kept.slot, kept.products)
    asked = replace(problem, locked=(lock,), forbidden=(Part(gone.creator, None, gone.slot),))
    plan = solve(asked, iterations=ROUNDS).plan
    assert kept in plan.sessions
    assert not any((one.creator, one.slot) == (gone.creator, gone.slot) for one in plan.sessions)


@pytest.mark.parametrize("with_slot", [False, True])
def test_a_ban_on_a_product_is_kept(problem: Problem, solved: Result, with_slot: bool) -> None:
    session = solved.plan.sessions[0]
    product = next(iter(session.products))
    ban = Part(session.creator, None, session.slot if with_slot else None, {product: 1})
    plan = solve(replace(problem, forbidden=(ban,)), iterations=ROUNDS).plan
    assert not any(ban.is_in(one) for one in plan.sessions)


def test_a_ban_on_a_room_or_on_two_products_together_is_kept(problem: Problem, solved: Result) -> None:
    session = next(one for one in solved.plan.sessions if len(one.products) > 1)
    bans = (Part(studio=session.studio), Part(products=dict.fromkeys(session.products, 1)))
    plan = solve(replace(problem, forbidden=bans), iterations=ROUNDS).plan
    assert not any(ban.is_in(one) for one in plan.sessions for ban in bans)


def test_locks_that_cannot_stand_are_named(problem: Problem, solved: Result) -> None:
    first = solved.plan.sessions[0]
    day = problem.slots[first.slot].date
    other = next(slot.id for slot in problem.slots if slot.date == day and slot.id != first.slot)
    locked = (Part(first.creator, slot=first.slot), Part(first.creator, slot=other))
    plan = solve(replace(problem, locked=locked), iterations=1).plan
    assert plan.status == "infeasible" and plan.conflict and not plan.sessions


def test_changes_are_few_when_they_cost_much(problem: Problem, solved: Result) -> None:
    current = solved.plan.sessions
    ill = replace(
        problem, current=current, change_cost=1e5, forbidden=(Part(current[0].creator, slot=current[0].slot),)
    )
    plan = solve(ill, iterations=ROUNDS, start=current).plan
    assert set(current[1:]) <= set(plan.sessions)
    kept = solve(replace(problem, current=current, change_cost=1e3), iterations=ROUNDS, start=current).plan
    assert kept.bound is not None and kept.bound >= kept.objective >= solved.plan.objective - 1e-6


def test_a_lock_that_leaves_the_day_open_does_not_narrow_the_bound(problem: Problem, solved: Result) -> None:
    lock = Part(studio=solved.plan.sessions[0].studio)
    plan = solve(replace(problem, locked=(lock,)), iterations=ROUNDS).plan
    assert plan.bound is not None and plan.bound >= plan.objective
    assert any(lock.is_kept_by(one) for one in plan.sessions)


def test_a_search_that_is_stopped_returns_its_best(problem: Problem) -> None:
    result = solve(problem, seconds=60, should_stop=lambda: True)
    assert check(problem, result.plan.sessions).ok


def test_nothing_to_plan_is_a_plan_without_sessions(problem: Problem) -> None:
    idle = replace(problem, creators=tuple(replace(one, slots=frozenset()) for one in problem.creators))
    assert solve(idle, iterations=10).plan.sessions == ()


def test_sure_demand_is_planned_too() -> None:
    plan = solve(sample("tiny", seed=1, cv=0.0), iterations=ROUNDS).plan
    assert plan.bound is not None and plan.bound >= plan.objective > 0
    assert plan.gap is not None and plan.gap < 10


def test_sessions_know_their_products(solved: Result) -> None:
    assert all(isinstance(one, Session) and one.products for one in solved.plan.sessions)
