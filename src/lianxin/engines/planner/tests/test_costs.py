"""What an exact answer says a force costs, against the best plans with it and without by trying all plans."""

from dataclasses import replace

import pytest

from lianxin.engines.planner import check, moves, with_product, without
from lianxin.engines.planner.tests.every_plan import plans, tiny


@pytest.fixture(scope="module", params=[0, 1])
def season(request):
    problem = tiny(request.param)
    return problem, plans(problem)


def poor(every):
    """A plan that leaves much to find: in the middle of those with one session of each creator."""
    two = [one for one in every if len({session.creator for session in one[0]}) == len(one[0]) == 2]
    return sorted(two, key=lambda one: one[1])[len(two) // 2]


def best(every):
    return max(every, key=lambda one: one[1])


@pytest.mark.parametrize("asked", [poor, best])
def test_a_session_that_may_not_be_costs_what_all_plans_say(season, asked):
    problem, every = season
    sessions, worth = asked(every)
    for number, session in enumerate(sessions):
        at = session.creator, session.slot
        rest = [one for one in every if at not in {(each.creator, each.slot) for each in one[0]}]
        told(problem, sessions, without(problem, sessions, number, iterations=1000), worth, every, rest)


@pytest.mark.parametrize("asked", [poor, best])
def test_a_product_that_must_be_shown_costs_what_all_plans_say(season, asked):
    problem, every = season
    sessions, worth = asked(every)
    for creator, what in problem.demand.base:
        if any(one.creator == creator and what in one.products for one in sessions):
            continue
        for slot in (None, 0, 1):
            rest = [one for one in every if shows(one[0], creator, what, slot)]
            forced = with_product(problem, sessions, creator, what, slot=slot, iterations=1000)
            told(problem, sessions, forced, worth, every, rest)


def shows(sessions, creator, what, slot):
    return any(
        one.creator == creator and what in one.products and slot in (None, one.slot) for one in sessions
    )


def told(problem, sessions, forced, worth, every, rest):
    most, least = best(every)[1], best(rest)[1]
    assert forced.found == pytest.approx(most - worth)
    assert forced.cost == pytest.approx(most - least)
    assert forced.gain == pytest.approx(least - worth)
    assert forced.moves == tuple(moves(problem, forced.control.sessions, forced.plan.sessions))
    assert forced.anyway == tuple(moves(problem, sessions, forced.control.sessions))
    assert bool(forced.moves) == (forced.plan.sessions != forced.control.sessions)


def test_what_would_be_found_anyway_is_no_cost_and_no_gain_of_a_force(season):
    """However little is searched: never below nothing, and the three figures agree."""
    problem, every = season
    for sessions, worth in every[:: len(every) // 12]:
        for number in range(len(sessions)):
            for rounds in (0, 5):
                forced = without(problem, sessions, number, iterations=rounds)
                assert forced.cost >= 0 and forced.gain == pytest.approx(forced.found - forced.cost)
                assert forced.plan.objective == pytest.approx(worth + forced.gain)
                assert forced.control.objective == pytest.approx(worth + forced.found)
                assert check(problem, forced.plan.sessions).ok and check(problem, forced.control.sessions).ok
                locked = replace(problem, current=tuple(sessions), change_cost=3.0)
                dear = without(locked, sessions, number, iterations=rounds)
                assert dear.cost >= 0
