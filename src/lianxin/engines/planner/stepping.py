"""A new plan change by change: which are made first, and what the plan is worth after each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lianxin.engines.planner.checking import check
from lianxin.engines.planner.deltas import Deltas, exchanged
from lianxin.engines.planner.problem import Problem, Session
from lianxin.engines.planner.replanning import Move, may_exchange


@dataclass(frozen=True)
class Step:
    """Changes made together, mostly one, and the plan after them; `worth` leaves out what changes cost."""

    moves: tuple[Move, ...]
    worth: float
    sessions: tuple[Session, ...]


def steps(
    problem: Problem, mended: Sequence[Session], moves: Sequence[Move], most: int | None = None
) -> list[Step]:
    """The changes from a mended plan, each time the one that brings most of those that keep every rule.

    No more than `most` steps, if that is said.

    When none does alone, because each waits for another's place, all of the rest are made together. What only
    drops a session that cannot stand is no change.
    """
    plain = replace(problem, current=(), change_cost=0.0)
    held, worth = list(mended), check(plain, mended).objective
    left = [move for move in moves if _exchange(held, move) != ([], [])]
    found: list[Step] = []
    while left and len(found) != most:
        made = _next(plain, held, left)
        exchange = _together(held, made)
        worth += Deltas(plain, held).of(*exchange)
        held = exchanged(held, *exchange)
        left = [move for move in left if move not in made]
        found.append(Step(tuple(made), worth, tuple(held)))
    return found


def _next(problem: Problem, held: Sequence[Session], left: Sequence[Move]) -> list[Move]:
    """The change that brings most of those that keep every rule, or all."""
    deltas = Deltas(problem, held)
    for move in sorted(left, key=lambda move: -deltas.of(*_exchange(held, move))):
        if may_exchange(problem, held, *_exchange(held, move)):
            return [move]
    return list(left)


def _together(held: Sequence[Session], moves: Sequence[Move]) -> tuple[list[Session], list[Session]]:
    exchanges = [_exchange(held, move) for move in moves]
    return [one for out, _ in exchanges for one in out], [one for _, into in exchanges for one in into]


def _exchange(held: Sequence[Session], move: Move) -> tuple[list[Session], list[Session]]:
    """What goes of the plan as it is now, and what comes."""
    old = [one for one in held if move.old and _place(one) == _place(move.old)]
    return old, [move.new] if move.new else []


def _place(session: Session) -> tuple[str, str, int]:
    return session.creator, session.studio, session.slot
