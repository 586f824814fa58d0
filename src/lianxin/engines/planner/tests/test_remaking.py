"""New plans after something happened, forced plans, and that neither is worse than what was there."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest

from lianxin.engines.planner import (
    Event,
    LocksConflict,
    Part,
    Standing,
    check,
    curve,
    curves,
    estimated_with,
    estimated_without,
    moves,
    repaired,
    replan,
    sample,
    solve,
    with_product,
    without,
)
from lianxin.engines.planner.estimating import kept_out, tried
from lianxin.engines.planner.remaking import in_place


@pytest.fixture(scope="module")
def season():
    problem = sample("tiny", seed=1)
    return problem, list(solve(problem, iterations=300).plan.sessions)


def test_a_plan_is_remade_and_never_worse_than_the_mended_one(season):
    problem, plan = season
    first = problem.slots[0].date
    event = Event("ill", first, first + timedelta(days=6), plan[0].creator)
    points = curve(problem, plan, [event], prices=(0.0, 400.0), iterations=300)
    for point in points:
        left = repaired(point.problem, plan)
        assert check(point.problem, point.plan.sessions).ok
        assert point.plan.objective >= check(point.problem, left).objective - 1e-6
        assert point.mended == pytest.approx(check(replace(point.problem, current=()), left).objective)
        assert point.before == pytest.approx(check(problem, plan).objective)
        assert point.recovered >= 0
        gone = [move for move in point.moves if move.reason == "creator_busy"]
        assert {move.old.creator for move in gone} == {plan[0].creator}
        steps = point.steps
        made = [move for step in steps for move in step.moves]
        assert len(made) == sum(move.new is not None or not move.reason for move in point.moves)
        assert steps[-1].worth == pytest.approx(point.worth)
        added = [move for move in point.moves if move.kind == "added"]
        assert all(move.brings >= point.change_cost - 1e-6 for move in added)
        plain = replace(point.problem, current=(), change_cost=0.0)
        for move in point.moves:
            if move.kind == "mix" and not move.reason:
                undone = [move.old if one == move.new else one for one in point.plan.sessions]
                assert move.brings == pytest.approx(point.worth - check(plain, undone).objective)


@pytest.mark.parametrize("prices", [(0.0, 100.0, 300.0), (300.0, 100.0, 0.0)])
def test_where_changes_cost_less_plans_are_worth_no_less(season, prices, monkeypatch):
    """Though the search at the lowest price finds nothing at all."""
    problem, plan = season
    first = problem.slots[0].date
    event = Event("ill", first, first + timedelta(days=6), plan[0].creator)
    real, heard = curves.replan, []

    def clumsy(problem, sessions, events, *, change_cost, iterations, **options):
        rounds = iterations if change_cost else 0
        return real(problem, sessions, events, change_cost=change_cost, iterations=rounds, **options)

    monkeypatch.setattr(curves, "replan", clumsy)
    points = curve(problem, plan, [event], prices=prices, iterations=200, on_price=heard.append)
    assert heard == [0, 1, 2] and [one.change_cost for one in points] == list(prices)
    worths = [one.worth for one in sorted(points, key=lambda one: one.change_cost)]
    assert all(low >= high - 1e-6 for low, high in pairwise(worths))
    for point in points:
        verdict = check(point.problem, point.plan.sessions)
        assert verdict.ok and verdict.objective == pytest.approx(point.plan.objective)
        assert point.plan.objective >= check(point.problem, repaired(point.problem, plan)).objective - 1e-6
        assert point.moves == tuple(moves(point.problem, plan, point.plan.sessions))
        added = [move for move in point.moves if move.kind == "added"]
        assert all(move.brings >= point.change_cost - 1e-6 for move in added)


def test_locks_that_cannot_stand_are_told_and_nothing_is_planned(season):
    problem, plan = season
    away = Event("ill", problem.slots[0].date, problem.slots[-1].date, plan[0].creator)
    locked = replace(problem, locked=(Part(plan[0].creator, slot=plan[0].slot),))
    for remake in (partial(replan, change_cost=100), curve):
        with pytest.raises(LocksConflict) as caught:
            remake(locked, plan, [away], iterations=50)
        assert "locked[0]" in [one.name for one in caught.value.conflict.reasons]


def test_places_stay_where_a_session_is_or_was(season):
    problem, plan = season
    now = replace(problem, current=tuple(plan[:1]))
    free = {one.id: one.slots for one in in_place(now, plan[2:]).creators}
    taken = {(one.creator, one.slot) for one in (plan[0], *plan[2:])}
    for one in problem.creators:
        assert free[one.id] == {slot for who, slot in taken if who == one.id} & one.slots


def test_what_is_past_stays(season):
    problem, plan = season
    monday = problem.slots[0].date + timedelta(days=7)
    event = Event("down", monday, monday + timedelta(days=2))
    new = replan(problem, plan, [event], change_cost=100, today=monday, iterations=100)
    past = [one for one in plan if problem.slots[one.slot].date < monday]
    assert all(one in new.plan.sessions for one in past)
    assert not [one for one in new.plan.sessions if monday <= problem.slots[one.slot].date <= event.last]


def test_a_session_that_may_not_be_is_replaced(season):
    problem, plan = season
    forced = without(problem, plan, 0, iterations=200)
    assert (plan[0].creator, plan[0].slot) not in {(one.creator, one.slot) for one in forced.plan.sessions}
    assert forced.gain == pytest.approx(forced.plan.objective - check(problem, plan).objective)
    gone = [one.old for one in (*forced.anyway, *forced.moves) if one.old]
    assert (plan[0].creator, plan[0].slot) in {(one.creator, one.slot) for one in gone}
    begun = kept_out(problem, plan, 0).chain.worth - check(problem, plan).objective
    assert min(forced.gain, estimated_without(problem, plan, 0)) >= begun - 1
    locked = replace(problem, locked=(Part(plan[0].creator, slot=plan[0].slot),))
    assert without(locked, plan, 0, iterations=50) is None
    assert estimated_without(locked, plan, 0) is None


def test_a_product_is_forced_and_costs_no_more_than_where_the_search_begins(season):
    problem, plan = season
    standing, told = Standing(problem, plan), 0
    assert standing.chain.worth == pytest.approx(check(problem, plan).objective)
    for creator, product in list(problem.demand.base)[::3]:
        own = [one for one in plan if one.creator == creator]
        before = sum(product in one.products for one in own), sum(one.products.get(product, 0) for one in own)
        estimate = estimated_with(standing, creator, product)
        assert standing.chain.worth == pytest.approx(check(problem, plan).objective)
        forced = with_product(problem, plan, creator, product, iterations=30)
        if estimate is None:
            assert forced is None
            continue
        begun = tried(standing, creator, product)[0].chain.worth - standing.chain.worth
        assert check(problem, forced.plan.sessions).ok and min(forced.gain, estimate) >= begun - 1
        own = [one for one in forced.plan.sessions if one.creator == creator]
        after = sum(product in one.products for one in own), sum(one.products.get(product, 0) for one in own)
        assert after[0] > before[0] or after[1] > before[1]
        again = with_product(problem, plan, creator, product, iterations=30)
        assert (again.gain, again.moves) == (forced.gain, forced.moves)
        told += 1
    assert told > 2


def test_a_product_is_forced_into_a_slot_or_not_at_all(season):
    problem, plan = season
    creator = problem.creators[0]
    product = next(what for who, what in problem.demand.base if who == creator.id)
    for slot in range(0, 12, 2):
        forced = with_product(problem, plan, creator.id, product, slot=slot, iterations=10)
        if slot not in creator.slots:
            assert forced is None
        elif forced is not None:
            there = [one for one in forced.plan.sessions if (one.creator, one.slot) == (creator.id, slot)]
            assert product in there[0].products
