"""The control of an exact answer: the plan that stands, searched as freely and long without the force.

Searching a plan again can find what it had missed, with a force or without. What the control finds would be
found anyway; only what lies between the control and the forced plan is the force's.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from lianxin.engines.planner.deltas import Deltas, exchanged
from lianxin.engines.planner.finishing import checked, plan_of
from lianxin.engines.planner.forces import Force
from lianxin.engines.planner.problem import Plan, Problem, Session
from lianxin.engines.planner.replanning import may_exchange, moves
from lianxin.engines.planner.reworking import Effort, Start
from lianxin.engines.planner.standing import TIE, Near, Standing


def controlled(
    problem: Problem, sessions: Sequence[Session], force: Force, near: Near, effort: Effort
) -> Plan:
    """The best plan that a search of the near places finds without the force."""
    began, standing = monotonic(), Standing(problem, sessions)
    chain = standing.copy()
    force.hold(standing, chain)
    return plan_of(problem, Start(standing, chain, near).search(effort), began, effort.seed)


def lifted(problem: Problem, control: Plan, forced: Plan) -> Plan:
    """The control with each change of the forced plan that is a gain without the force too."""
    began, held = monotonic(), list(control.sessions)
    deltas = Deltas(problem, held)
    for move in moves(problem, held, forced.sessions):
        out, into = [[one] if one else [] for one in (move.old, move.new)]
        if deltas.of(out=out, into=into) > TIE and may_exchange(problem, held, out, into):
            held = exchanged(held, out, into)
            deltas = Deltas(problem, held)
    return checked(problem, held, began, control.seed)
