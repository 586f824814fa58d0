"""The best plan of a run and its bound: all its threads bring what they find here."""

from __future__ import annotations

import threading

import numpy as np

from lianxin.engines.planner.arrays import Ints, build
from lianxin.engines.planner.chain import Chain, heat_at
from lianxin.engines.planner.finishing import sessions_for_locks
from lianxin.engines.planner.kernels import data_of
from lianxin.engines.planner.problem import Problem, Session
from lianxin.engines.planner.proving import Proof
from lianxin.engines.planner.state import State, copy_into, empty

#: Shares of a worth that are no more than the rounding of sums.
ROUNDING = 1e-6


class Best:
    """The season in arrays, the first chain, the best plan so far, and what is proved.

    It begins with locks, then what can stand of ``start``, then greedily; or without ``start``, if that is
    better and changes cost nothing. Raises ValueError when a lock cannot stand.
    """

    def __init__(self, problem: Problem, start: tuple[Session, ...]) -> None:
        self.arrays = build(problem)
        self.data = data_of(self.arrays)
        self._locks = sessions_for_locks(problem)
        self.chain = self.blank()
        self.chain.fill()
        if start:
            again = self.blank()
            for session in start:
                again.add(session)
            again.fill()
            if again.worth > self.chain.worth or problem.change_cost > 0:
                self.chain = again
        self.proof = Proof(self.arrays, self.data, self.must())
        self._scale = abs(self.chain.worth) / max(int((self.chain.state.at >= 0).sum()), 1)
        self._state = empty(self.arrays)
        copy_into(self.chain.state, self._state)
        self._proved = np.inf
        self._guard = threading.Lock()

    def blank(self) -> Chain:
        """A plan with nothing but the locks."""
        chain = Chain(self.arrays, self.data)
        for session, lock in self._locks:
            if not chain.add(session, lock):
                raise ValueError(f"a lock cannot stand: {session}")
        return chain

    def must(self) -> Ints:
        """[C, days] days on which a lock names its creator and slot; other locks may be kept elsewhere."""
        problem, a = self.arrays.problem, self.arrays
        number = problem.creator_numbers
        must = np.zeros((len(a.fee), a.days), dtype=np.int64)
        for part in problem.locked:
            if part.creator is not None and part.slot is not None:
                must[number[part.creator], a.day[part.slot]] = 1
        return must

    def heat(self, share: float) -> float:
        """The temperature in yuan after a share of the budget."""
        return self._scale * heat_at(share)

    def offer(self, chain: Chain) -> None:
        """Keep the plan if it is better."""
        with self._guard:
            if chain.worth > self.worth + 1e-6:
                copy_into(chain.state, self._state)

    def copy(self) -> State:
        """A copy of the best plan so far."""
        copy = empty(self.arrays)
        with self._guard:
            copy_into(self._state, copy)
        return copy

    def lower(self, bound: float) -> None:
        """A bound that another way than the averages has proved."""
        with self._guard:
            self._proved = min(self._proved, bound)

    @property
    def worth(self) -> float:
        """Yuan."""
        return float(self._state.worth[0])

    @property
    def bound(self) -> float:
        """No plan is worth more; infinite until something is proved."""
        return min(self.proof.bound, self._proved)

    def gap(self) -> float:
        """Yuan between the bound and the best plan."""
        return self.bound - self.worth

    def closed(self) -> bool:
        """Whether no plan can be better by more than rounding."""
        return self.gap() <= ROUNDING * abs(self.bound)
