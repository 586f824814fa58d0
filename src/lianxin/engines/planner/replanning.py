"""When something happens to a plan: the problem as it is now, the plan as far as it still stands, and what a
new plan changes, told session by session."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from lianxin.engines.planner.checking import Broken, check
from lianxin.engines.planner.deltas import Deltas, exchanged
from lianxin.engines.planner.problem import Part, Plan, Problem, Session, Slot


@dataclass(frozen=True)
class Event:
    """What happened, from the first day to the last.

    ``ill``: the creator `key` cannot come. ``closed``: the studio `key` is shut. ``frost``: of what the
    product `key` brings in the weeks of these days, `share` is lost. ``down``: nobody can be live; no key.
    """

    kind: str
    first: date
    last: date
    key: str = ""
    share: float = 1.0


def struck(problem: Problem, events: Iterable[Event]) -> Problem:
    """The problem after the events. Raises ValueError for a kind that there is not."""
    for event in events:
        hit = {slot.id for slot in problem.slots if event.first <= slot.date <= event.last}
        if event.kind in ("ill", "down"):
            creators = tuple(
                replace(one, slots=one.slots - hit) if event.kind == "down" or one.id == event.key else one
                for one in problem.creators
            )
            problem = replace(problem, creators=creators)
        elif event.kind == "closed":
            studios = tuple(
                replace(one, slots=one.slots - hit) if one.id == event.key else one for one in problem.studios
            )
            problem = replace(problem, studios=studios)
        elif event.kind == "frost":
            problem = _frozen(problem, event, {problem.slots[slot].week for slot in hit})
        else:
            raise ValueError(f"There is no event {event.kind!r}")
    return problem


def _frozen(problem: Problem, event: Event, weeks: set[int]) -> Problem:
    def left(week: int, units: float) -> float:
        return units * (1 - event.share) if week in weeks else units

    products = tuple(
        replace(one, supply=tuple(left(week, units) for week, units in enumerate(one.supply)))
        if one.id == event.key
        else one
        for one in problem.products
    )
    return replace(problem, products=products)


def from_today(problem: Problem, plan: Sequence[Session], today: date) -> Problem:
    """The problem with everything before a day as history."""
    return with_past(problem, plan, {slot.id for slot in problem.slots if slot.date < today})


def with_past(problem: Problem, plan: Sequence[Session], past: Collection[int]) -> Problem:
    """The problem with these slots as history: their sessions locked, nothing else free in them."""
    held = {(one.creator, one.slot) for one in plan if one.slot in past}
    creators = tuple(
        replace(one, slots=frozenset(s for s in one.slots if s not in past or (one.id, s) in held))
        for one in problem.creators
    )
    locks = [
        Part(one.creator, one.studio, one.slot, dict(one.products))
        for one in plan
        if one.slot in past and check(replace(problem, locked=()), [one]).ok
    ]
    return replace(problem, creators=creators, locked=(*problem.locked, *locks))


def changed_problem(
    problem: Problem, plan: Sequence[Session], events: Iterable[Event], change_cost: float
) -> Problem:
    """The problem after the events, with the plan as the current one and a price for each change to it."""
    return replace(struck(problem, events), current=tuple(plan), change_cost=change_cost)


def repaired(problem: Problem, plan: Iterable[Session]) -> list[Session]:
    """The plan without what cannot stand any more: nothing is put in its place.

    Of sessions that break a rule together the one goes that brings least, unless a lock wants it. Products
    that cannot be sold go alone. A lock that the plan does not keep stays unkept.
    """
    held = list(plan)
    while True:
        broken = [one for one in check(problem, held).broken if one.sessions]
        if not broken:
            return held
        # what cannot stand by itself goes first: it may be what breaks the rest
        first = min(broken, key=lambda one: len(one.sessions))
        held = _without(problem, held, first)


def _without(problem: Problem, held: list[Session], broken: Broken) -> list[Session]:
    if broken.rule in ("no_demand", "unknown_product"):
        at = broken.sessions[0]
        gone = broken.values.get("product", broken.values.get("value"))
        mix = {product: units for product, units in held[at].products.items() if product != gone}
        return [*held[:at], *([replace(held[at], products=mix)] if mix else []), *held[at + 1 :]]
    if len(broken.sessions) == 1:
        at = broken.sessions[0]
    else:
        deltas = Deltas(problem, [one for one in held if _is_known(problem, one)])
        at = min(broken.sessions, key=lambda n: (_is_locked(problem, held[n]), -deltas.of(out=[held[n]])))
    return [*held[:at], *held[at + 1 :]]


def _is_locked(problem: Problem, session: Session) -> bool:
    return any(lock.is_kept_by(session) for lock in problem.locked)


def _is_known(problem: Problem, session: Session) -> bool:
    return not any(
        one.rule.startswith("unknown") for one in check(replace(problem, locked=()), [session]).broken
    )


@dataclass(frozen=True)
class Move:
    """One change from an old plan to a new one.

    `kind` is ``dropped``, ``added``, ``moved`` (the creator comes at another time, or to another studio) or
    ``mix``. `reason` is a rule that the old session breaks now, or empty: then `brings` says in yuan what the
    change is good for, that is, what undoing it alone would lose, apart from the price of changes.
    """

    kind: str
    old: Session | None
    new: Session | None
    reason: str = ""
    brings: float = 0.0
    values: dict[str, Any] = field(default_factory=dict, hash=False)


def moves(problem: Problem, old: Sequence[Session], new: Sequence[Session]) -> list[Move]:
    """What changed from the old plan to the new one, by date, each with its reason."""
    places = {(one.creator, one.studio, one.slot): one for one in new}
    kept = [(one, places[_place(one)]) for one in old if _place(one) in places]
    stay = {_place(one) for one, _ in kept}
    gone = [one for one in old if _place(one) not in stay]
    come = [one for one in new if _place(one) not in stay]
    deltas = Deltas(replace(problem, change_cost=0.0), new)
    found = [_mix(deltas, was, now) for was, now in kept if was.products != now.products]
    for was in gone:
        now = _nearest(problem.slots, was, come)
        if now is not None:
            come.remove(now)
        found.append(_gone(deltas, was, now))
    found += [Move("added", None, one, brings=-deltas.of(out=[one])) for one in come]
    return sorted(found, key=lambda move: min(one.slot for one in (move.old, move.new) if one))


def _place(session: Session) -> tuple[str, str, int]:
    return session.creator, session.studio, session.slot


def _nearest(slots: Sequence[Slot], was: Session, come: list[Session]) -> Session | None:
    """The creator's new session nearest in time, in the same week."""
    own = [one for one in come if one.creator == was.creator and slots[one.slot].week == slots[was.slot].week]
    return min(own, key=lambda one: abs(one.slot - was.slot), default=None)


def _mix(deltas: Deltas, was: Session, now: Session) -> Move:
    rule, values = _why_not(deltas.problem, was)
    brings = 0.0 if rule else -deltas.of(out=[now], into=[was])
    return Move("mix", was, now, rule, brings, values)


def _gone(deltas: Deltas, was: Session, now: Session | None) -> Move:
    rule, values = _why_not(deltas.problem, was)
    out = [now] if now else []
    if not rule and may_exchange(deltas.problem, deltas.sessions, out, [was]):
        brings = -deltas.of(out=out, into=[was])
    else:
        brings = -deltas.of(out=out)
    return Move("moved" if now else "dropped", was, now, rule, brings, values)


def may_exchange(
    problem: Problem, sessions: Sequence[Session], out: Sequence[Session], into: Sequence[Session]
) -> bool:
    """Whether a plan that keeps every rule still does when some go and others come.

    Rules tie a session to those of its creator and of its slot, so that only these are looked at.
    """
    after = exchanged(sessions, out, into)
    creators, slots = {one.creator for one in into}, {one.slot for one in into}
    tied = [one for one in after if one.creator in creators or one.slot in slots]
    lost = [lock for lock in problem.locked if any(map(lock.is_kept_by, out))]
    kept = all(any(map(lock.is_kept_by, after)) for lock in lost)
    return kept and check(replace(problem, locked=()), tied).ok


def _why_not(problem: Problem, session: Session) -> tuple[str, dict[str, Any]]:
    """The first rule that a session breaks by itself."""
    alone = check(replace(problem, locked=()), [session]).broken
    return (alone[0].rule, alone[0].values) if alone else ("", {})


def changed_counts(found: Iterable[Move]) -> tuple[int, int]:
    """Sessions dropped or moved, and mixes changed: what people must be told."""
    kinds = [move.kind for move in found]
    return kinds.count("dropped") + kinds.count("moved"), kinds.count("mix")


def apart_from_changes(plan: Plan) -> float:
    """A plan's worth without the price of changing to it."""
    return plan.objective + plan.parts.get("changes", 0.0)
