"""Generalised assignment against every assignment there is, and against a checker of its own."""

from itertools import product

import numpy as np
import pytest

from lianxin.engines.planner.assignment import GapProblem, sample_gap, solve_gap
from lianxin.engines.planner.assignment import dual as dual_module
from lianxin.engines.planner.assignment.dual import Dual
from lianxin.engines.planner.assignment.samples import TYPES

MOVES = 2000


def counted(problem: GapProblem, assignment: tuple[int, ...]) -> float | None:
    """The cost of an assignment, job by job; None if an agent is too full."""
    room = [int(capacity) for capacity in problem.capacities]
    cost = 0.0
    for job, agent in enumerate(assignment):
        room[agent] -= int(problem.resources[agent, job])
        cost += float(problem.costs[agent, job])
    return cost if min(room) >= 0 else None


def best_of_all(problem: GapProblem) -> float | None:
    costs = [
        cost
        for one in product(range(problem.agents), repeat=problem.jobs)
        if (cost := counted(problem, one)) is not None
    ]
    if not costs:
        return None
    return max(costs) if problem.maximise else min(costs)


def made_up(seed: int) -> GapProblem:
    random = np.random.default_rng(seed)
    shape = (int(random.integers(1, 4)), int(random.integers(1, 7)))
    resources = random.integers(0, 10, shape)
    capacities = (resources.sum(axis=1) * random.uniform(0.2, 0.9, shape[0])).astype(np.int64)
    costs = random.integers(-9, 30, shape) / (1 if seed % 3 else 4)
    return GapProblem(costs.astype(float), resources, capacities, maximise=seed % 2 == 1)


@pytest.mark.parametrize("seed", range(24))
def test_the_answer_is_the_best_of_all(seed: int) -> None:
    problem = made_up(seed)
    best, result = best_of_all(problem), solve_gap(problem, iterations=MOVES)
    assert result.status == ("infeasible" if best is None else "optimal")
    assert result.cost == best
    if best is not None:
        assert result.assignment is not None
        assert result.bound == best and counted(problem, result.assignment) == best


@pytest.mark.parametrize("kind", TYPES)
def test_what_leaves_fits_and_its_bound_is_below(kind: str) -> None:
    problem = sample_gap(kind, 5, 25)
    result = solve_gap(problem, iterations=20 * MOVES)
    assert result.assignment is not None and len(result.assignment) == 25
    assert counted(problem, result.assignment) == result.cost
    assert result.bound is not None and result.cost is not None and result.gap is not None
    assert result.bound <= result.cost and result.gap < 3


def test_a_seed_gives_the_same_answer() -> None:
    problem = sample_gap("d", 4, 16)
    first, again = (solve_gap(problem, iterations=MOVES, seed=7) for _ in range(2))
    assert (first.assignment, first.bound) == (again.assignment, again.bound)


@pytest.mark.parametrize("workers", [1, 2])
def test_by_the_clock_the_answer_is_proved(workers: int) -> None:
    told: list[float] = []
    problem = sample_gap("c", 3, 12)
    result = solve_gap(
        problem, seconds=5, workers=workers, on_progress=lambda news: told.append(news.objective)
    )
    assert result.status == "optimal"
    assert told == sorted(told, reverse=True)


def test_a_job_that_fits_nowhere_is_impossible_at_once() -> None:
    problem = GapProblem(np.ones((2, 2)), np.array([[1, 9], [1, 9]]), np.array([5, 5]))
    assert solve_gap(problem, iterations=1).status == "infeasible"


def test_large_capacities_keep_the_bound_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dual_module, "CELLS", 2_000)
    small = sample_gap("c", 3, 12)
    large = GapProblem(small.costs, small.resources * 10**5 + 7, small.capacities * 10**5 + 70)
    dual = Dual(large.costs, large.resources, large.capacities)
    dual.run(target=lambda: np.inf, stop=lambda: False, steps=200)
    best = solve_gap(large, iterations=MOVES)
    assert best.cost is not None and 0.9 * best.cost < dual.bound <= best.cost + 1e-6


def test_a_forced_bound_is_below_what_it_forces() -> None:
    problem = sample_gap("d", 2, 8)
    dual = Dual(problem.costs, problem.resources, problem.capacities)
    dual.run(target=lambda: np.inf, stop=lambda: False, steps=100)
    forced = dual.forced()
    for one in product(range(2), repeat=8):
        cost = counted(problem, one)
        assert cost is None or all(forced[agent, job] <= cost + 1e-6 for job, agent in enumerate(one))
