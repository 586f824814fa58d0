"""Why a problem cannot be planned: a smallest conflict of its locks and rules, and the cheapest ways out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from lianxin.engines.planner.lock_search import stands
from lianxin.engines.planner.locking import Active, Locks, Member
from lianxin.engines.planner.problem import Part, Problem, Session
from lianxin.engines.planner.quickxplain import cheapest_hit, is_smallest, smallest_conflict
from lianxin.engines.planner.worth import worth_of

#: Who can loosen a rule. No setting puts two sessions into a room, sells what is not wanted, or lets a
#: creator be live twice a day or early after a late session.
GRANTED_BY = {
    "locked": "planner",
    "forbidden": "planner",
    "creator_busy": "creator",
    "studio_type": "creator",
    "studio_busy": "studio",
    **dict.fromkeys(("week_cap", "run", "repeat"), "office"),
}
#: Conflicts with so many members in all are hit together as cheaply as can be; of further ones the cheapest
#: member is given up. (Where a type of studio is full, every studio of it is a member of many a conflict.)
MOST_MEMBERS = 200


@dataclass(frozen=True)
class Reason:
    """A lock, a ban or a rule that has a part in a conflict.

    `rule` is the checker's name of it; `values` hold number and part of a lock or ban, or the id of the
    creator or studio with its limit. `name` is short and unique, such as ``week_cap[C01]``. `part` is what a
    lock or ban names.
    """

    name: str
    rule: str
    values: dict[str, Any] = field(default_factory=dict, hash=False)
    part: Part | None = None


@dataclass(frozen=True)
class WayOut:
    """What to give up so that the rest can stand, who grants it, and its cost in yuan if that is known."""

    given_up: tuple[Reason, ...]
    cost: float | None
    granted_by: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """A smallest set that cannot hold together, checked by taking each away, with the ways out."""

    reasons: tuple[Reason, ...]
    ways_out: tuple[WayOut, ...]


def conflict_of(problem: Problem) -> Conflict | None:
    """None if the problem can be planned: its locks can stand together."""
    locks = Locks(problem)
    stand = partial(stands, locks)
    guilty = smallest_conflict(locks.locks, stand, locks.rules)
    if guilty is None:
        return None
    members = [*guilty, *(smallest_conflict(locks.rules, stand, guilty) or [])]
    if not is_smallest(members, stand):
        raise AssertionError("The conflict is not a smallest one")
    ways = (_by_locks(locks), _by_rules(locks))
    return Conflict(
        tuple(_reason(locks, member) for member in members), tuple(way for way in ways if way is not None)
    )


def _by_locks(locks: Locks) -> WayOut:
    """The locks whose giving up costs least."""
    costs = _Costs(locks)
    found = _cheapest(locks, locks.locks, frozenset(locks.rules), costs.of)
    return _way(locks, found, sum(map(costs.of, found)))


def _by_rules(locks: Locks) -> WayOut | None:
    """The fewest rules that somebody can loosen so that all locks stand; None if that is not enough."""
    open_to = [rule for rule in locks.rules if rule.rule in GRANTED_BY]
    fixed = frozenset(locks.rules) - frozenset(open_to) | frozenset(locks.locks)
    if not stands(locks, fixed):
        return None
    found = _cheapest(locks, open_to, fixed, lambda _rule: 1.0)
    return _way(locks, found, None)


def _cheapest(
    locks: Locks, members: Sequence[Member], fixed: Active, cost: Callable[[Member], float]
) -> list[Member]:
    """The cheapest of the members without which the rest stand: ever more conflicts, and what hits all."""
    conflicts: list[frozenset[Member]] = []
    given_up: frozenset[Member] = frozenset()
    while True:
        left = [one for one in members if one not in given_up]
        found = smallest_conflict(left, partial(stands, locks), fixed)
        if found is None:
            return _needed(locks, given_up, fixed | frozenset(members), cost)
        conflicts.append(frozenset(found))
        if sum(map(len, conflicts)) <= MOST_MEMBERS:
            given_up = cheapest_hit(conflicts, cost)
        else:
            given_up |= {min(found, key=cost)}


def _needed(
    locks: Locks, given_up: frozenset[Member], every: Active, cost: Callable[[Member], float]
) -> list[Member]:
    """Of what is given up that without which the rest does not stand; the dearest is kept first."""
    for one in sorted(given_up, key=lambda member: (-cost(member), member)):
        if stands(locks, every - given_up | {one}):
            given_up -= {one}
    return sorted(given_up)


class _Costs:
    """What each lock's session brings among all that are locked; one that is left open brings nothing yet."""

    def __init__(self, locks: Locks) -> None:
        self._problem = locks.problem
        self._sessions = {lock: _session(locks.part(lock)) for lock in locks.locks}
        self._known: dict[Member, float] = {}

    def of(self, lock: Member) -> float:
        if self._sessions[lock] is None:
            return 1.0
        if lock not in self._known:
            self._known[lock] = max(self._worth(set()) - self._worth({lock}), 1.0)
        return self._known[lock]

    def _worth(self, without: set[Member]) -> float:
        held = {one for lock, one in self._sessions.items() if one is not None and lock not in without}
        return worth_of(self._problem, list(held)).objective


def _session(part: Part) -> Session | None:
    """The session that a lock names, if it names all of one."""
    if part.creator is None or part.studio is None or part.slot is None or not part.products:
        return None
    return Session(part.creator, part.studio, part.slot, part.products)


def _way(locks: Locks, members: list[Member], cost: float | None) -> WayOut:
    granted = sorted({GRANTED_BY[member.rule] for member in members})
    return WayOut(tuple(_reason(locks, member) for member in members), cost, tuple(granted))


def _reason(locks: Locks, member: Member) -> Reason:
    if member.rule in ("locked", "forbidden"):
        part = locks.part(member)
        values: dict[str, Any] = {"number": int(member.key), "part": part_text(locks.problem, part)}
        return Reason(member.name, member.rule, values, part)
    if member.key in locks.creators and member.rule not in ("studio_busy", "studio_slot"):
        rules, creator = locks.problem.rules, locks.creators[member.key]
        most = {"week_cap": creator.max_per_week, "run": rules.max_run, "repeat": rules.repeat_per_week}
        values = {"creator": member.key}
        if member.rule in most:
            values["most"] = most[member.rule]
        return Reason(member.name, member.rule, values)
    return Reason(member.name, member.rule, {"studio": member.key})


def part_text(problem: Problem, part: Part) -> str:
    """What a lock or ban names, in ids and times: C01 · S02 · 2024-03-04 08:00 · P001×2."""
    slot = problem.slots[part.slot] if part.slot is not None else None
    time = f"{slot.date.isoformat()} {slot.starts}" if slot else None
    products = [f"{product}×{units}" for product, units in part.products.items()]
    return " · ".join(one for one in (part.creator, part.studio, time, *products) if one is not None)
