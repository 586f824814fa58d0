"""What a whole new plan would make of it: the questions of `explaining`, answered by solving again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lianxin.engines.planner.checking import Verdict, check
from lianxin.engines.planner.deltas import exchanged
from lianxin.engines.planner.explaining import Way
from lianxin.engines.planner.problem import Part, Plan, Problem, Session
from lianxin.engines.planner.replanning import Move, moves, repaired
from lianxin.engines.planner.solving import solve


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
    seconds: float = 3.0,
    seed: int = 0,
    iterations: int | None = None,
) -> Forced | None:
    """What replaces the session at this position when it may not be. None if a lock wants it."""
    session = sessions[number]
    ban = Part(session.creator, slot=session.slot)
    asked = replace(problem, forbidden=(*problem.forbidden, ban))
    left = [one for one in sessions if one is not session]
    plan = best_of(asked, left, seconds=seconds, seed=seed, iterations=iterations)
    return _forced(problem, sessions, plan)


def with_way(
    problem: Problem,
    sessions: Sequence[Session],
    way: Way,
    *,
    seconds: float = 3.0,
    seed: int = 0,
    iterations: int | None = None,
) -> Forced | None:
    """What the plan becomes when this session must be, as it is. None if locks or rules forbid it."""
    session = way.session
    lock = Part(session.creator, session.studio, session.slot, session.products)
    asked = replace(problem, locked=(*problem.locked, lock))
    start = exchanged(sessions, [way.instead_of] if way.instead_of else [], [session])
    plan = best_of(asked, start, seconds=seconds, seed=seed, iterations=iterations)
    return _forced(problem, sessions, plan)


def _forced(problem: Problem, sessions: Sequence[Session], plan: Plan) -> Forced | None:
    if plan.status == "infeasible":
        return None
    gain = plan.objective - check(problem, sessions).objective
    return Forced(plan, gain, tuple(moves(problem, sessions, plan.sessions)))


def best_of(
    problem: Problem,
    start: Sequence[Session],
    *,
    seconds: float,
    seed: int = 0,
    workers: int = 2,
    iterations: int | None = None,
) -> Plan:
    """Solves from a plan as far as it still stands, and gives that one back if nothing better is found."""
    left = tuple(repaired(problem, start))
    found = solve(
        problem, seconds=seconds, seed=seed, workers=workers, start=left, iterations=iterations
    ).plan
    held = check(problem, left)
    if found.status == "infeasible" or not held.ok or found.objective >= held.objective:
        return found
    return _as_plan(found, left, held)


def _as_plan(found: Plan, sessions: tuple[Session, ...], verdict: Verdict) -> Plan:
    return replace(
        found, sessions=sessions, objective=verdict.objective, parts=verdict.parts, sold=verdict.sold
    )
