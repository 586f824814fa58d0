"""One run of HiGHS on a programme that can be watched and stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import highspy
import numpy as np

from lianxin.engines.planner.arrays import Floats
from lianxin.engines.planner.exact.programme import Row
from lianxin.engines.planner.quiet import NotSolved, quiet_highs

Model = highspy.HighsModelStatus
Options = dict[str, float | bool | int | str]
#: Ends at which what HiGHS has found and proved so far is taken.
ENDS = {Model.kOptimal, Model.kTimeLimit, Model.kInterrupt, Model.kSolutionLimit}


@dataclass
class Watch:
    """What a run asks and tells, all from its thread; ``better`` may hand it a better solution."""

    stop: Callable[[], bool] = lambda: False
    found: Callable[[Floats], None] = field(default=lambda _x: None)
    proved: Callable[[float], None] = field(default=lambda _bound: None)
    better: Callable[[], Floats | None] = field(default=lambda: None)


@dataclass
class Outcome:
    """The best solution, if any, a proved bound on all, and whether the run went to its end."""

    x: Floats | None
    bound: float
    complete: bool


def run(
    lp: highspy.HighsLp, start: Floats | None, seconds: float, gap: float, watch: Watch, options: Options
) -> Outcome:
    """Branch and bound down to ``gap`` (absolute); ``options`` are HiGHS's.

    Raises NotSolved for odd ends.
    """
    solver = quiet_highs()
    solver.setOptionValue("time_limit", max(seconds, 0.01))
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", gap)
    for option, value in options.items():
        _must(solver.setOptionValue(option, value))
    _must(solver.passModel(lp))
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        _must(solver.setSolution(solution))
    solver.cbMipImprovingSolution += lambda event: watch.found(np.array(event.data_out.mip_solution))

    def look(event: highspy.HighsCallbackEvent) -> None:
        watch.proved(float(event.data_out.mip_dual_bound))
        event.interrupt(watch.stop())

    def hand_over(event: highspy.HighsCallbackEvent) -> None:
        if event.data_in is not None and (x := watch.better()) is not None:
            event.data_in.setSolution(x)

    solver.cbMipInterrupt += look
    solver.cbMipUserSolution += hand_over
    _must(solver.run())
    status = solver.getModelStatus()
    if status not in ENDS:
        raise NotSolved(solver.modelStatusToString(status))
    info = solver.getInfo()
    has_one = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    x = np.array(solver.getSolution().col_value) if has_one else None
    return Outcome(x, float(info.mip_dual_bound), status == Model.kOptimal)


class Relaxation:
    """A programme without whole numbers that gets more rows; each solve goes on from the last."""

    def __init__(self, lp: highspy.HighsLp) -> None:
        self._solver = quiet_highs()
        _must(self._solver.passModel(lp))

    def add(self, row: Row) -> None:
        """One more row: low, high, columns, values."""
        low, high, columns, values = row
        _must(self._solver.addRow(low, high, len(columns), columns, values))

    def dear(self) -> Floats:
        """What one more of each column would cost at the last solution, by its reduced cost."""
        return -np.array(self._solver.getSolution().col_dual)

    def prices(self) -> Floats:
        """What one more of each row's limit would bring at the last solution."""
        return np.array(self._solver.getSolution().row_dual)

    def solve(self, seconds: float) -> tuple[Floats, float] | None:
        """Solution and worth, or None when the time was too short. Raises NotSolved."""
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + max(seconds, 0.01))
        _must(self._solver.run())
        status = self._solver.getModelStatus()
        if status == Model.kTimeLimit:
            return None
        if status != Model.kOptimal:
            raise NotSolved(self._solver.modelStatusToString(status))
        x = np.array(self._solver.getSolution().col_value)
        return x, float(self._solver.getInfo().objective_function_value)


def _must(status: highspy.HighsStatus) -> None:
    if status == highspy.HighsStatus.kError:
        raise NotSolved("refused")
