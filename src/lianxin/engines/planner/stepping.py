"""A new plan change by change: which are made first, and what the plan is worth after each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lianxin.engines.planner.checking import check
from lianxin.engines.planner.deltas import Deltas, exchanged
from lianxin.engines.planner.problem import Problem, Session
from lianxin.engines.planner.replanning import Move, may_exchange


@dataclass(frozen=True)
class Step:
    """One change, and the plan's worth after it and those before it, without the price of changes."""

    move: Move
    worth: float


def steps(problem: Problem, mended: Sequence[Session], moves: Sequence[Move]) -> list[Step]:
    """The changes from a mended plan, each time the one that brings most of those that keep every rule.

    Ends when none of the rest does. What only drops a session that cannot stand is no change.
    """
    plain = replace(problem, current=(), change_cost=0.0)
    held, worth = list(mended), check(plain, mended).objective
    left = [move for move in moves if _exchange(held, move) != ([], [])]
    found: list[Step] = []
    while left:
        deltas = Deltas(plain, held)
        gains = {n: deltas.of(*_exchange(held, move)) for n, move in enumerate(left)}
        for n in sorted(gains, key=lambda n: -gains[n]):
            exchange = _exchange(held, left[n])
            if may_exchange(plain, held, *exchange):
                held, worth = exchanged(held, *exchange), worth + gains[n]
                found.append(Step(left.pop(n), worth))
                break
        else:
            break
    return found


def _exchange(held: Sequence[Session], move: Move) -> tuple[list[Session], list[Session]]:
    """What goes of the plan as it is now, and what comes."""
    old = [one for one in held if move.old and _place(one) == _place(move.old)]
    return old, [move.new] if move.new else []


def _place(session: Session) -> tuple[str, str, int]:
    return session.creator, session.studio, session.slot
