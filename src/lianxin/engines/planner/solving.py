"""Solve: locks, a greedy plan, a proof of how much better is possible, and a search for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from lianxin.engines.planner.best import ROUNDING, Best
from lianxin.engines.planner.by_clock import CHUNK, ByClock
from lianxin.engines.planner.conflicts import conflict_of
from lianxin.engines.planner.finishing import plan_of
from lianxin.engines.planner.problem import Plan, Problem, Session
from lianxin.engines.planner.result import Progress, Result
from lianxin.engines.planner.runs import Run
from lianxin.engines.planner.warming import compile_kernels

#: Sweeps of the proof when the budget is counted in rounds.
SWEEPS = 200


def solve(
    problem: Problem,
    *,
    seconds: float = 60.0,
    seed: int = 0,
    workers: int = 2,
    start: tuple[Session, ...] = (),
    iterations: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Result:
    """The best plan found in ``seconds``, with a proved bound; never worth less than ``start`` repaired.

    Time for compiling kernels (the first plan on a machine) is not counted.
    With ``iterations`` the search ends after so many rounds, whatever the clock says, and the plan is
    the same for a seed. Everything that leaves has passed the independent checker.
    Raises ValueError for a problem that :mod:`validating` would have faulted.
    """
    compile_kernels()
    run = Run(seconds, seed, on_progress, should_stop)
    if problem.locked and (conflict := conflict_of(problem)):
        names = tuple(reason.name for reason in conflict.reasons)
        return Result(Plan("infeasible", seconds=run.spent, seed=seed, conflict=names))
    best = Best(problem, start)
    run.tell("greedy", best.worth, best.bound)
    if iterations is not None:
        _by_count(run, best, iterations)
    else:
        ByClock(run, best, workers).go()
    return _result(run, best)


def _by_count(run: Run, best: Best, iterations: int) -> None:
    """A fixed number of sweeps and rounds in this thread: the same plan for a seed."""
    chain = best.chain
    chain.seed(run.seed)
    best.proof.run(stop=run.stops, sweeps=SWEEPS)
    if best.proof.value is not None:
        chain.prefer(best.proof.value)
    for done in range(0, iterations, CHUNK):
        chain.improve(min(CHUNK, iterations - done), best.heat(done / iterations))
        best.offer(chain)
        run.tell("search", best.worth, best.bound)
        if run.stops():
            return


def _result(run: Run, best: Best) -> Result:
    """The plan with named rooms, checked, and how good it is."""
    best.chain.take_over(best.copy())
    plan = plan_of(best.arrays.problem, best.chain, run.began, run.seed)
    if not np.isfinite(bound := best.bound):
        return Result(plan)
    if bound < plan.objective - ROUNDING * abs(plan.objective):
        raise AssertionError(f"a plan worth {plan.objective} lies above its bound {bound}")
    bound = max(bound, plan.objective)
    status = "optimal" if bound - plan.objective <= ROUNDING * abs(bound) else "feasible"
    return Result(replace(plan, status=status, bound=bound), best.proof.prices())
