"""A plan as it stands, in the kernels' arrays, to try things on copies of it.

What a change touches is filled again: the mixes of sessions that could sell a product concerned, and free
places. What comes out is counted exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lianxin.engines.planner.arrays import Floats, build
from lianxin.engines.planner.average import average, bound
from lianxin.engines.planner.chain import Chain
from lianxin.engines.planner.choosing import NOTHING, best_of_week, desk, price_pair, rank_showings
from lianxin.engines.planner.finishing import firmness, sessions_for_locks
from lianxin.engines.planner.kernels import data_of
from lianxin.engines.planner.pricing import priced
from lianxin.engines.planner.problem import Problem, Session
from lianxin.engines.planner.proving import WIDTH
from lianxin.engines.planner.scheduling import season
from lianxin.engines.planner.state import copy_into, put, take
from lianxin.engines.planner.warming import compile_kernels

#: What a changed session costs where nothing is said: plans that are worth the same are not shuffled.
TIE = 0.01
Near = NDArray[np.bool_]


class Standing:
    """The sessions of a plan that can stand, and for locks that they do not keep some of their own.

    Raises ValueError when the locks cannot stand together.
    """

    def __init__(self, problem: Problem, sessions: Sequence[Session]) -> None:
        compile_kernels()
        if not problem.change_cost:
            problem = replace(problem, current=tuple(sessions), change_cost=TIE)
        self.problem = problem
        self.arrays = build(problem)
        self.data = data_of(self.arrays)
        self.chain = Chain(self.arrays, self.data)
        self.desk = desk(self.arrays)
        a = self.arrays
        self._places = a.pair_creator * a.days + a.day[a.pair_slot]
        self._groups = a.pair_creator * a.weeks + a.week[a.pair_slot]
        if not all(any(map(lock.is_kept_by, sessions)) for lock in problem.locked):
            for session, lock in sessions_for_locks(problem):
                self.chain.add(session, lock)
        for session in sessions:
            self.chain.add(session, firmness(problem, session))

    def copy(self) -> Chain:
        """The plan, to be changed."""
        chain = Chain(self.arrays, self.data)
        copy_into(self.chain.state, chain.state)
        return chain

    def place(self, pair: int) -> int:
        """Where a session of this pair stands in a state."""
        return int(self._places[pair])

    def group(self, pair: int) -> int:
        """The creator's week of a pair."""
        return int(self._groups[pair])

    def groups(self) -> list[int]:
        """The weeks of all creators who can have a session then."""
        return [int(group) for group in np.unique(self._groups)]

    def showings(self, creator: str, product: str) -> list[int]:
        """The creator's showing of the product, if she can sell it."""
        a, problem = self.arrays, self.problem
        c = problem.creator_numbers[creator]
        p = problem.product_numbers[product]
        return [q for q in range(a.showing_from[c], a.showing_from[c + 1]) if a.showing_product[q] == p]

    def hold(self, chain: Chain, showing: int) -> None:
        """What shows it in a chain stays as it is."""
        state = chain.state
        state.locked[(state.at >= 0) & (state.mix == showing).any(axis=1)] = 2

    def values(self) -> Floats:
        """[N] what each pair is worth at the plan's own prices: where a search looks first."""
        a, state = self.arrays, self.chain.state
        plan = average(a, np.zeros((len(a.fee), a.days), dtype=np.int64))
        plan.demand[:], plan.used[:], plan.total[:] = state.demand, state.used, state.total
        out = priced(a)
        bound(self.data, plan, 1.0, WIDTH, desk(a), out, season(a))
        return out.value

    def near(self, products: Iterable[int], weeks: Iterable[int]) -> Near:
        """[C·days] places of creators who can sell one of these products, in or beside one of the weeks."""
        a = self.arrays
        owner = np.repeat(np.arange(len(a.fee)), np.diff(a.showing_from))
        able = owner[np.isin(a.showing_product, list(products))]
        creators = np.bincount(able, minlength=len(a.fee)) > 0
        around = np.isin(a.week, [week + by for week in weeks for by in (-1, 0, 1)])
        days = np.bincount(a.day[around], minlength=a.days) > 0
        return (creators[:, None] & days[None, :]).reshape(-1)

    def near_sessions(self, sessions: Sequence[Session]) -> Near:
        """[C·days] the places that have to do with what these show."""
        shown = {name for session in sessions for name in session.products}
        products = [p for p, one in enumerate(self.problem.products) if one.id in shown]
        return self.near(products, [self.problem.slots[one.slot].week for one in sessions])

    def places(self, sessions: Sequence[Session]) -> Near:
        """[C·days] just where these stand."""
        a, at = self.arrays, {(one.creator, one.slot) for one in sessions}
        number = self.problem.creator_numbers
        found = np.zeros(len(a.fee) * a.days, dtype=np.bool_)
        found[[number[creator] * a.days + a.day[slot] for creator, slot in at]] = True
        return found

    def refilled(self, chain: Chain, near: Near) -> Chain:
        """Free places filled, then sessions given the mix that is best now, once over the near places."""
        state = chain.state
        for group in np.unique(self._groups[near[self._places]]):
            self.add(chain, int(group))
        for place in np.flatnonzero((state.at >= 0) & (state.locked < 2) & near):
            self.remix(chain, int(place))
        return chain

    def remix(self, chain: Chain, place: int) -> None:
        """Give a session the mix that is best now, if another is better."""
        state, before, pair = chain.state, chain.worth, int(chain.state.at[place])
        mix, share = state.mix[place].copy(), state.share[place].copy()
        take(self.data, state, place)
        count = rank_showings(self.data, state, self.group(pair), self.desk)
        if price_pair(self.data, state, pair, count, self.desk) > NOTHING / 2:
            put(self.data, state, pair, self.desk.mix, self.desk.share)
            if chain.worth > before:
                return
            take(self.data, state, place)
        put(self.data, state, pair, mix, share)

    def add(self, chain: Chain, group: int) -> None:
        """Add the best session of a creator's week, if it brings anything."""
        before = chain.worth
        _, pair = best_of_week(self.data, chain.state, group, self.desk, 0.0)
        if pair < 0:
            return
        put(self.data, chain.state, pair, self.desk.top_mix, self.desk.top_share)
        if chain.worth <= before:
            take(self.data, chain.state, self.place(pair))
