"""The season planner: which creator sells what, when, in which studio.

A frozen `Problem` goes in, a `Plan` with a proved bound comes out. Nothing here knows Django, files of the
home, or the clock's meaning beyond a time limit. Names are read from their modules when they are first asked
for, so that looking at a plan does not load the solver's libraries.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lianxin.engines.planner.assignment import GapProblem, GapResult, read_gap, sample_gap, solve_gap
    from lianxin.engines.planner.by_line import sales_by_line
    from lianxin.engines.planner.checking import RULES, Broken, Verdict, check
    from lianxin.engines.planner.conflicts import Conflict, Reason, WayOut, conflict_of
    from lianxin.engines.planner.curves import PRICES, curve
    from lianxin.engines.planner.errors import BadFile, Fault, LocksConflict, PlannerError
    from lianxin.engines.planner.estimating import estimated_with, estimated_without
    from lianxin.engines.planner.exchanges import Way
    from lianxin.engines.planner.explaining import WhyNot, WhySession, unplaced, why_not, why_session
    from lianxin.engines.planner.few_changes import COUNTS, within
    from lianxin.engines.planner.forcing import Forced, with_product, without
    from lianxin.engines.planner.hopeful import Wish
    from lianxin.engines.planner.obstacles import Obstacle
    from lianxin.engines.planner.problem import (
        PART_NAMES,
        Creator,
        Demand,
        Grower,
        Part,
        Plan,
        Problem,
        Product,
        Rules,
        Session,
        Slot,
        Studio,
    )
    from lianxin.engines.planner.reading import read_plan, read_problem, write_plan, write_problem
    from lianxin.engines.planner.remaking import Replan, best_of, replan
    from lianxin.engines.planner.replanning import (
        Event,
        Move,
        changed_problem,
        from_today,
        moves,
        repaired,
        struck,
        with_past,
    )
    from lianxin.engines.planner.result import Prices, Progress, Result
    from lianxin.engines.planner.samples import SIZES, sample
    from lianxin.engines.planner.solving import solve
    from lianxin.engines.planner.standing import Standing
    from lianxin.engines.planner.validating import faults, plan_faults
    from lianxin.engines.planner.wishes import Unmet, unmet_together

#: The module that holds each name.
_HOMES = {
    "solving": "solve",
    "remaking": "Replan best_of replan",
    "curves": "PRICES curve",
    "few_changes": "COUNTS within",
    "forcing": "Forced with_product without",
    "estimating": "estimated_with estimated_without",
    "standing": "Standing",
    "exchanges": "Way",
    "obstacles": "Obstacle",
    "explaining": "WhyNot WhySession unplaced why_not why_session",
    "assignment": "GapProblem GapResult read_gap sample_gap solve_gap",
    "replanning": "Event Move changed_problem from_today moves repaired struck with_past",
    "hopeful": "Wish",
    "wishes": "Unmet unmet_together",
    "conflicts": "Conflict Reason WayOut conflict_of",
    "problem": ("PART_NAMES Creator Demand Grower Part Plan Problem Product Rules Session Slot Studio"),
    "checking": "RULES Broken Verdict check",
    "by_line": "sales_by_line",
    "errors": "BadFile Fault LocksConflict PlannerError",
    "reading": "read_plan read_problem write_plan write_problem",
    "validating": "faults plan_faults",
    "result": "Prices Progress Result",
    "samples": "SIZES sample",
}
_MODULE_OF = {name: module for module, names in _HOMES.items() for name in names.split()}

__all__ = [
    "COUNTS",
    "PART_NAMES",
    "PRICES",
    "RULES",
    "SIZES",
    "BadFile",
    "Broken",
    "Conflict",
    "Creator",
    "Demand",
    "Event",
    "Fault",
    "Forced",
    "GapProblem",
    "GapResult",
    "Grower",
    "LocksConflict",
    "Move",
    "Obstacle",
    "Part",
    "Plan",
    "PlannerError",
    "Prices",
    "Problem",
    "Product",
    "Progress",
    "Reason",
    "Replan",
    "Result",
    "Rules",
    "Session",
    "Slot",
    "Standing",
    "Studio",
    "Unmet",
    "Verdict",
    "Way",
    "WayOut",
    "WhyNot",
    "WhySession",
    "Wish",
    "best_of",
    "changed_problem",
    "check",
    "conflict_of",
    "curve",
    "estimated_with",
    "estimated_without",
    "faults",
    "from_today",
    "moves",
    "plan_faults",
    "read_gap",
    "read_plan",
    "read_problem",
    "repaired",
    "replan",
    "sales_by_line",
    "sample",
    "sample_gap",
    "solve",
    "solve_gap",
    "struck",
    "unmet_together",
    "unplaced",
    "why_not",
    "why_session",
    "with_past",
    "with_product",
    "within",
    "without",
    "write_plan",
    "write_problem",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
