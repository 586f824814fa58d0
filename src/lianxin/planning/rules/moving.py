"""One move of a hand on the board. Nothing is refused that the checker can put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lianxin.engines.planner import Creator, Problem, Session
from lianxin.planning.rules.errors import NotPlanned
from lianxin.planning.rules.placing import mix_for, studio_for
from lianxin.planning.rules.sessions import Key, find, key_of, put, read, without, written

#: So many moves can be taken back.
UNDONE = 30


@dataclass(frozen=True)
class Move:
    """`verb`: add, move, mix (other products) or drop. `at` names the session, or the place of a new one.

    `to`: where it goes; the same if None. `studio`: where it is held; "" leaves the choice to the rules.
    `products`: units by product; None leaves them, for a new session to the rules.
    """

    verb: str
    at: Key
    to: Key | None = None
    studio: str = ""
    products: Mapping[str, int] | None = None


def moved(problem: Problem, sessions: Sequence[Session], move: Move) -> tuple[Session, ...]:
    """The sessions after the move. Raises NotPlanned where there is no such session, place or creator."""
    if move.verb == "drop":
        return without(sessions, move.at)
    if move.verb == "add":
        return put(sessions, _new(problem, sessions, move))
    old = find(sessions, move.at)
    if move.verb == "mix":
        return put(sessions, replace(old, products=_checked(problem, move.products or {})), move.at)
    return put(sessions, _elsewhere(problem, sessions, old, move), move.at)


def _new(problem: Problem, sessions: Sequence[Session], move: Move) -> Session:
    creator = _creator(problem, move.at)
    where = move.studio or studio_for(problem, sessions, creator, move.at[1], "")
    bare = Session(creator.id, _studio(problem, where), move.at[1], {})
    if move.products is not None:
        return replace(bare, products=_checked(problem, move.products))
    return replace(bare, products=mix_for(problem, sessions, bare))


def _elsewhere(problem: Problem, sessions: Sequence[Session], old: Session, move: Move) -> Session:
    """Another creator sells what the two can both sell; if that is nothing, what the rules propose."""
    others = without(sessions, move.at)
    to = move.to or move.at
    creator = _creator(problem, to)
    where = move.studio or studio_for(problem, others, creator, to[1], old.studio)
    bare = Session(creator.id, _studio(problem, where), to[1], {})
    kept = {p: n for p, n in old.products.items() if (creator.id, p) in problem.demand.base}
    return replace(bare, products=kept or mix_for(problem, others, bare))


def _creator(problem: Problem, key: Key) -> Creator:
    found = next((one for one in problem.creators if one.id == key[0]), None)
    if found is None or not 0 <= key[1] < len(problem.slots):
        raise NotPlanned("season_no_place")
    return found


def _studio(problem: Problem, number: str) -> str:
    if all(one.id != number for one in problem.studios):
        raise NotPlanned("season_no_studio", studio=number)
    return number


def _checked(problem: Problem, products: Mapping[str, int]) -> dict[str, int]:
    known = {one.id for one in problem.products}
    if strange := sorted(set(products) - known):
        raise NotPlanned("season_no_product", product=strange[0])
    return {product: units for product, units in products.items() if units > 0}


def trace(before: Sequence[Session], after: Sequence[Session]) -> dict[str, list[dict[str, Any]]]:
    """What a move took off and put on, so that it can be taken back."""
    was, is_ = ({key_of(one): one for one in found} for found in (before, after))
    off = [one for key, one in was.items() if is_.get(key) != one]
    on = [one for key, one in is_.items() if was.get(key) != one]
    return {"off": written(off), "on": written(on)}


def taken_back(sessions: Sequence[Session], step: Mapping[str, Any]) -> tuple[Session, ...]:
    """Raises NotPlanned where what the move put on is no longer there."""
    left: tuple[Session, ...] = tuple(sessions)
    for one in read(step["on"]):
        left = without(left, key_of(one))
    for one in read(step["off"]):
        left = put(left, one)
    return left
