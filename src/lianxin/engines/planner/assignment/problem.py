"""The generalised assignment problem: every job goes to one agent, every agent has so much capacity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lianxin.engines.planner.arrays import Floats, Ints

#: Yes or no for each agent and job.
Flags = NDArray[np.bool_]
Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, eq=False)
class GapProblem:
    """Costs and resources are ``[agents, jobs]``, capacities ``[agents]``; profits when to ``maximise``."""

    costs: Floats
    resources: Ints
    capacities: Ints
    maximise: bool = False

    @property
    def agents(self) -> int:
        return int(self.costs.shape[0])

    @property
    def jobs(self) -> int:
        return int(self.costs.shape[1])

    @property
    def whole(self) -> bool:
        """Whether all costs are whole numbers, so that a bound may be rounded."""
        return bool(np.all(self.costs == np.round(self.costs)))


@dataclass(frozen=True)
class GapResult:
    """``assignment[j]`` is the agent of job j. Without one, cost is None; bound is None if none was proved.

    The bound is below every cost, or above every profit. ``infeasible`` is proved, ``unknown`` is not.
    """

    status: Status
    assignment: tuple[int, ...] | None
    cost: float | None
    bound: float | None
    seconds: float
    seed: int

    @property
    def gap(self) -> float | None:
        """Distance of cost and bound in percent of the bound; None if one is missing or the bound is 0."""
        if self.cost is None or self.bound is None:
            return None
        if self.cost == self.bound:
            return 0.0
        return 100 * abs(self.cost - self.bound) / abs(self.bound) if self.bound else None


def worth(problem: GapProblem, assignment: tuple[int, ...]) -> float:
    """The cost of an assignment. Raises ValueError if a job has no agent or a capacity is exceeded."""
    if len(assignment) != problem.jobs or not all(0 <= agent < problem.agents for agent in assignment):
        raise ValueError("every job needs one of the agents")
    agents, jobs = np.array(assignment, dtype=np.int64), np.arange(problem.jobs)
    load = np.zeros(problem.agents, dtype=np.int64)
    np.add.at(load, agents, problem.resources[agents, jobs])
    if np.any(load > problem.capacities):
        raise ValueError(f"agent {int(np.argmax(load - problem.capacities))} has more than its capacity")
    return float(problem.costs[agents, jobs].sum())
