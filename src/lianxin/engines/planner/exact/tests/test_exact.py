"""Small seasons: what is proved optimal is what going through all plans finds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest

from lianxin.engines.planner.arrays import build
from lianxin.engines.planner.chain import Chain
from lianxin.engines.planner.checking import check
from lianxin.engines.planner.exact.plans import Plans, shared_out
from lianxin.engines.planner.exact.running import Watch, run
from lianxin.engines.planner.exact.sales import EXACT, RATIOS
from lianxin.engines.planner.exact.season import Season
from lianxin.engines.planner.exact.small import Exact, is_small
from lianxin.engines.planner.kernels import data_of
from lianxin.engines.planner.problem import (
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
)
from lianxin.engines.planner.samples import sample
from lianxin.engines.planner.solving import solve

MONDAY = date(2024, 3, 4)
MIXES = [{"P1": a, "P2": b} for a, b in product(range(3), range(3)) if 0 < a + b <= 3]


def season(second: int) -> Problem:
    """Two creators, one free twice, the other once: in the same slot, or a week later."""
    days = (0, 1, 7)
    return Problem(
        slots=tuple(
            Slot(n, MONDAY + timedelta(days=day), "09:00", 120, week=day // 7, order=0)
            for n, day in enumerate(days)
        ),
        creators=(
            Creator("A", 90, 2, 2, ("厨房",), frozenset({0, 1})),
            Creator("B", 60, 1, 0, ("厨房",), frozenset({second})),
        ),
        studios=(
            Studio("S1", "厨房", 40, frozenset({0, 1, 2})),
            Studio("S2", "厨房", 70, frozenset({0, 1, 2})),
        ),
        growers=(Grower("G1", 500), Grower("G2", 0)),
        products=(Product("P1", "G1", 9, 1, (40, 10), 20), Product("P2", "G2", 12, 0, (25, 20), 0)),
        demand=Demand(
            (0.0, 1.0, 1.75),
            0.4,
            {("A", "P1"): 21.3, ("A", "P2"): 14.0, ("B", "P1"): 17.5, ("B", "P2"): 19.0},
            {"P1": (1.0, 1.1, 0.9)},
            {},
        ),
        rules=Rules(3, 2, 1, 2, 5, (0, 55), 3, 3, 80),
    )


def all_plans(problem: Problem) -> Iterator[tuple[Session, ...]]:
    """Every choice of studio and mix, or nothing, for every creator and free slot."""
    places = [(one.id, slot) for one in problem.creators for slot in sorted(one.slots)]
    choices = [
        [None, *(Session(who, studio.id, slot, _some(mix)) for studio in problem.studios for mix in MIXES)]
        for who, slot in places
    ]
    for chosen in product(*choices):
        yield tuple(one for one in chosen if one)


def _some(mix: dict[str, int]) -> dict[str, int]:
    return {name: units for name, units in mix.items() if units}


def best_of_all(problem: Problem) -> float:
    verdicts = (check(problem, plan) for plan in all_plans(problem))
    return max(verdict.objective for verdict in verdicts if verdict.ok)


@pytest.mark.parametrize("second", [1, 2])
def test_the_proved_optimum_is_the_best_of_all_plans(second: int) -> None:
    problem = season(second)
    plan = solve(problem, seconds=5).plan  # ends with the proof
    assert plan.status == "optimal"
    assert plan.objective == pytest.approx(best_of_all(problem), abs=1e-3)


def test_locks_and_bans_are_kept_and_the_bound_is_theirs() -> None:
    free = season(1)
    problem = replace(
        free,
        locked=(Part("B", slot=1),),
        forbidden=(Part("A", products={"P2": 1}), Part(studio="S1", slot=0)),
    )
    plan = solve(problem, seconds=5).plan
    assert plan.status == "optimal" and any(one.creator == "B" for one in plan.sessions)
    assert plan.objective == pytest.approx(best_of_all(problem), abs=1e-3)
    assert plan.objective < solve(free, seconds=5).plan.objective


@pytest.fixture(scope="module")
def tiny() -> tuple[Exact, Chain]:
    arrays = build(sample("tiny", seed=3))
    data = data_of(arrays)
    must = np.zeros((len(arrays.fee), arrays.days), dtype=np.int64)
    greedy = Chain(arrays, data)
    greedy.fill()
    return Exact(arrays, must, lambda: Chain(arrays, data)), greedy


def test_a_plan_is_worth_the_same_as_a_solution_and_comes_back(tiny: tuple[Exact, Chain]) -> None:
    exact, greedy = tiny
    bound = exact.relax(lambda: False, 60)
    x = exact.solution(greedy.state)
    assert exact.worth(x) == pytest.approx(greedy.worth)
    assert greedy.worth - 1e-6 <= exact.plan(x).worth <= bound


def test_a_part_is_solved_anew_and_the_rest_stays(tiny: tuple[Exact, Chain]) -> None:
    exact, greedy = tiny
    better: list[object] = []
    watch = Watch(
        stop=lambda: bool(better), found=lambda x: exact.worth(x) > greedy.worth + 1 and better.append(x)
    )
    made = exact.improve(greedy.state, [0], 1e9, 60.0, watch)
    assert made.x is not None
    chain = exact.plan(made.x)
    assert chain.worth > greedy.worth


def test_what_does_not_fit_into_sessions_is_taken_apart() -> None:
    arrays = build(sample("tiny", seed=3))
    season = Season(arrays, np.zeros((len(arrays.fee), arrays.days), dtype=np.int64))
    plans, chain = Plans(season), Chain(arrays, data_of(arrays))
    chain.fill()
    whole = plans.solution(chain.state)
    for number in range(len(season.groups)):
        season.take_apart(number)
    apart, low, high = plans.solution(chain.state), *season.programme.bounds()
    assert apart[: len(whole)] == pytest.approx(whole)  # the plan is worth the same
    assert all(low[n] <= apart[n] <= high[n] + 1e-6 for n in range(len(apart)))
    for number in range(season.programme.rows):
        least, most, columns, values = season.programme.row_of(number)
        assert least - 1e-6 <= values @ apart[columns] <= most + 1e-6
    low[season.held] = high[season.held] = apart[season.held]
    made = run(season.programme.for_highs(low, high, whole=True), apart, 2.0, 1.0, Watch(), {})
    assert made.x is not None and not plans.unfit(made.x)


def test_a_proof_that_is_stopped_has_a_bound(tiny: tuple[Exact, Chain]) -> None:
    exact, greedy = tiny
    told: list[float] = []
    made = exact.prove(greedy.state, 60, Watch(stop=lambda: True, proved=told.append))
    assert not made.complete and made.bound >= greedy.worth
    assert told


def test_a_proof_looks_closer_at_what_is_sold_too_much_than_a_part() -> None:
    arrays = build(sample("tiny", seed=3))
    season = Season(arrays, np.zeros((len(arrays.fee), arrays.days), dtype=np.int64))
    chain = Chain(arrays, data_of(arrays))
    chain.fill()
    x = Plans(season).solution(chain.state)
    assert season.sales.cut(x, EXACT) == 0  # a plan sells what the curve says
    ratio = {p: season.sales.at(p, x)[0] / season.sales.at(p, x)[1] for p in season.sales.demand}
    place = next(p for p in ratio if ratio[p] > 0.4 and all(abs(ratio[p] / r - 1) > 0.01 for r in RATIOS))
    product, week = place
    lot = next(lot for (p, lot, w), column in season.sales.flow.items() if (p, w) == place and x[column] > 0)
    x[season.sales.flow[product, lot, week]] += 1e-5 * season.sales.at(place, x)[1]
    assert season.sales.cut(x) == 0
    assert season.sales.cut(x, EXACT) > 0
    assert season.sales.cut(x, EXACT) == 0  # the tangent is there


def test_sure_demand_and_large_seasons_are_left_to_the_search() -> None:
    assert is_small(build(sample("small")))
    assert not is_small(build(sample("small", cv=0.05)))
    assert not is_small(build(sample("district")))


def test_units_are_shared_out_among_sessions() -> None:
    items = [(1, 3), (2, 3), (3, 2), (4, 2), (5, 2)]
    mixes = shared_out(items, 2, 6)
    assert sorted(item for mix in mixes for item in mix) == items
    assert all(sum(units for _, units in mix) == 6 for mix in mixes)
    assert all(shared_out([(1, 1), (2, 1)], 2, 6))  # none is idle
    assert shared_out([(1, 1), (1, 1)], 1, 6) == [[(1, 1)]]  # what does not fit is left out
