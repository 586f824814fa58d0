"""Solve: locks, a greedy plan, a proof of how much better is possible, and a search for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

import numpy as np

from lianxin.engines.planner.arrays import Arrays, Ints, build
from lianxin.engines.planner.chain import Chain, heat_at
from lianxin.engines.planner.checking import check
from lianxin.engines.planner.conflicts import conflict_of
from lianxin.engines.planner.exact.small import is_small
from lianxin.engines.planner.exact.team import Hooks, Team
from lianxin.engines.planner.finishing import finished, sessions_for_locks
from lianxin.engines.planner.kernels import Data, data_of
from lianxin.engines.planner.problem import Plan, Problem, Session
from lianxin.engines.planner.proving import PATIENCE, Proof
from lianxin.engines.planner.result import Progress, Result
from lianxin.engines.planner.state import State, copy_into, empty
from lianxin.engines.planner.warming import compile_kernels

#: Rounds between two looks at the clock, and how often in a run the chains agree on the best plan.
CHUNK = 100
MEETINGS = 60
#: Temperatures that a joined plan may be worth less than the own one.
SPARE = 30.0
#: In a small season the proof by averages ends after such a share of the time, or when a check lowers the
#: bound by less than this share of it: then all turn exact.
QUICK, NEARLY = 0.08, 1e-4
#: Seconds that a helper has to end when the run is over early; after that it ends by itself, unheard.
GRACE = 0.2
#: Sweeps of the proof when the budget is counted in rounds, and how many rounds one is worth.
SWEEPS = 200
#: Shares of a worth that are no more than the rounding of sums.
ROUNDING = 1e-6


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
    began = monotonic()
    if problem.locked and (conflict := conflict_of(problem)):
        names = tuple(reason.name for reason in conflict.reasons)
        return Result(Plan("infeasible", seconds=monotonic() - began, seed=seed, conflict=names))
    run = _Run(problem, began, seconds, seed, on_progress, should_stop)
    run.begin(start)
    if iterations is not None:
        run.by_count(iterations)
    else:
        run.by_clock(workers)
    return run.result()


@dataclass
class _Run:
    """One call of :func:`solve`: the chains, the best plan so far, the proof."""

    problem: Problem
    began: float
    seconds: float
    seed: int
    on_progress: Callable[[Progress], None] | None
    should_stop: Callable[[], bool] | None
    guard: threading.Lock = field(default_factory=threading.Lock)
    stopped: threading.Event = field(default_factory=threading.Event)
    failed: list[BaseException] = field(default_factory=list)
    posted: dict[int, State] = field(default_factory=dict)
    proved: float = np.inf
    news: float = 0.0
    caller: int = field(default_factory=threading.get_ident)
    team: Team | None = None
    shared: bool = False  # whether each chain has weeks of its own

    def begin(self, start: tuple[Session, ...]) -> None:
        """Locks first, then what can stand of the start, then greedily; the better of both ways."""
        self.arrays: Arrays = build(self.problem)
        self.data: Data = data_of(self.arrays)
        self.main = self._chain()
        self.main.fill()
        self.best: State = empty(self.arrays)
        copy_into(self.main.state, self.best)
        if start:
            again = self._chain()
            for session in start:
                again.add(session)
            again.fill()
            if again.worth > self.main.worth or self.problem.change_cost > 0:
                self.main = again
                copy_into(again.state, self.best)
        self.scale = abs(self.main.worth) / max(int((self.main.state.at >= 0).sum()), 1)
        self.proof = Proof(self.arrays, self.data, self._must())
        self._tell("greedy")

    def _chain(self) -> Chain:
        """A plan with nothing but the locks."""
        chain = Chain(self.arrays, self.data)
        for session, lock in sessions_for_locks(self.problem):
            if not chain.add(session, lock):
                raise ValueError(f"a lock cannot stand: {session}")
        return chain

    def _must(self) -> Ints:
        """Days on which a lock names its creator and slot; other locks may be kept elsewhere."""
        number = {creator.id: c for c, creator in enumerate(self.problem.creators)}
        must = np.zeros((len(self.arrays.fee), self.arrays.days), dtype=np.int64)
        for part in self.problem.locked:
            if part.creator is not None and part.slot is not None:
                must[number[part.creator], self.arrays.day[part.slot]] = 1
        return must

    def by_count(self, iterations: int) -> None:
        """A fixed number of sweeps and rounds in this thread: the same plan for a seed."""
        self.main.seed(self.seed)
        self.proof.run(stop=self._asked_to_stop, sweeps=SWEEPS)
        self._use_prices(self.main)
        for done in range(0, iterations, CHUNK):
            self.main.improve(min(CHUNK, iterations - done), self._heat(done / iterations))
            self._offer(self.main)
            self._tell("search")
            if self._asked_to_stop():
                return

    def by_clock(self, workers: int) -> None:
        """Until the time is over: this thread searches, others prove and then search too."""
        self.shared = self.arrays.weeks >= workers
        if is_small(self.arrays):
            hooks = Hooks(
                self._best, self._offer, self._lower, self._closed, self._gap, self._share, self.seconds
            )
            self.team = Team(hooks)
        threads = [self._helper(number, number == 1) for number in range(1, max(workers, 1))]
        try:
            if workers < 2:
                self.main.seed(self.seed)
                self._prove(0.3)
                self._use_prices(self.main)
            self._search(self.main, 0, tell=True)
            if self.team and self.team.ready.is_set() and not self._stopped():
                threads.append(self._helper(0, workers < 2))
                self._listen(threads)
        finally:
            self.stopped.set()
        for thread in threads:
            thread.join(None if self._over() or not self.team else GRACE)
        if self.shared:
            self._join(self.main, 0)
            self._offer(self.main)
        if self.failed:
            raise self.failed[0]

    def _helper(self, number: int, proves: bool) -> threading.Thread:
        thread = threading.Thread(target=self._work, args=(number, proves))
        thread.start()
        return thread

    def _listen(self, threads: list[threading.Thread]) -> None:
        """While others run HiGHS, which can be deaf for seconds."""
        while not self._stop_or_tell() and any(thread.is_alive() for thread in threads):
            self.stopped.wait(0.05)

    def _work(self, number: int, proves: bool) -> None:
        """The first helper proves, then every helper searches from the best plan, or exactly."""
        try:
            if number > 0:
                chain = self._chain()
                if number == 1:
                    self.proof.seed(self.seed)
                    self._prove(0.5)
                self._search(chain, number, tell=False)
            if self.team:
                self.team.work(self.seed + number, proves=proves, stop=self.stopped.is_set)
        except BaseException as error:
            self.failed.append(error)
            self.stopped.set()

    def _prove(self, share: float) -> None:
        """By averages for a share of the time; in a small season shorter, and then exactly."""
        until, patience = (QUICK, NEARLY) if self.team else (share, PATIENCE)
        self.proof.run(stop=lambda: self._stopped() or self._over(until), patience=patience)
        if self.team and not self._stopped():
            self.team.prepare(self.arrays, self._must(), self._chain, self._stopped)

    def _stopped(self) -> bool:
        """Whether to end; only the thread that called may ask outside."""
        called = threading.get_ident() == self.caller
        return self.stopped.is_set() or (called and self._asked_to_stop())

    def _search(self, chain: Chain, number: int, *, tell: bool) -> None:
        """Improve until the time is over; meet the other chains now and then."""
        chain.seed(self.seed + number)
        meeting, informed = monotonic(), False
        while not self.stopped.is_set() and not self._over() and not self._turns_exact():
            if monotonic() >= meeting:
                meeting = monotonic() + self.seconds / MEETINGS
                self._meet(chain, number)
            if not informed and self.proof.value is not None:
                informed = self._use_prices(chain)
            chain.improve(CHUNK, self._heat(self._share()))
            self._offer(chain)
            if tell and self._stop_or_tell():
                break
        if self.shared:
            with self.guard:
                copy_into(chain.state, self.posted.setdefault(number, empty(self.arrays)))

    def _turns_exact(self) -> bool:
        return self.team is not None and self.team.ready.is_set()

    def _best(self) -> State:
        """A copy of the best plan so far."""
        copy = empty(self.arrays)
        with self.guard:
            copy_into(self.best, copy)
        return copy

    def _lower(self, bound: float) -> None:
        """A bound that the exact method has proved."""
        with self.guard:
            self.proved = min(self.proved, bound)

    def _bound(self) -> float:
        return min(self.proof.bound, self.proved)

    def _closed(self) -> bool:
        """Whether no plan can be better by more than rounding."""
        return self._gap() <= ROUNDING * abs(self._bound())

    def _gap(self) -> float:
        """Yuan between the bound and the best plan."""
        return float(self._bound() - self.best.worth[0])

    def _share(self) -> float:
        return (monotonic() - self.began) / max(self.seconds, 1e-9)

    def _stop_or_tell(self) -> bool:
        """Whether this thread, which alone may speak, was asked to stop; news now and then."""
        if monotonic() >= self.news:
            self.news = monotonic() + 0.2
            self._tell("search")
            if self._asked_to_stop():
                self.stopped.set()
        return self.stopped.is_set()

    def _heat(self, share: float) -> float:
        """The temperature in yuan after a share of the budget; a small season cools before it turns exact."""
        share = share / QUICK if self.team else share
        return self.scale * heat_at(share)

    def _use_prices(self, chain: Chain) -> bool:
        """Let the search look first where the proof's prices point."""
        if self.proof.value is not None:
            chain.prefer(self.proof.value)
        return self.proof.value is not None

    def _meet(self, chain: Chain, number: int) -> None:
        """Each chain has weeks of its own; whoever comes new begins with the best plan."""
        with self.guard:
            if number not in self.posted and number > 0:
                chain.take_over(self.best)
            if self.shared:
                self._join(chain, number)
            else:
                self.posted.setdefault(number, chain.state)

    def _join(self, chain: Chain, number: int) -> None:
        """Post the plan so far, take the others' weeks, and look only at the own ones from now on."""
        for other, state in self.posted.items():
            if other != number:
                chain.join(state, *self._weeks(other), self._heat(self._share()) * SPARE)
        copy_into(chain.state, self.posted.setdefault(number, empty(self.arrays)))
        if len(self.posted) > 1:
            chain.focus = self._weeks(number)

    def _weeks(self, number: int) -> tuple[int, int]:
        """The weeks of a chain, when there are ``len(posted)`` chains."""
        weeks, chains = self.arrays.weeks, max(len(self.posted), number + 1)
        return weeks * number // chains, weeks * (number + 1) // chains

    def _offer(self, chain: Chain) -> None:
        with self.guard:
            if chain.worth > self.best.worth[0] + 1e-6:
                copy_into(chain.state, self.best)

    def _over(self, share: float = 1.0) -> bool:
        return monotonic() - self.began > self.seconds * share

    def _asked_to_stop(self) -> bool:
        return bool(self.should_stop and self.should_stop())

    def _tell(self, stage: str) -> None:
        if self.on_progress:
            proved = self._bound() if np.isfinite(self._bound()) else None
            self.on_progress(Progress(stage, monotonic() - self.began, float(self.best.worth[0]), proved))

    def result(self) -> Result:
        """Name the rooms, check everything, and say how good it is."""
        with self.guard:
            self.main.take_over(self.best)
        sessions = finished(self.main)
        verdict = check(self.problem, sessions)
        if not verdict.ok:
            raise AssertionError(f"the checker refused a plan: {verdict.broken[:3]}")
        proved = self._bound() if np.isfinite(self._bound()) else None
        if proved is not None:
            if proved < verdict.objective - ROUNDING * abs(verdict.objective):
                raise AssertionError(f"a plan worth {verdict.objective} lies above its bound {proved}")
            proved = max(proved, verdict.objective)
        optimal = proved is not None and proved - verdict.objective <= ROUNDING * abs(proved)
        plan = Plan(
            status="optimal" if optimal else "feasible",
            sessions=sessions,
            objective=verdict.objective,
            bound=proved,
            seconds=monotonic() - self.began,
            seed=self.seed,
            parts=verdict.parts,
            sold=verdict.sold,
        )
        return Result(plan, self.proof.prices() if proved is not None else None)
