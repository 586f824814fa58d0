"""The proved bound, and which agents a job can still go to in anything better."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lianxin.engines.planner.arrays import Floats, Ints
from lianxin.engines.planner.assignment.knapsack import climb, forced_bounds, price_sets

#: A knapsack's table has at most so many cells; beyond it capacities are counted in larger units.
CELLS = 4_000_000
#: How far above the best bound the climb aims while no assignment is known; steps between two looks.
AHEAD, CHUNK = 0.03, 5


class Dual:
    """Values of the jobs, and the bound they prove. ``cost`` is inf where a job cannot go."""

    def __init__(self, cost: Floats, resource: Ints, capacity: Ints) -> None:
        self._cost = cost
        self._resource, self._capacity = _in_larger_units(resource, capacity)
        finite = np.sort(cost, axis=0)
        second = finite[min(1, len(cost) - 1)]
        self._value = np.where(np.isfinite(second), second, finite[0])
        self.value = self._value.copy()
        self._drift = np.zeros_like(self._value)
        self._chosen = np.zeros(cost.shape, dtype=np.int64)
        first = price_sets(cost, self._resource, self._capacity, self._value, self._chosen)
        self._climbed = np.array([first, 1.0, 0.0])

    @property
    def bound(self) -> float:
        return float(self._climbed[0])

    def run(self, *, target: Callable[[], float], stop: Callable[[], bool], steps: int = 20_000) -> None:
        """Climb until it stalls, a stop is asked for, or so many steps are made."""
        for _ in range(0, steps, CHUNK):
            aim = target()
            if not np.isfinite(aim):
                aim = self.bound + AHEAD * abs(self.bound)
            made = climb(
                self._cost, self._resource, self._capacity, aim, CHUNK,
                self._value, self.value, self._drift, self._climbed, self._chosen,
            )  # fmt: skip
            if made < CHUNK or stop():
                return

    def forced(self) -> Floats:
        """The bound when job j must go to agent i, [agents, jobs]."""
        forced = np.empty(self._cost.shape)
        bound = price_sets(self._cost, self._resource, self._capacity, self.value, self._chosen)
        forced_bounds(self._cost, self._resource, self._capacity, self.value, bound, forced)
        return forced


def _in_larger_units(resource: Ints, capacity: Ints) -> tuple[Ints, Ints]:
    """Each agent's units as large as they divide, and larger if the table would be too big.

    Rounding down needs and capacity alike only lets more sets in, so the bound stays proved.
    """
    unit = np.maximum(np.gcd.reduce(resource, axis=1), 1)
    most = max(CELLS // resource.shape[1], 1)
    unit *= np.maximum(-(-(capacity // unit) // most), 1)
    used = np.minimum(capacity, resource.sum(axis=1))  # more than that is never needed
    return resource // unit[:, None], np.minimum(capacity // unit, -(-used // unit))
