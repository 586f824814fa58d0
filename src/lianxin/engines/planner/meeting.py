"""Where the chains of a run meet: each has weeks of its own, and takes over what others made of theirs."""

from __future__ import annotations

import threading

from lianxin.engines.planner.arrays import Arrays
from lianxin.engines.planner.chain import Chain
from lianxin.engines.planner.state import State, copy_into, empty


class Meeting:
    """With fewer weeks than chains each goes its own way, over all weeks."""

    def __init__(self, arrays: Arrays, chains: int) -> None:
        self._arrays = arrays
        self._apart = arrays.weeks >= chains
        self._posted: dict[int, State] = {}
        self._guard = threading.Lock()

    def post(self, chain: Chain, number: int) -> None:
        """Leave the plan for the others."""
        if self._apart:
            with self._guard:
                self._post(chain, number)

    def join(self, chain: Chain, number: int, spare: float) -> None:
        """Take the others' weeks unless that loses over ``spare`` yuan, and look only at the own ones."""
        if not self._apart:
            return
        with self._guard:
            for other, state in self._posted.items():
                if other != number:
                    chain.join(state, *self._weeks(other), spare)
            self._post(chain, number)
            if len(self._posted) > 1:
                chain.focus = self._weeks(number)

    def _post(self, chain: Chain, number: int) -> None:
        copy_into(chain.state, self._posted.setdefault(number, empty(self._arrays)))

    def _weeks(self, number: int) -> tuple[int, int]:
        """The weeks of a chain, when there are ``len(posted)`` chains."""
        weeks, chains = self._arrays.weeks, max(len(self._posted), number + 1)
        return weeks * number // chains, weeks * (number + 1) // chains
