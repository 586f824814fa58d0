"""A part of the problem as a whole-number programme, for HiGHS: some pairs of agent and job are open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import highspy
import numpy as np

from lianxin.engines.planner.arrays import Floats, Ints
from lianxin.engines.planner.assignment.problem import Flags
from lianxin.engines.planner.quiet import NotSolved, quiet_highs

Model = highspy.HighsModelStatus
#: Ends at which what HiGHS has found and proved so far is taken.
ENDS = {
    Model.kOptimal, Model.kTimeLimit, Model.kInterrupt, Model.kSolutionLimit, Model.kObjectiveBound,
    Model.kObjectiveTarget,
}  # fmt: skip


@dataclass
class Part:
    """Which jobs may go where: ``open_[i, j]``. Only jobs with an open pair belong to the part."""

    cost: Floats
    resource: Ints
    capacity: Ints  # what is left for these jobs
    open_: Flags

    def __post_init__(self) -> None:
        self.agent, self.job = np.nonzero(self.open_)
        self.jobs = np.unique(self.job)


@dataclass
class Outcome:
    """What came of a part: the agent of each of its jobs, and a proved bound on its cost.

    Without an assignment ``where`` is None; ``bound`` is infinite when there is none, proved.
    """

    where: Ints | None
    bound: float


@dataclass
class Watch:
    """What a running solve asks and tells: both are called from its thread."""

    stop: Callable[[], bool] = lambda: False
    found: Callable[[Ints], None] = field(default=lambda _where: None)
    proved: Callable[[float], None] = field(default=lambda _bound: None)


def solve_part(
    part: Part, start: Ints | None, seconds: float, watch: Watch, nodes: int | None = None
) -> Outcome:
    """The part by HiGHS, from ``start`` [jobs of the whole] if it fits. Raises NotSolved for odd ends."""
    solver = quiet_highs()
    solver.setOptionValue("time_limit", max(seconds, 0.01))
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 1e-6)
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
    _must(solver.passModel(_model(part)))
    if start is not None:
        values = (start[part.job] == part.agent).astype(np.float64)
        solver.setSolution(len(values), np.arange(len(values), dtype=np.int32), values)

    def look(event: highspy.HighsCallbackEvent) -> None:
        """Without a log HiGHS never calls back for logging; here the bound is told as well."""
        watch.proved(float(event.data_out.mip_dual_bound))
        event.interrupt(watch.stop())

    solver.cbMipInterrupt += look
    solver.cbMipImprovingSolution += lambda event: watch.found(_where(part, event.data_out.mip_solution))
    _must(solver.run())
    status = solver.getModelStatus()
    if status == Model.kInfeasible:
        return Outcome(None, np.inf)
    if status not in ENDS:
        raise NotSolved(solver.modelStatusToString(status))
    info = solver.getInfo()
    has_one = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    found = _where(part, solver.getSolution().col_value) if has_one else None
    return Outcome(found, float(info.mip_dual_bound))


def _must(status: highspy.HighsStatus) -> None:
    if status == highspy.HighsStatus.kError:
        raise NotSolved("refused")


def _model(part: Part) -> highspy.HighsLp:
    """Columns are the open pairs; rows the jobs, each placed once, then the agents' capacities."""
    model, count = highspy.HighsLp(), len(part.job)
    agents, jobs = len(part.capacity), len(part.jobs)
    model.num_col_, model.num_row_ = count, jobs + agents
    model.col_cost_ = part.cost[part.agent, part.job].astype(np.float64)
    model.col_lower_, model.col_upper_ = np.zeros(count), np.ones(count)
    model.row_lower_ = np.concatenate([np.ones(jobs), np.full(agents, -highspy.kHighsInf)])
    model.row_upper_ = np.concatenate([np.ones(jobs), part.capacity.astype(np.float64)])
    rows = np.stack([np.searchsorted(part.jobs, part.job), jobs + part.agent], axis=1)
    values = np.stack([np.ones(count), part.resource[part.agent, part.job].astype(np.float64)], axis=1)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.arange(0, 2 * count + 1, 2, dtype=np.int32)
    model.a_matrix_.index_ = rows.ravel().astype(np.int32)
    model.a_matrix_.value_ = values.ravel()
    model.integrality_ = [highspy.HighsVarType.kInteger] * count
    return model


def _where(part: Part, values: Floats) -> Ints:
    """The agent of each job of the whole; -1 for jobs outside the part."""
    where = np.full(part.cost.shape[1], -1, dtype=np.int64)
    taken = np.asarray(values) > 0.5
    where[part.job[taken]] = part.agent[taken]
    return where
