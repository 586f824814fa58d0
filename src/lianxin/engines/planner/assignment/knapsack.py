"""The dual of the assignment: what each job is worth, by an exact knapsack per agent.

For values v of the jobs, sum(v) + sum over agents of min(cost - v of a set that fits) is below every
assignment's cost. The kernels climb that bound, and say what it becomes when a job is forced on an agent.
All are exact: tables over whole capacities. A cost of inf closes a pair.
"""

from __future__ import annotations

import numpy as np

from lianxin.engines.planner.arrays import Floats, Ints
from lianxin.engines.planner.compiling import allocating

#: Steps without a better bound before the stride is cut, by how much, and how small it may become.
STALE, CUT, SMALLEST = 12, 0.75, 1e-4
#: Share of the direction that is kept from step to step.
KEPT = 0.6


@allocating
def price_sets(cost: Floats, resource: Ints, capacity: Ints, value: Floats, chosen: Ints) -> float:
    """The bound at ``value`` [jobs]; ``chosen[i, j]`` is 1 where agent i's cheapest set has job j."""
    agents, jobs = cost.shape
    widest = int(capacity.max()) + 1
    best = np.empty(widest)
    took = np.zeros((jobs, widest), dtype=np.uint8)
    items = np.empty(jobs, dtype=np.int64)
    bound = value.sum()
    for i in range(agents):
        room, count = capacity[i], 0
        best[: room + 1] = 0.0
        for j in range(jobs):
            chosen[i, j] = 0
            saving, need = value[j] - cost[i, j], resource[i, j]
            if saving <= 0.0 or need > room:
                continue
            for left in range(room, need - 1, -1):
                other = best[left - need] + saving
                took[count, left] = other > best[left]
                best[left] = max(other, best[left])
            for left in range(min(need, room + 1)):
                took[count, left] = 0
            items[count] = j
            count += 1
        bound -= best[room]
        for k in range(count - 1, -1, -1):
            if took[k, room]:
                chosen[i, items[k]] = 1
                room -= resource[i, items[k]]
    return bound


@allocating
def climb(
    cost: Floats,
    resource: Ints,
    capacity: Ints,
    target: float,
    steps: int,
    value: Floats,
    best_value: Floats,
    drift: Floats,
    climbed: Floats,
    chosen: Ints,
) -> int:
    """Subgradient steps from ``value`` towards ``target``; returns how many were made before it stalled.

    ``climbed`` is [best bound, stride, steps since it rose]; ``best_value`` and ``drift`` [jobs] go along.
    """
    jobs = cost.shape[1]
    for step in range(steps):
        bound = price_sets(cost, resource, capacity, value, chosen)
        if bound > climbed[0]:
            climbed[2] = climbed[2] + 1 if bound < climbed[0] + 1e-6 * abs(bound) else 0
            climbed[0] = bound
            best_value[:] = value
        else:
            climbed[2] += 1
        if climbed[2] >= STALE:
            climbed[1] *= CUT
            climbed[2] = 0
            value[:] = best_value
            drift[:] = 0.0
            if climbed[1] < SMALLEST:
                return step
        norm = 0.0
        for j in range(jobs):
            missing = 1.0 - chosen[:, j].sum()
            drift[j] = KEPT * drift[j] + (1.0 - KEPT) * missing
            norm += drift[j] * drift[j]
        if norm < 1e-9:
            return step
        stride = climbed[1] * max(target - bound, 1e-6 * abs(target)) / norm
        for j in range(jobs):
            value[j] += stride * drift[j]
    return steps


@allocating
def forced_bounds(
    cost: Floats, resource: Ints, capacity: Ints, value: Floats, bound: float, forced: Floats
) -> None:
    """What the bound at ``value`` becomes when job j must go to agent i: ``forced[i, j]``, or inf."""
    agents, jobs = cost.shape
    widest = int(capacity.max()) + 1
    before, after = np.zeros((jobs + 1, widest)), np.zeros((jobs + 1, widest))
    for i in range(agents):
        room = capacity[i]
        for j in range(jobs):
            extend(before[j], before[j + 1], value[j] - cost[i, j], resource[i, j], room)
            k = jobs - 1 - j
            extend(after[k + 1], after[k], value[k] - cost[i, k], resource[i, k], room)
        top = before[jobs, room]
        for j in range(jobs):
            held = -np.inf
            for left in range(room - resource[i, j] + 1):
                held = max(held, before[j, left] + after[j + 1, room - resource[i, j] - left])
            forced[i, j] = bound + top - (held + value[j] - cost[i, j])


@allocating
def extend(table: Floats, out: Floats, saving: float, need: int, room: int) -> None:
    """A knapsack's table with one more job."""
    for left in range(room + 1):
        out[left] = table[left]
        if saving > 0.0 and left >= need:
            out[left] = max(out[left], table[left - need] + saving)
