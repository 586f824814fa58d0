"""How threads share the exact method: one prepares and proves the whole, all solve parts anew."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from time import monotonic

from lianxin.engines.planner.arrays import Arrays, Floats, Ints
from lianxin.engines.planner.chain import Chain
from lianxin.engines.planner.exact.running import Watch
from lianxin.engines.planner.exact.sales import EXACT
from lianxin.engines.planner.exact.small import Exact
from lianxin.engines.planner.quiet import NotSolved
from lianxin.engines.planner.state import State

#: Longer runs are divided as one of so many seconds: the more is left for the proof.
LONG = 150.0
#: Share of the time after which who proves turns from parts to the whole.
PARTS = 0.2
#: A part gets such a share of the time, and at first and at least so many weeks of creators.
PATIENCE, SIZE, LEAST = 1 / 12, 5, 2
#: What would cost more than a share of the gap, the exponent between these, is not looked at in parts.
DEAR = (-1.8, -1.0)
#: A part that was through in less than this share of its patience may grow.
EASY = 0.3


@dataclass(frozen=True)
class Hooks:
    """What the run lends: a copy of its best plan, its ears, its clock (a share of the time)."""

    best: Callable[[], State]
    offer: Callable[[Chain], None]
    lower: Callable[[float], None]
    closed: Callable[[], bool]
    gap: Callable[[], float]
    share: Callable[[], float]
    seconds: float

    def span(self) -> float:
        """Seconds of which parts get their shares."""
        return min(self.seconds, LONG)

    def turns(self) -> bool:
        """Whether who proves has spent enough on parts."""
        return self.share() * self.seconds > PARTS * self.span()


class Team:
    """The exact method of one run; ``ready`` once the programme stands."""

    def __init__(self, hooks: Hooks) -> None:
        self._hooks = hooks
        self._exact: Exact | None = None
        self.ready = threading.Event()

    def prepare(
        self, arrays: Arrays, must: Ints, blank: Callable[[], Chain], stop: Callable[[], bool]
    ) -> None:
        """Build the programme and its relaxation, whose bound is the first; unsolved, there is no team."""
        exact = Exact(arrays, must, blank)
        with suppress(NotSolved):
            self._hooks.lower(exact.relax(stop, self._left()))
            self._exact = exact
            self.ready.set()

    def _left(self) -> float:
        return self._hooks.seconds * (1 - self._hooks.share())

    def work(self, seed: int, *, proves: bool, stop: Callable[[], bool]) -> None:
        """Until ``stop``, or until the best plan is proved; or HiGHS cannot go on, then as far as it came."""
        with suppress(NotSolved):
            if self._exact is not None:
                self._work(self._exact, seed, proves=proves, stop=stop)

    def _work(self, exact: Exact, seed: int, *, proves: bool, stop: Callable[[], bool]) -> None:
        part = Part(exact, Random(seed), self._hooks)  # noqa: S311
        while not self._done(stop):
            if proves and (part.was_all or self._hooks.turns()):
                if not self._prove(exact, stop):
                    return
            else:
                part.solve(lambda: self._done(stop))

    def _done(self, stop: Callable[[], bool]) -> bool:
        return stop() or self._hooks.closed() or self._hooks.share() >= 1

    def _prove(self, exact: Exact, stop: Callable[[], bool]) -> bool:
        """Branch and bound on the whole; False when a further go could show nothing more."""
        known = self._hooks.best()
        worth = [float(known.worth[0])]

        def better() -> Floats | None:
            if (state := self._hooks.best()).worth[0] <= worth[0] + 1e-6:
                return None
            worth[0] = float(state.worth[0])
            return exact.solution(state)

        def found(x: Floats) -> None:
            self._hooks.offer(exact.plan(x))

        watch = Watch(lambda: self._done(stop), found, self._hooks.lower, better)
        made = exact.prove(known, self._left(), watch)
        self._hooks.lower(made.bound)
        if made.x is not None:
            found(made.x)
        return made.complete and made.x is not None and exact.sharpen(made.x, EXACT) > 0


class Part:
    """Picks creators' weeks that are solved anew together: as many as the time allows.

    ``was_all`` tells that the last part was the whole season and easy.
    """

    def __init__(self, exact: Exact, random: Random, hooks: Hooks) -> None:
        self._exact, self._random, self._hooks = exact, random, hooks
        self._size = SIZE
        self.was_all = False

    def solve(self, stop: Callable[[], bool]) -> None:
        """One part around the best plan."""
        began, patience = monotonic(), self._hooks.span() * PATIENCE
        free = self._exact.pick(self._random, self._size)
        before = self._hooks.best()
        dear = self._hooks.gap() * 10 ** self._random.uniform(*DEAR)
        made = self._exact.improve(before, free, dear, patience, Watch(stop))
        better = made.x is not None and self._offer(before, made.x, free)
        self.was_all = made.complete and self._size >= self._exact.groups
        if made.complete and monotonic() - began < EASY * patience:
            self._size += 1
        elif not made.complete and not better:
            self._size = max(self._size - 1, LEAST)

    def _offer(self, before: State, x: Floats, free: list[int]) -> bool:
        """Offer the part's plan; when another thread has found something meanwhile, both together."""
        chain, best = self._exact.plan(x), self._hooks.best()
        if best.worth[0] > before.worth[0]:
            self._hooks.offer(self._exact.joined(best, x, free))
        self._hooks.offer(chain)
        return chain.worth > before.worth[0]
