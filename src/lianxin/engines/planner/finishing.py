"""Into the search and out of it: sessions for the locks, and named sessions for the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

from lianxin.engines.planner.chain import Chain
from lianxin.engines.planner.checking import check
from lianxin.engines.planner.lock_search import sessions_for
from lianxin.engines.planner.locking import Locks
from lianxin.engines.planner.naming import name_studios
from lianxin.engines.planner.problem import Part, Plan, Problem, Session

#: Yuan: more than any studio costs.
STAY = 1e6


def sessions_for_locks(problem: Problem) -> list[tuple[Session, int]]:
    """A session for every lock, with 2 where its mix must stay, 1 where only its place must.

    Raises ValueError when the locks cannot stand together, TooHard when that was not found out.
    """
    if not problem.locked:
        return []
    locks = Locks(problem)
    sessions = sessions_for(locks, frozenset([*locks.locks, *locks.rules]))
    if sessions is None:
        raise ValueError("the locks cannot stand together")
    return [(session, firmness(problem, session)) for session in sessions]


def firmness(problem: Problem, session: Session) -> int:
    """0 when no lock wants it, 1 when one names creator and slot and leaves the products open, else 2."""
    if not any(part.is_kept_by(session) for part in problem.locked):
        return 0
    open_mix = any(
        part.is_kept_by(session) and part.creator and part.slot is not None and not part.products
        for part in problem.locked
    )
    closed = any(part.is_kept_by(session) and (part.products or not part.creator) for part in problem.locked)
    return 1 if open_mix and not closed else 2


def finished(chain: Chain, stay: Sequence[Session] = ()) -> tuple[Session, ...]:
    """The plan with named studios, by slot and creator; what no room or ban allows is left out.

    Sessions of `stay` keep their studios, though others be cheaper.
    """
    problem = chain.arrays.problem
    if stay:
        problem = replace(problem, current=tuple(stay), change_cost=STAY)
    bans = [part for part in problem.forbidden if len(part.products) > 1 or (part.products and part.studio)]
    lawful = [
        (creator, slot, kind, mix)
        for creator, slot, kind, products in chain.sessions()
        if (mix := _without_banned(bans, creator, slot, products))
    ]
    named, _homeless = name_studios(problem, lawful)
    return tuple(sorted(named, key=lambda session: (session.slot, session.creator)))


def plan_of(problem: Problem, chain: Chain, began: float, seed: int) -> Plan:
    """The chain's plan, finished and checked; see :func:`checked`."""
    return checked(problem, finished(chain), began, seed)


def checked(problem: Problem, sessions: Sequence[Session], began: float, seed: int) -> Plan:
    """A plan of these sessions; ``began`` as :func:`time.monotonic` said.

    Raises AssertionError when they break a rule.
    """
    verdict = check(problem, sessions)
    if not verdict.ok:
        raise AssertionError(f"the checker refused a plan: {verdict.broken[:3]}")
    return Plan(
        status="feasible",
        sessions=tuple(sessions),
        objective=verdict.objective,
        seconds=monotonic() - began,
        seed=seed,
        parts=verdict.parts,
        sold=verdict.sold,
    )


def _without_banned(bans: list[Part], creator: str, slot: int, products: dict[str, int]) -> dict[str, int]:
    """The mix less a product of each ban that it would break in whatever studio."""
    left = dict(products)
    for part in bans:
        if part.is_in(Session(creator, part.studio or "", slot, left)):
            left.pop(next(iter(part.products)))
    return left
