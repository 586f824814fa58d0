"""The best single change to a plan, and the best after that: what a clerk would try first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from lianxin.engines.planner.chain import Chain
from lianxin.engines.planner.finishing import finished
from lianxin.engines.planner.problem import Problem, Session
from lianxin.engines.planner.standing import Standing
from lianxin.engines.planner.state import copy_into, empty

#: A change that brings fewer yuan is none: nobody is told of it.
LEAST = 1.0

Change = Callable[[Chain], None]


def one_by_one(
    problem: Problem, sessions: Sequence[Session], most: int, *, stay: bool = False
) -> Iterator[tuple[Session, ...]]:
    """The plan after the best single change, after the best that is left then, and so on, at most `most`.

    A change gives a session other products, or adds one. With `stay` none is added. A session that breaks a
    rule is left out.
    """
    standing = Standing(problem, sessions)
    chain = standing.copy()
    for _ in range(most):
        before = chain.worth
        change = _best(standing, chain, stay)
        change(chain)
        if chain.worth < before + LEAST:
            return
        yield finished(chain, sessions)


def _best(standing: Standing, chain: Chain, stay: bool) -> Change:
    kept = empty(standing.arrays)
    copy_into(chain.state, kept)
    gains: list[float] = []
    changes = list(_changes(standing, chain, stay))
    for change in changes:
        change(chain)
        gains.append(chain.worth)
        copy_into(kept, chain.state)
    return changes[int(np.argmax(gains))] if changes else _nothing


def _changes(standing: Standing, chain: Chain, stay: bool) -> Iterator[Change]:
    state = chain.state
    for place in np.flatnonzero((state.at >= 0) & (state.locked < 2)):
        yield partial(standing.remix, place=int(place))
    for group in () if stay else standing.groups():
        yield partial(standing.add, group=group)


def _nothing(chain: Chain) -> None:
    """Where there is nothing to change."""
