"""Which part of the best assignment is solved anew next, and how large it may be."""

from __future__ import annotations

import numpy as np

from lianxin.engines.planner.arrays import Floats, Ints
from lianxin.engines.planner.assignment.problem import Flags

#: Seconds HiGHS gets for one part; parts grow while they take less than a quarter of it.
SECONDS, FEW, LIKELY = 2.0, 10, 3


class Neighbours:
    """Parts of two kinds in turn: all jobs of some agents among these, some jobs over their likely agents."""

    def __init__(self, forced: Floats, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self._agents, self._jobs = forced.shape
        order = np.argsort(forced, axis=0, kind="stable")[:LIKELY]
        self._likely = np.zeros(forced.shape, dtype=bool)
        np.put_along_axis(self._likely, order, True, axis=0)
        self._size = [min(4.0, self._agents), min(60.0, self._jobs)]
        self._kind = 0
        self.seconds = SECONDS

    def pick(self, where: Ints) -> Flags:
        """The open pairs of the next part, [agents, jobs]; those of ``where`` are among them."""
        self._kind = 1 - self._kind
        size = int(self._size[self._kind])
        open_ = np.zeros(self._likely.shape, dtype=bool)
        if self._kind == 0:
            agents = self._random.choice(self._agents, size, replace=False)
            jobs = np.flatnonzero(np.isin(where, agents))
            open_[np.ix_(agents, jobs)] = True
        else:
            jobs = self._random.choice(self._jobs, size, replace=False)
            open_[:, jobs] = self._likely[:, jobs]
            open_[where[jobs], jobs] = True
        return open_

    def everything(self, where: Ints) -> Flags:
        """All jobs over their likely agents."""
        open_ = self._likely.copy()
        open_[where, np.arange(self._jobs)] = True
        return open_

    def learn(self, seconds: float) -> None:
        """The next part of this kind is larger after a quick one, smaller after a slow one."""
        most = self._agents if self._kind == 0 else self._jobs
        least = min(2.0 if self._kind == 0 else FEW, most)
        by = 1.1 if seconds < self.seconds / 4 else 0.9 if seconds > self.seconds * 0.9 else 1.0
        self._size[self._kind] = min(max(self._size[self._kind] * by, least), most)
