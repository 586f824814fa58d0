"""A search in a plan that stands: only sessions at some places change, for a fixed number of rounds."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from lianxin.engines.planner.arrays import Ints
from lianxin.engines.planner.chain import Chain
from lianxin.engines.planner.choosing import Desk, desk
from lianxin.engines.planner.refilling import best_with
from lianxin.engines.planner.standing import Near, Standing
from lianxin.engines.planner.state import copy_into, empty, put, take

#: Rounds of an exact answer, and between two looks at the clock.
ROUNDS, CHUNK = 2000, 100
#: The first temperature, in yuan: little is at stake in one question. The last rounds are cold.
HEAT = 0.5


@dataclass(frozen=True)
class Effort:
    """How much is searched. What ends by the clock is not the same for a seed."""

    rounds: int
    seed: int
    ends: float

    @classmethod
    def of(cls, seconds: float | None, seed: int, iterations: int | None) -> Effort:
        ends = float("inf") if seconds is None else monotonic() + seconds
        return cls(ROUNDS if iterations is None else iterations, seed, ends)

    @classmethod
    def shares(cls, count: int, seconds: float | None, seed: int, iterations: int | None) -> list[Effort]:
        """For searches one after the other that have the seconds together, and the rounds each."""
        each = range(1, count + 1)
        return [cls.of(None if seconds is None else seconds * n / count, seed, iterations) for n in each]


@dataclass(frozen=True)
class Forcing:
    """A session that shows what was asked for, and the place whose session goes for it (-1: none does).

    `gain` is in yuan, all else unchanged.
    """

    showing: int
    least: int
    pair: int
    out: int
    mix: Ints
    share: Ints
    gain: float


@dataclass(frozen=True)
class Start:
    """Where a search begins: a plan with what was asked for, and the places that have to do with it.

    `way` is the session that was forced in, if one was.
    """

    standing: Standing
    chain: Chain
    near: Near
    way: Forcing | None = None

    def search(self, effort: Effort) -> Chain:
        """Searches the near places; the best plan is left in the chain."""
        chain, state, space = self.chain, self.chain.state, desk(self.chain.arrays)
        state.locked[(state.at >= 0) & ~self.near & (state.locked == 0)] = 2
        chain.prefer(self.standing.values())
        chain.seed(effort.seed)
        best = empty(chain.arrays)
        copy_into(state, best)
        for done in range(0, effort.rounds, CHUNK):
            if monotonic() > effort.ends:
                break
            rounds = min(CHUNK, effort.rounds - done)
            chain.improve(rounds, HEAT * (1 - (done + rounds) / effort.rounds))
            self._force_again(space)
            if chain.worth > best.worth[0]:
                copy_into(state, best)
        chain.take_over(best)
        return chain

    def _force_again(self, space: Desk) -> None:
        """Gives the session that was forced in the mix that is best by now and shows what was asked for."""
        way, data, state, before = self.way, self.standing.data, self.chain.state, self.chain.worth
        if way is None:
            return
        place, slot = self.standing.place(way.pair), int(self.chain.arrays.pair_slot[way.pair])
        old = int(state.at[place]), state.mix[place].copy(), state.share[place].copy()
        take(data, state, place)
        pair = best_with(data, state, way.showing, way.least, self.standing.group(way.pair), slot, space)
        if pair >= 0:
            put(data, state, pair, space.top_mix, space.top_share)
            if self.chain.worth > before:
                return
            take(data, state, place)
        put(data, state, *old)
