"""What an exact answer says a force costs, against the best plans with it and without by trying all plans."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations_with_replacement, product

import pytest

from lianxin.engines.planner import (
    Creator,
    Demand,
    Grower,
    Problem,
    Product,
    Rules,
    Session,
    Slot,
    Studio,
    check,
    moves,
    with_product,
    without,
)

DAYS = 2
#: Rooms are alike, so that each creator may have one of her own.
ROOMS = {"C1": "S1", "C2": "S2"}


def tiny(seed: int) -> Problem:
    """Two creators, two days with a room for each, two products of which there is little."""
    slots = tuple(Slot(day, date(2024, 3, 4) + timedelta(day), "09:00", 120, 0, 0) for day in range(DAYS))
    every = frozenset(range(DAYS))
    creators = tuple(Creator(name, 20.0 + 13 * seed, 2, 0, ("标准",), every) for name in ROOMS)
    base = {("C1", "P1"): 30.0 + seed, ("C1", "P2"): 11.0, ("C2", "P1"): 17.0, ("C2", "P2"): 26.0 - seed}
    return Problem(
        slots=slots,
        creators=creators,
        studios=tuple(Studio(room, "标准", 7.0, every) for room in ROOMS.values()),
        growers=(Grower("G1", 0.0),),
        products=tuple(Product(name, "G1", 4.0 + seed, 0, (55.0,), 0.0) for name in ("P1", "P2")),
        demand=Demand((0.0, 1.0, 1.7), 0.4, base, {}, {}),
        rules=Rules(2, 2, 2, 2, 9, (0.0, 10.0), 0.0, 0.0, 0.0),
    )


def plans(problem: Problem) -> list[tuple[list[Session], float]]:
    """Every plan that keeps all rules, with its worth, as the checker says."""
    mixes = [
        {name: mix.count(name) for name in mix}
        for units in (1, 2)
        for mix in combinations_with_replacement(("P1", "P2"), units)
    ]
    places = list(product(ROOMS, range(DAYS)))
    found = []
    for chosen in product([None, *mixes], repeat=len(places)):
        sessions = [
            Session(creator, ROOMS[creator], slot, mix)
            for (creator, slot), mix in zip(places, chosen, strict=True)
            if mix
        ]
        verdict = check(problem, sessions)
        if verdict.ok:
            found.append((sessions, verdict.objective))
    return found


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
