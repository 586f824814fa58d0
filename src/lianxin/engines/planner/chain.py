"""One chain of the search: a plan in the making with its working space, and how sessions go in and out."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from lianxin.engines.planner.arrays import Arrays, Floats, Ints
from lianxin.engines.planner.choosing import desk, may_put
from lianxin.engines.planner.kernels import Data
from lianxin.engines.planner.problem import Session
from lianxin.engines.planner.search import fill_greedily, improve, notes, seed_kernels
from lianxin.engines.planner.state import State, copy_into, empty, put, take

#: The first and last temperature as shares of what a session of the first plan is worth: measured, see
#: docs/benchmarks.md.
HOT, COLD = 8e-3, 4e-4
#: A run cools down twice: in this share of it, for a good plan soon, and slowly in the rest.
SOON = 0.15
#: How often a candidate is overlooked.
BLINK = 0.1
#: Pairs of a creator's week that the search looks at first, once prices tell which.
LIKELY = 14
#: From so many creator-weeks on the greedy plan takes what is nearly the best, to be there in seconds.
MANY, HASTE = 500, 0.2


def heat_at(share: float) -> float:
    """The temperature after a share of the run (0..1), as a share of what a session is worth."""
    share = min(max(share, 0.0), 1.0)
    cooled = share / SOON if share < SOON else (share - SOON) / (1.0 - SOON)
    return float(HOT * (COLD / HOT) ** cooled)


class Chain:
    """A plan that is filled and improved; all numbers by studio type."""

    def __init__(self, arrays: Arrays, data: Data) -> None:
        self.arrays, self.data = arrays, data
        self.state = empty(arrays)
        self.focus = (0, max(arrays.weeks, 1))
        self._desk, self._notes = desk(arrays), notes(arrays)
        self._places = np.zeros(len(self.state.at), dtype=np.int64)
        self._pair = {
            key: number
            for number, key in enumerate(
                zip(
                    arrays.pair_creator.tolist(),
                    arrays.pair_slot.tolist(),
                    arrays.pair_type.tolist(),
                    strict=True,
                )
            )
        }

    @property
    def worth(self) -> float:
        """The plan's objective with the cheapest rooms of each type."""
        return float(self.state.worth[0])

    def add(self, session: Session, lock: int = 0) -> bool:
        """Put a named session in if the rules allow; ``lock`` 1 keeps its place, 2 its mix too."""
        problem, a = self.arrays.problem, self.arrays
        creator = problem.creator_numbers.get(session.creator, -1)
        kind = next((s.type for s in problem.studios if s.id == session.studio), "")
        if creator < 0 or kind not in a.types:
            return False
        pair = self._pair.get((creator, session.slot, a.types.index(kind)))
        mix = self._mix(creator, session)
        if pair is None or mix is None or not may_put(self.data, self.state, pair, *mix):
            return False
        put(self.data, self.state, pair, *mix)
        self.state.locked[creator * a.days + a.day[session.slot]] = lock
        return True

    def _mix(self, creator: int, session: Session) -> tuple[Ints, Ints] | None:
        """Showings and units in ascending order, or None where one cannot be shown or is too long."""
        a = self.arrays
        first, last = a.showing_from[creator], a.showing_from[creator + 1]
        row_of = {int(p): int(first) + i for i, p in enumerate(a.showing_product[first:last])}
        number = a.problem.product_numbers
        rows = sorted(
            (row_of.get(number.get(p, -1), -1), units) for p, units in session.products.items() if units
        )
        if not rows or rows[0][0] < 0 or sum(units for _, units in rows) > a.units:
            return None
        if any(units > a.mix_cap[q] or units < 1 for q, units in rows):
            return None
        filled = rows + [(-1, 0)] * (a.units - len(rows))
        table = np.array(filled, dtype=np.int64)
        return table[:, 0].copy(), table[:, 1].copy()

    def fill(self) -> None:
        """Add the best sessions one by one until none brings anything."""
        slack = HASTE if len(self.data.week_pairs) > MANY else 0.0
        fill_greedily(self.data, self.state, self._desk, slack, np.empty(len(self.data.week_pairs) - 1))

    def improve(self, rounds: int, heat: float) -> None:
        """Ruin and recreate for some rounds."""
        first, last = self.focus
        improve(
            self.data, self.state, rounds, heat, BLINK, first, last, self._desk, self._notes, self._places
        )

    def seed(self, seed: int) -> None:
        """Seed this thread's random numbers."""
        seed_kernels(seed)

    def prefer(self, value: Floats) -> None:
        """Look first at the pairs that are worth most at the prices, ``value`` [N]."""
        offsets = self.arrays.week_pairs
        self.state.likely[:] = 0
        for first, last in pairwise(offsets):
            best = np.argsort(-value[first:last])[:LIKELY]
            self.state.likely[first + best] = 1

    def take_over(self, other: State) -> None:
        """Continue from another chain's plan."""
        copy_into(other, self.state)

    def join(self, other: State, first: int, last: int, spare: float) -> None:
        """Take the other plan's sessions of some weeks unless that loses more than ``spare`` yuan."""
        a, before = self.arrays, empty(self.arrays)
        copy_into(self.state, before)
        for mine, number in ((self.state, 0), (other, 1)):
            for place in np.flatnonzero((mine.at >= 0) & (self.state.locked == 0)):
                pair = int(mine.at[place])
                if not first <= a.week[a.pair_slot[pair]] < last:
                    continue
                if number == 0:
                    take(self.data, self.state, int(place))
                elif may_put(self.data, self.state, pair, mine.mix[place], mine.share[place]):
                    put(self.data, self.state, pair, mine.mix[place], mine.share[place])
        if self.worth < before.worth[0] - spare:
            copy_into(before, self.state)

    def sessions(self) -> list[tuple[str, int, str, dict[str, int]]]:
        """The plan as (creator, slot, studio type, products)."""
        a, state, problem = self.arrays, self.state, self.arrays.problem
        found = []
        for place in np.flatnonzero(state.at >= 0):
            pair = state.at[place]
            products = {
                problem.products[a.showing_product[q]].id: int(units)
                for q, units in zip(state.mix[place], state.share[place], strict=True)
                if q >= 0
            }
            creator = problem.creators[a.pair_creator[pair]].id
            found.append((creator, int(a.pair_slot[pair]), a.types[a.pair_type[pair]], products))
        return found
