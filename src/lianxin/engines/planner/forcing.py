"""What planning anew makes of it when something must or must not be: the questions of `explaining`, exactly.

The plan that stands is worked on, no new one is made: what was asked for is forced in, or kept out, and
sessions of the creators who can sell what that touches are searched again. An answer takes about a second and
is the same for a seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic

from lianxin.engines.planner.checking import check
from lianxin.engines.planner.estimating import kept_out, tried
from lianxin.engines.planner.finishing import plan_of
from lianxin.engines.planner.problem import Plan, Problem, Session
from lianxin.engines.planner.replanning import Move, moves
from lianxin.engines.planner.reworking import Effort, Start
from lianxin.engines.planner.standing import Standing

#: So many of the most promising ways are searched, each in a thread.
SEARCHED = 2


@dataclass(frozen=True)
class Forced:
    """A plan in which something is so as it was asked; `gain` is against the plan that was asked about.

    The gain can be above nothing even then: solving again also finds what the old plan had missed.
    """

    plan: Plan
    gain: float
    moves: tuple[Move, ...]


def without(
    problem: Problem,
    sessions: Sequence[Session],
    number: int,
    *,
    seconds: float | None = None,
    seed: int = 0,
    iterations: int | None = None,
) -> Forced | None:
    """What replaces the session at this position when it may not be. None if a lock wants it."""
    effort = Effort.of(seconds, seed, iterations)
    start = kept_out(problem, sessions, number)
    return _forced(problem, sessions, [start] if start else [], effort)


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
    effort = Effort.of(seconds, seed, iterations)
    starts = tried(Standing(problem, sessions), creator, product, slot)
    return _forced(problem, sessions, starts[:SEARCHED], effort)


def _forced(
    problem: Problem, sessions: Sequence[Session], starts: Sequence[Start], effort: Effort
) -> Forced | None:
    """The best plan that searches from several starts find."""
    began = monotonic()
    if not starts:
        return None
    with ThreadPoolExecutor(SEARCHED) as pool:
        chains = list(pool.map(lambda start: start.search(effort), starts))
    plan = plan_of(problem, max(chains, key=lambda chain: chain.worth), began, effort.seed)
    gain = plan.objective - check(problem, sessions).objective
    return Forced(plan, gain, tuple(moves(problem, sessions, plan.sessions)))
