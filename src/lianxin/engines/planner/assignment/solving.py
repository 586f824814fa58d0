"""Solve: a greedy start, a proved bound, and a search between them by annealing and by HiGHS on parts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from time import monotonic

import numpy as np

from lianxin.engines.planner.arrays import Floats, Ints
from lianxin.engines.planner.assignment.annealing import anneal, place_greedily, seed_kernels
from lianxin.engines.planner.assignment.compact import Part, Watch, solve_part
from lianxin.engines.planner.assignment.dual import Dual
from lianxin.engines.planner.assignment.neighbours import Neighbours
from lianxin.engines.planner.assignment.problem import Flags, GapProblem, GapResult, Status, worth
from lianxin.engines.planner.result import Progress
from lianxin.engines.planner.runs import Run

#: Shares of the time after which the bound, and the annealing, have had theirs.
CLIMB, ANNEAL = 0.15, 0.25
#: Share of the time for all jobs over their likely agents, before parts are looked at.
WHOLE = 0.25
#: Agents a job is annealed over: those whose forced bound is lowest.
LIKELY = 5
#: Temperatures by the bound per job, and moves between two looks at the price of a too full agent.
HOT, COOL, CHUNK, CHUNKS = 0.03, 0.003, 100_000, 100
#: The whole problem goes to HiGHS once at most so many pairs a job are left that could be better.
PROVABLE = 6
#: A proof begins anew once only such a share of its pairs is left.
SHRUNK = 0.8
#: Sweeps of the bound and nodes of HiGHS when the budget is counted.
STEPS, NODES = 400, 500


def solve_gap(
    problem: GapProblem,
    *,
    seconds: float = 60.0,
    seed: int = 0,
    workers: int = 2,
    iterations: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> GapResult:
    """The best assignment found in ``seconds``, with a proved bound.

    With ``iterations`` so many moves are annealed, whatever the clock says, and the answer is the same for
    a seed. An assignment that leaves has been counted anew from the problem.
    """
    search = _Search(problem, Run(seconds, seed, on_progress, should_stop))
    if search.possible():
        if iterations is not None:
            search.by_count(iterations)
        else:
            search.by_clock(workers)
    return search.result()


class _Search:
    """One call: everything inside is minimised; best and bound belong to all threads."""

    def __init__(self, problem: GapProblem, run: Run) -> None:
        self.problem, self.run = problem, run
        self.guard = threading.Lock()
        self.best: Ints | None = None
        self.best_cost, self.bound = np.inf, -np.inf
        fits = problem.resources <= problem.capacities[:, None]
        self.sign = -1.0 if problem.maximise else 1.0
        self.cost: Floats = np.where(fits, self.sign * problem.costs, np.inf)
        self.resource, self.capacity = problem.resources, problem.capacities
        self.all_jobs = np.arange(problem.jobs)
        self.whole = problem.whole

    def possible(self) -> bool:
        """Whether every job fits somewhere by itself; if not, that is proved."""
        if not np.isfinite(self.cost).any(axis=0).all():
            self.bound = np.inf
        return not self.done()

    def by_count(self, moves: int) -> None:
        """So many moves and steps in this thread: the same answer for a seed."""
        self._begin(STEPS)
        self._anneal(max(moves // CHUNK, 1), min(moves, CHUNK))
        self._prove(nodes=NODES)

    def by_clock(self, workers: int) -> None:
        """Until the time is over: this thread searches, a second one proves and searches."""
        self._begin(None)
        self._anneal(CHUNKS, CHUNK)
        try:
            for number in range(1, workers):
                self.run.start(partial(self._search, number, proves=number == 1))
            self._search(0, proves=workers < 2)
        finally:
            self.run.stopped.set()
        self.run.end()

    def _begin(self, steps: int | None) -> None:
        """Compile, not counted; then greedily, and the bound."""
        began = monotonic()
        seed_kernels(self.run.seed)
        where = np.zeros(self.problem.jobs, dtype=np.int64)
        place_greedily(self.cost, self.resource, self.capacity, where)
        self.where = where
        self._cool(where, self._choices(self.cost, 1), 1.0, 1.0, 0, 0.0)
        self.dual = Dual(self.cost, self.resource, self.capacity)
        self.dual.run(target=lambda: self.best_cost, stop=lambda: True, steps=1)
        self.forced = self.dual.forced()
        self.run.began += max(monotonic() - began - 1.0, 0.0)
        self.tell("greedy")
        self.dual.run(
            target=lambda: self.best_cost,
            stop=lambda: steps is None and self.run.share() > CLIMB,
            steps=steps or 20_000,
        )
        self.prove(self.dual.bound)
        self.forced = self.dual.forced()
        self.tell("bound")

    def _choices(self, score: Floats, most: int) -> tuple[Ints, Ints]:
        """For each job the agents it may go to, lowest score first, and how many they are."""
        order = np.argsort(score, axis=0, kind="stable")[:most].T
        count = np.isfinite(np.take_along_axis(score, order.T, axis=0)).sum(axis=0)
        return np.ascontiguousarray(order), count.astype(np.int64)

    def _cool(
        self, where: Ints, choices: tuple[Ints, Ints], hot: float, cool: float, moves: int, price: float
    ) -> float:
        """One stretch of annealing; returns the share of moves at which all fitted."""
        best = where.copy()
        cost, fitted = anneal(
            self.cost, self.resource, self.capacity, *choices, hot, cool, moves, where, price, best,
            self.best_cost,
        )  # fmt: skip
        if cost < self.best_cost:
            self.offer(best)
        return float(fitted)

    def _anneal(self, chunks: int, moves: int) -> None:
        """From hot to cool over the likely agents; too full costs more while nothing fits, else less."""
        choices = self._choices(self.forced, LIKELY)
        size = max(abs(self.dual.bound) / self.problem.jobs, 1e-6)
        price = size / max(float(self.resource.mean()), 1e-6)
        where = choices[0][:, 0].copy()
        heats = size * HOT * (COOL / HOT) ** np.linspace(0, 1, chunks + 1)
        for hot, cool in pairwise(heats):
            fitted = self._cool(where, choices, hot, cool, moves, price)
            price *= 1.1 if fitted < 0.02 else 0.95 if fitted > 0.1 else 1.0
            if self.done() or (self.run.share() > ANNEAL and self.best is not None):
                return
            self.tell("search")

    def _search(self, number: int, *, proves: bool) -> None:
        """Solve parts anew until the time is over; who proves tries the whole when little of it is left."""
        neighbours = Neighbours(self.forced, self.run.seed + number)
        if proves and self.best is not None and not self._provable():
            self._improve(neighbours.everything(self.best), self.run.seconds * WHOLE)
        while not self.done():
            if self.best is None or (proves and self._provable()):
                self._prove()
            else:
                began = monotonic()
                self._improve(neighbours.pick(self.best), neighbours.seconds)
                neighbours.learn(monotonic() - began)
            self.tell("search")

    def _provable(self) -> bool:
        """Whether so little is left that HiGHS may go through all of it."""
        return bool(self._open().sum() <= PROVABLE * self.problem.jobs)

    def _improve(self, open_: Flags, seconds: float) -> None:
        """The jobs with open pairs solved anew, the others as the best has them."""
        start = self.best
        if start is None:
            return
        open_ &= np.isfinite(self.cost)
        free = open_.any(axis=0)
        kept = self.all_jobs[~free]
        left = self.capacity.copy()
        np.subtract.at(left, start[kept], self.resource[start[kept], kept])
        budget = min(seconds, self.run.seconds - self.run.spent)
        part = Part(self.cost, self.resource, left, open_)
        made = solve_part(part, start, budget, Watch(stop=self.done))
        if made.where is not None:
            self.offer(np.where(free, made.where, start))

    def _open(self) -> Flags:
        """Pairs that could be part of something better than the best, and the best's own."""
        step = 1.0 if self.whole else 0.0
        slack = 1e-6 * max(abs(self.best_cost), 1.0) if np.isfinite(self.best_cost) else 0.0
        open_ = (self.forced < self.best_cost - step + slack) & np.isfinite(self.cost)
        if self.best is not None:
            open_[self.best, self.all_jobs] = True
        return open_

    def _prove(self, nodes: int | None = None) -> None:
        """The whole, without what cannot be better: its bound holds up to the cost it was cut down by."""
        with self.guard:
            start, at = self.best, self.best_cost
        open_ = self._open()

        def stop() -> bool:
            """Also when somebody has found so much better that little of this is left."""
            return self.done() or (
                nodes is None and self.best_cost < at and self._open().sum() < SHRUNK * open_.sum()
            )

        watch = Watch(stop, self.offer, lambda bound: self.prove(min(bound, at)))
        left = np.inf if nodes is not None else self.run.seconds - self.run.spent
        made = solve_part(Part(self.cost, self.resource, self.capacity, open_), start, left, watch, nodes)
        if made.where is not None:
            self.offer(made.where)
        self.prove(min(made.bound, at))

    def offer(self, where: Ints) -> None:
        """Keep an assignment if it is cheaper than the best, and fits: HiGHS has tolerances."""
        cost = float(self.cost[where, self.all_jobs].sum())
        load = np.zeros_like(self.capacity)
        np.add.at(load, where, self.resource[where, self.all_jobs])
        if np.any(load > self.capacity):
            return
        with self.guard:
            if cost < self.best_cost - 1e-9:
                self.best, self.best_cost = where.copy(), cost

    def prove(self, bound: float) -> None:
        """Keep a bound if it is higher; whole costs are never between whole numbers."""
        if self.whole and np.isfinite(bound):
            bound = float(np.ceil(bound - 1e-6 * max(1.0, abs(bound))))
        with self.guard:
            self.bound = max(self.bound, bound)

    def done(self) -> bool:
        """Proved, out of time, or asked to stop."""
        if self.bound == np.inf:
            return True
        if self.best is not None and self.bound >= self.best_cost - 1e-9 * max(1.0, abs(self.best_cost)):
            return True
        return self.run.share() >= 1 or self.run.stops()

    def tell(self, stage: str) -> None:
        self.run.tell(stage, self.sign * self.best_cost, self.sign * self.bound)

    def result(self) -> GapResult:
        """Count the best anew, and say how good it is."""
        seconds, seed = self.run.spent, self.run.seed
        if self.best is None:
            status: Status = "infeasible" if self.bound == np.inf else "unknown"
            bound = self.sign * self.bound if np.isfinite(self.bound) else None
            return GapResult(status, None, None, bound, seconds, seed)
        assignment = tuple(int(agent) for agent in self.best)
        cost = worth(self.problem, assignment)
        proved = min(self.bound, self.sign * cost)
        optimal = self.sign * cost - proved <= 1e-9 * max(1.0, abs(cost))
        return GapResult(
            "optimal" if optimal else "feasible", assignment, cost, self.sign * proved, seconds, seed
        )
