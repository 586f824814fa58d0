"""Made-up instances of the five published types, a to e, each the same for its seed.

The recipes are those of Chu and Beasley (1997; a to d) and of Yagiura and others (1998; e).
"""

from __future__ import annotations

import numpy as np

from lianxin.engines.planner.arrays import Floats, Ints
from lianxin.engines.planner.assignment.problem import GapProblem

TYPES = "abcde"


def sample_gap(kind: str, agents: int, jobs: int, seed: int = 0) -> GapProblem:
    """An instance of a type. Raises ValueError for a type there is not."""
    if kind not in TYPES or len(kind) != 1:
        raise ValueError(f"no type {kind}")
    random = np.random.default_rng([TYPES.index(kind), agents, jobs, seed])
    shape = (agents, jobs)
    if kind == "e":
        resources = np.floor(1 - 10 * np.log(1 - random.random(shape)))
        costs = np.floor(1000 / resources - 10 * random.random(shape))
    elif kind == "d":
        resources = random.integers(1, 101, shape).astype(np.float64)
        costs = 111 - resources + random.integers(-10, 11, shape)
    else:
        resources = random.integers(5, 26, shape).astype(np.float64)
        costs = random.integers(10, 51, shape).astype(np.float64)
    return GapProblem(
        costs.astype(np.float64), resources.astype(np.int64), _capacities(kind, costs, resources)
    )


def _capacities(kind: str, costs: Floats, resources: Floats) -> Ints:
    agents, jobs = costs.shape
    if kind in "cde":
        return np.floor(0.8 * resources.sum(axis=1) / agents).astype(np.int64)
    # if everybody took the jobs that are cheapest with her, the fullest agent would use so much
    cheapest = np.argmin(costs, axis=0)
    fullest = max(resources[i, cheapest == i].sum() for i in range(agents))
    share = 0.6 * (jobs / agents) * 15 + 0.4 * fullest
    return np.full(agents, int(share if kind == "a" else 0.7 * share), dtype=np.int64)
