"""The proof: sweeps of averages until the bound stands still, with the prices that go with it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lianxin.engines.planner.arrays import Arrays, Floats, Ints
from lianxin.engines.planner.average import average, bound, shuffled, sweep
from lianxin.engines.planner.choosing import desk
from lianxin.engines.planner.kernels import Data
from lianxin.engines.planner.pricing import priced
from lianxin.engines.planner.result import Prices
from lianxin.engines.planner.scheduling import season
from lianxin.engines.planner.search import seed_kernels

#: Width of the step in which a promise's penalty comes in, and the most that a sweep moves base prices.
WIDTH = 0.05
RATE = 0.3
#: A check that lowers the bound by less than this share of it is the last.
PATIENCE = 3e-6


class Proof:
    """The best bound so far and the average that proves it."""

    def __init__(self, arrays: Arrays, data: Data, must: Ints) -> None:
        """``must`` [C, days] marks days whose session is locked."""
        self._arrays, self._data = arrays, data
        self._average = average(arrays, must)
        self._desk, self._out, self._season = desk(arrays), priced(arrays), season(arrays)
        self._touched = np.ones(len(arrays.margin), dtype=np.int64)
        sessions = max(int((arrays.max_per_week.sum()) * arrays.weeks), 1)
        self._stiff = max(0.1 * float((arrays.margin[:, None] * arrays.supply).sum()) / sessions, 1.0)
        self._offset = arrays.problem.change_cost * len(arrays.problem.current)
        self.sweeps = 0
        self.bound = np.inf
        self.value: Floats | None = None

    def seed(self, seed: int) -> None:
        """Seed this thread's random numbers."""
        seed_kernels(seed)

    def run(self, *, stop: Callable[[], bool], sweeps: int = 1_000_000, patience: float = PATIENCE) -> None:
        """Sweep until told to stop, or a check has lowered the bound by less than ``patience`` of it."""
        check, last = 4, self.bound
        for _ in range(sweeps):
            if stop():
                break
            self.sweep()
            if self.sweeps >= check:
                self.measure()
                if self.sweeps > 100 and last - self.bound < patience * abs(self.bound):
                    break
                last = self.bound
                check = max(self.sweeps + 4, int(self.sweeps * 1.35))
        self.measure()

    def sweep(self) -> None:
        """Move every creator's part of the average once."""
        sweep(
            self._data,
            self._average,
            shuffled(len(self._arrays.fee)),
            2.0 / (self.sweeps + 2.0),
            min(RATE, 3.0 / (self.sweeps + 3.0)),
            self._stiff,
            WIDTH,
            self._desk,
            self._out,
            self._season,
            self._touched,
        )
        self.sweeps += 1

    def measure(self) -> float:
        """The bound at the average as it stands; the best so far is kept with its prices."""
        now = bound(self._data, self._average, self._stiff, WIDTH, self._desk, self._out, self._season)
        now -= self._offset
        if now < self.bound:
            self.bound = float(now)
            self.value = self._out.value.copy()
        return float(now)

    def prices(self) -> Prices:
        """What scarce things are worth, by their ids."""
        a, avg, problem = self._arrays, self._average, self._arrays.problem
        demand = {
            (problem.products[p].id, int(w)): float(avg.price[p, w])
            for p, w in zip(*np.nonzero(avg.price > 1e-9), strict=True)
        }
        room = {
            (int(r) // len(a.types), a.types[int(r) % len(a.types)]): float(avg.room_base[r])
            for r in np.flatnonzero(avg.room_base > 1e-9)
        }
        creator = np.repeat(np.arange(len(a.fee)), np.diff(a.showing_from))
        repeat = {
            (problem.creators[creator[q]].id, problem.products[a.showing_product[q]].id, int(w)): float(
                avg.repeat_price[q, w]
            )
            for q, w in zip(*np.nonzero(avg.repeat_price > 1e-9), strict=True)
        }
        return Prices(demand, room, repeat)
