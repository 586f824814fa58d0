"""What it costs when something must or must not be: the questions of `explaining`, exactly.

The plan that stands is worked on, no new one is made. It is searched again as it is (`controlling`); into
what comes of that the thing is forced, and what has to do with it is searched as long once more. An answer
takes about a second and is the same for a seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from lianxin.engines.planner.checking import check
from lianxin.engines.planner.controlling import controlled, lifted
from lianxin.engines.planner.finishing import plan_of
from lianxin.engines.planner.forces import SEARCHED, Absent, Force, Shown
from lianxin.engines.planner.problem import Plan, Problem, Session
from lianxin.engines.planner.replanning import Move, moves
from lianxin.engines.planner.reworking import Effort, Start
from lianxin.engines.planner.standing import Near


@dataclass(frozen=True)
class Forced:
    """A plan in which something is so as it was asked, and the control: the best plan known without that.

    In yuan: `cost` is what the control is worth more than the plan, never below nothing; `found` is what it
    is worth more than the plan that was asked about, and can be had anyway; `gain` is found less cost, what
    the plan is worth more than that one. `moves` lead from the control to the plan, `anyway`
    from the plan that was asked about to the control.
    """

    plan: Plan
    control: Plan
    cost: float
    found: float
    gain: float
    moves: tuple[Move, ...]
    anyway: tuple[Move, ...]


def without(
    problem: Problem,
    sessions: Sequence[Session],
    number: int,
    *,
    seconds: float | None = None,
    seed: int = 0,
    iterations: int | None = None,
) -> Forced | None:
    """What it costs when the session at this position may not be. None if a lock wants it."""
    force = Absent(sessions[number].creator, sessions[number].slot)
    return _forced(problem, sessions, force, Effort.shares(2, seconds, seed, iterations))


def with_product(
    problem: Problem,
    sessions: Sequence[Session],
    creator: str,
    product: str,
    *,
    slot: int | None = None,
    seconds: float | None = None,
    seed: int = 0,
    iterations: int | None = None,
) -> Forced | None:
    """The creator shows the product once more, where it costs least or in this slot. None if it cannot be."""
    force = Shown.once_more(sessions, creator, product, slot)
    return _forced(problem, sessions, force, Effort.shares(2, seconds, seed, iterations))


def _forced(
    problem: Problem, sessions: Sequence[Session], force: Force, efforts: Sequence[Effort]
) -> Forced | None:
    """Both plans. The forced search begins where the control ended: what can be found anyway is in both."""
    starts = force.starts(problem, sessions)
    if not starts:
        return None
    near: Near = np.any([start.near for start in starts], axis=0)
    first, second = efforts
    control = controlled(problem, sessions, force, near, first)
    if force.is_so(control.sessions):
        return _told(problem, sessions, control, control)
    # what the control changed can stand in the way: then the plan that was asked about is forced
    again = force.starts(problem, control.sessions, near) or [replace(one, near=near) for one in starts]
    plan = _searched(problem, again, second)
    control = lifted(problem, control, plan)
    best = max(plan, control, key=lambda one: one.objective)
    return _told(problem, sessions, best, best if force.is_so(control.sessions) else plan)


def _searched(problem: Problem, starts: Sequence[Start], effort: Effort) -> Plan:
    """The best plan that searches from several starts find, each in a thread."""
    began = monotonic()
    with ThreadPoolExecutor(SEARCHED) as pool:
        chains = list(pool.map(lambda start: start.search(effort), starts))
    return plan_of(problem, max(chains, key=lambda chain: chain.worth), began, effort.seed)


def _told(problem: Problem, sessions: Sequence[Session], control: Plan, plan: Plan) -> Forced:
    found = control.objective - check(problem, sessions).objective
    cost = control.objective - plan.objective
    return Forced(
        plan,
        control,
        cost,
        found,
        found - cost,
        tuple(moves(problem, control.sessions, plan.sessions)),
        tuple(moves(problem, sessions, control.sessions)),
    )
