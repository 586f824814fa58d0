"""Sessions of a plan as they are kept, and what a hand does to them: put, moved, taken off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lianxin.engines.planner import Part, Problem, Session
from lianxin.planning.rules.errors import NotPlanned

Key = tuple[str, int]  # a creator and a slot name a session


def key_of(session: Session) -> Key:
    return session.creator, session.slot


def read(rows: Iterable[Mapping[str, Any]]) -> tuple[Session, ...]:
    return tuple(Session(r["creator"], r["studio"], r["slot"], dict(r["products"])) for r in rows)


def written(sessions: Iterable[Session]) -> list[dict[str, Any]]:
    """For keeping, in order of time."""
    return [
        {
            "creator": s.creator,
            "studio": s.studio,
            "slot": s.slot,
            "products": dict(sorted(s.products.items())),
        }
        for s in sorted(sessions, key=lambda s: (s.slot, s.creator))
    ]


def part_written(part: Part) -> dict[str, Any]:
    """Only what it says."""
    said = {"creator": part.creator, "studio": part.studio, "slot": part.slot, "products": part.products}
    return {name: value for name, value in said.items() if value not in (None, {})}


def part_read(row: Mapping[str, Any]) -> Part:
    return Part(row.get("creator"), row.get("studio"), row.get("slot"), dict(row.get("products", {})))


def impossible(problem: Problem, lock: Part) -> bool:
    """Whether the creator or the studio of a lock is not there at its time any more."""
    if lock.slot is None:
        return False
    named = [
        *(one.slots for one in problem.creators if one.id == lock.creator),
        *(one.slots for one in problem.studios if one.id == lock.studio),
    ]
    return any(lock.slot not in free for free in named)


def narrows(problem: Problem, locked: Iterable[Part], forbidden: Iterable[Part]) -> bool:
    """Whether plans of the problem keep these locks and bans too: a bound that is proved under them holds."""

    def asks_for(one: Part, lock: Part) -> bool:
        same_place = (one.creator, one.studio, one.slot) == (lock.creator, lock.studio, lock.slot)
        return same_place and lock.products in ({}, one.products)

    return all(any(asks_for(one, lock) for one in problem.locked) for lock in locked) and all(
        ban in problem.forbidden for ban in forbidden
    )


def find(sessions: Sequence[Session], key: Key) -> Session:
    """Raises NotPlanned."""
    for session in sessions:
        if key_of(session) == key:
            return session
    raise NotPlanned("season_no_session")


def without(sessions: Sequence[Session], key: Key) -> tuple[Session, ...]:
    """Raises NotPlanned."""
    find(sessions, key)
    return tuple(one for one in sessions if key_of(one) != key)


def put(sessions: Sequence[Session], new: Session, instead_of: Key | None = None) -> tuple[Session, ...]:
    """With `new`, in the place of another if one is named. Raises NotPlanned."""
    left = without(sessions, instead_of) if instead_of else tuple(sessions)
    if any(key_of(one) == key_of(new) for one in left):
        raise NotPlanned("season_place_taken")
    return (*left, new)
