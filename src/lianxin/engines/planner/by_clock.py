"""A season until the time is over: threads that search and prove, and turn exact together if it is small."""

from __future__ import annotations

from functools import partial
from time import monotonic

from lianxin.engines.planner.best import Best
from lianxin.engines.planner.chain import Chain
from lianxin.engines.planner.exact.small import is_small
from lianxin.engines.planner.exact.team import Hooks, Team
from lianxin.engines.planner.meeting import Meeting
from lianxin.engines.planner.proving import PATIENCE
from lianxin.engines.planner.runs import Run

#: Rounds between two looks at the clock, seconds between two looks outside.
CHUNK, NEWS = 100, 0.2
#: How often in a run the chains meet, and temperatures that a joined plan may be worth less than the own one.
MEETINGS, SPARE = 60, 30.0
#: The proof's share of the time alone in its thread, and beside the search.
ALONE, BESIDE = 0.5, 0.3
#: In a small season the proof by averages ends after such a share of the time, or when a check lowers the
#: bound by less than this share of it: then all turn exact.
QUICK, NEARLY = 0.08, 1e-4
#: Runs of fewer seconds are for the search alone: the exact method takes about a second to begin.
SHORT = 1.5
#: Seconds that an exact helper has to end when the run is over early.
GRACE = 0.2


class ByClock:
    """The calling thread searches, a second one proves and searches too, further ones search."""

    def __init__(self, run: Run, best: Best, workers: int) -> None:
        self._run, self._best, self._workers = run, best, workers
        self._meeting = Meeting(best.arrays, workers)
        self._team: Team | None = None
        if run.seconds >= SHORT and is_small(best.arrays):
            hooks = Hooks(best.copy, best.offer, best.lower, best.closed, best.gap, run.share, run.seconds)
            self._team = Team(hooks)
        self._news = 0.0

    def go(self) -> None:
        """The best plan and the bound are in ``best`` then."""
        run, main = self._run, self._best.chain
        try:
            for number in range(1, self._workers):
                run.start(partial(self._help, number))
            if self._workers < 2:
                main.seed(run.seed)
                self._prove(BESIDE)
            self._search(main, 0)
            if self._team and self._team.ready.is_set() and not run.stops():
                run.start(partial(self._work_exactly, self._team, 0))
                self._listen()
        finally:
            run.stopped.set()
        run.end(GRACE if self._team and run.share() < 1 else None)
        self._meeting.join(main, 0, self._spare())
        self._best.offer(main)

    def _help(self, number: int) -> None:
        """The first helper proves, then every helper searches from the best plan, or exactly."""
        chain = self._best.blank()
        if number == 1:
            self._best.proof.seed(self._run.seed)
            self._prove(ALONE)
        chain.take_over(self._best.copy())
        self._search(chain, number)
        if self._team:
            self._work_exactly(self._team, number)

    def _work_exactly(self, team: Team, number: int) -> None:
        """One thread proves: the second, if there is one."""
        proves = number == min(1, self._workers - 1)
        team.work(self._run.seed + number, proves=proves, stop=self._run.stopped.is_set)

    def _prove(self, share: float) -> None:
        """By averages for a share of the time; in a small season shorter, and then exactly."""
        until, patience = (QUICK, NEARLY) if self._team else (share, PATIENCE)
        self._best.proof.run(stop=lambda: self._run.stops() or self._run.share() > until, patience=patience)
        if self._team and not self._run.stops():
            self._team.prepare(self._best.arrays, self._best.must(), self._best.blank, self._run.stops)

    def _search(self, chain: Chain, number: int) -> None:
        """Improve until the time is over; meet the other chains now and then."""
        run, meeting, informed = self._run, monotonic(), False
        chain.seed(run.seed + number)
        while not run.stopped.is_set() and run.share() < 1 and not self._turns_exact():
            if monotonic() >= meeting:
                meeting = monotonic() + run.seconds / MEETINGS
                self._meeting.join(chain, number, self._spare())
            if not informed and self._best.proof.value is not None:
                chain.prefer(self._best.proof.value)
                informed = True
            chain.improve(CHUNK, self._heat())
            self._best.offer(chain)
            if number == 0:
                self._look_outside()
        self._meeting.post(chain, number)

    def _turns_exact(self) -> bool:
        return self._team is not None and self._team.ready.is_set()

    def _heat(self) -> float:
        """A small season cools before it turns exact."""
        return self._best.heat(self._run.share() / (QUICK if self._team else 1.0))

    def _spare(self) -> float:
        return self._heat() * SPARE

    def _listen(self) -> None:
        """While others run HiGHS, which can be deaf for seconds."""
        while not self._run.stopped.is_set() and self._run.works():
            self._look_outside()
            self._run.stopped.wait(NEWS / 4)

    def _look_outside(self) -> None:
        """News, and whether to stop; now and then."""
        if monotonic() >= self._news:
            self._news = monotonic() + NEWS
            self._run.tell("search", self._best.worth, self._best.bound)
            self._run.stops()
