"""The season planner: which creator sells what, when, in which studio.

A frozen :class:`~lianxin.engines.planner.problem.Problem` goes in, a
:class:`~lianxin.engines.planner.problem.Plan` with a proved bound comes out. Nothing here knows
Django, files of the home, or the clock's meaning beyond a time limit.
"""
