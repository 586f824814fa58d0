"""Generalised assignment, solved as the season is: a proved bound, a search, parts by HiGHS.

It is the planner's problem without time and demand: creators with capacities, jobs that must be done once.
Others have published instances and optima of it, so that the planner's methods can be held against them.
"""

from lianxin.engines.planner.assignment.problem import GapProblem, GapResult
from lianxin.engines.planner.assignment.reading import read_gap
from lianxin.engines.planner.assignment.samples import sample_gap
from lianxin.engines.planner.assignment.solving import solve_gap

__all__ = ["GapProblem", "GapResult", "read_gap", "sample_gap", "solve_gap"]
