"""What few changes win back, against every plan that there is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lianxin.engines.planner import (
    Event,
    Part,
    check,
    curve,
    moves,
    repaired,
    sample,
    solve,
    struck,
    within,
)
from lianxin.engines.planner.few_changes import COUNTS
from lianxin.engines.planner.remaking import in_place
from lianxin.engines.planner.single import one_by_one
from lianxin.engines.planner.tests.every_plan import plans, tiny


@pytest.fixture(scope="module")
def ill():
    """A season whose first creator cannot come for a week, and new plans for it at two prices."""
    problem = sample("tiny", seed=1)
    plan = list(solve(problem, iterations=300).plan.sessions)
    first = problem.slots[0].date
    event = Event("ill", first, first + timedelta(days=6), plan[0].creator)
    return problem, plan, event, curve(problem, plan, [event], prices=(0.0, 100.0), iterations=300)


def first(most, point):
    """What a new plan is worth after each of its first steps that make no more than so many changes."""
    made, worths = 0, [point.mended]
    for step in point.steps:
        made += len(step.moves)
        worths += [step.worth] if made <= most else []
    return worths


@pytest.mark.parametrize("season", [0, 1])
def test_no_plan_with_so_many_changes_is_worth_more(season):
    problem = tiny(season)
    every = plans(problem)
    plan, _ = max(every, key=lambda one: one[1])
    event = Event("ill", problem.slots[0].date, problem.slots[0].date, "C1")
    now = struck(problem, [event])
    left = repaired(now, plan)
    points = curve(problem, plan, [event], prices=(0.0, 50.0), iterations=200)
    for one in within(points, counts=(1, 2, 3), iterations=200):
        few = [(s, worth) for s, worth in plans(now) if len(moves(now, left, s)) <= one.most]
        assert one.worth == pytest.approx(max(worth for _, worth in few))


def test_changes_are_so_few_and_more_of_them_bring_no_less(ill):
    _, plan, _, points = ill
    heard, worths = [], []
    found = within(points, iterations=100, on_count=heard.append)
    assert [one.most for one in found] == list(COUNTS) and heard == list(range(len(COUNTS)))
    for one in found:
        left = repaired(one.problem, plan)
        plain = replace(one.problem, current=(), change_cost=0.0)
        assert len(moves(plain, left, one.plan.sessions)) <= one.most
        verdict = check(plain, one.plan.sessions)
        assert verdict.ok and verdict.objective == pytest.approx(one.worth)
        assert one.moves == tuple(moves(one.problem, plan, one.plan.sessions))
        assert one.worth >= max(worth for point in points for worth in first(one.most, point)) - 1e-6
        worths.append(one.worth)
    assert worths == sorted(worths) and worths[-1] > found[0].mended
    assert within([]) == []


def test_a_lock_that_the_old_plan_does_not_keep_is_kept(ill):
    """With too few changes for it there is no way."""
    problem, plan, event, _ = ill
    free = [one for one in problem.creators if one.id != event.key]
    taken = {(one.creator, one.slot) for one in plan}
    weeks = {slot.id: slot.week for slot in problem.slots}
    locks = [
        next(
            Part(one.id, slot=slot)
            for slot in sorted(one.slots)
            if weeks[slot] == 1 and (one.id, slot) not in taken
        )
        for one in free[:2]
    ]
    locked = replace(problem, locked=tuple(locks))
    points = curve(locked, plan, [event], prices=(0.0, 100.0), iterations=200)
    found = within(points, iterations=100)
    assert found and found[0].most > 1
    assert all(check(one.problem, one.plan.sessions).ok for one in found)


def test_five_changes_win_back_at_least_what_five_of_products_alone_do(ill):
    problem, plan, event, points = ill
    alone = curve(in_place(problem, plan), plan, [event], prices=(0.0, 100.0), iterations=300)
    both = zip(within(points, iterations=100), within(alone, iterations=100), strict=True)
    assert all(mine.worth >= other.worth - 1e-6 for mine, other in both)


def test_single_changes_come_one_by_one_and_rooms_stay(ill):
    problem, plan, event, _ = ill
    now = struck(problem, [event])
    left = repaired(now, plan)
    for stay in (False, True):
        found = list(one_by_one(now, left, 3, stay=stay))
        made = [len(moves(now, left, one)) for one in found]
        assert made[0] == 1 and all(count <= n for n, count in enumerate(made, 1))
        worths = [check(now, one).objective for one in (left, *found)]
        assert worths == sorted(worths) and all(check(now, one).ok for one in found)
        if stay:
            assert {move.kind for move in moves(now, left, found[-1])} == {"mix"}
