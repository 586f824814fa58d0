"""The exact method: parts of the season solved anew around the best plan, and a proof of the whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from random import Random
from time import monotonic
from typing import NamedTuple

import numpy as np

from lianxin.engines.planner.arrays import Arrays, Floats, Ints
from lianxin.engines.planner.chain import Chain
from lianxin.engines.planner.exact.plans import Plans
from lianxin.engines.planner.exact.running import Options, Outcome, Relaxation, Watch, run
from lianxin.engines.planner.exact.sales import ABOVE
from lianxin.engines.planner.exact.season import Season
from lianxin.engines.planner.state import State

#: Seasons of up to so many pairs, and of pairs with a product, are small; below this σ demand has corners,
#: and its slopes prove nothing.
PAIRS, CHOICES, SURE = 1000, 20_000, 0.1
#: Relaxations solved while limits are added, at most; and the share of a bound that is no gain any more.
ROUNDS, SLOW = 60, 5e-6
#: Rounds of the search that mend what of a solution does not fit into sessions.
POLISH = 300
#: What HiGHS does besides branching: in the whole nothing, as the parts are the better heuristic.
LITTLE: Options = {
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_detect_symmetry": False,
}


class Aim(NamedTuple):
    """What counts as proved, by the worth, and HiGHS's options."""

    gap: float
    options: Options


PART, WHOLE = Aim(3e-5, {}), Aim(2e-7, LITTLE)


def is_small(arrays: Arrays) -> bool:
    """Whether the exact method is for this season."""
    choices = np.diff(arrays.showing_from)[arrays.pair_creator].sum()
    return 0 < len(arrays.pair_slot) <= PAIRS and choices <= CHOICES and bool(arrays.sigma >= SURE)


class Exact:
    """The programme of a season, shared by threads."""

    def __init__(self, arrays: Arrays, must: Ints, blank: Callable[[], Chain]) -> None:
        """``must`` [C, days] marks days whose session is locked; ``blank`` gives a plan of the locks."""
        self._season = Season(arrays, must)
        self._plans = Plans(self._season)
        self._blank = blank
        self._offset = -arrays.problem.change_cost * len(arrays.problem.current)
        self._guard = threading.Lock()
        self._dear: Floats = np.zeros(len(self._season.programme.cost))
        week = arrays.week[arrays.pair_slot]
        self._free = Free(self._season, arrays.pair_creator, week)

    def relax(self, stop: Callable[[], bool], seconds: float) -> float:
        """Add limits until the relaxation sells no more than it may; returns its proved bound."""
        programme, ends = self._season.programme, monotonic() + seconds
        relaxation = Relaxation(programme.for_highs(*programme.bounds(), whole=False))
        bound, below = np.inf, False
        for _ in range(ROUNDS):
            made = relaxation.solve(ends - monotonic())
            if made is None or stop():
                return bound
            self._dear, known = relaxation.dear(), programme.rows
            gain, bound = bound - made[1] - self._offset, min(bound, made[1] + self._offset)
            slow = below and gain < SLOW * abs(bound)
            with self._guard:
                new = self._season.sales.cut(made[0])
                below = below or not new
                if below and not slow:
                    new += self._season.lumps.cut(made[0])
                if slow or not new:
                    self._season.sales.refine(made[0])
                    break
            for number in range(known, programme.rows):
                relaxation.add(programme.row_of(number))
        return bound

    @property
    def groups(self) -> int:
        """How many creators' weeks there are."""
        return len(self._free.groups)

    def pick(self, random: Random, size: int) -> list[int]:
        """So many creators' weeks, either creator by creator or week by week."""
        return self._free.pick(random, size)

    def improve(self, state: State, free: list[int], dear: float, seconds: float, watch: Watch) -> Outcome:
        """The groups in ``free`` solved anew, the rest as it is; without a solution when nothing is new.

        What would cost more than ``dear`` yuan in the relaxation is not looked at.
        """
        with self._guard:
            start = self._plans.solution(state)
            low, high = self._season.programme.bounds()
            fixed = self._free.columns(free, of=False)
            low[fixed] = high[fixed] = start[fixed]
            away = self._free.whole[self._dear[self._free.whole] > dear]
            high[away] = start[away]
            lp = self._season.programme.for_highs(low, high, whole=True)
            worth = self.worth(start)
        made = run(lp, start, seconds, PART.gap * abs(worth), watch, PART.options)
        if made.x is not None:
            self.sharpen(made.x)
            if np.abs(made.x - start)[self._free.whole].max(initial=0.0) < 0.5:
                made.x = None
        return made

    def joined(self, state: State, x: Floats, free: list[int]) -> Chain:
        """The plan of ``state`` with the groups in ``free`` as in a solution."""
        both, own = self._plans.solution(state), self._free.columns(free, of=True)
        both[own] = x[own]
        return self.plan(both)

    def prove(self, state: State, seconds: float, watch: Watch) -> Outcome:
        """The whole season from a plan; the tangents are exact there. Bounds told and returned are proved."""
        with self._guard:
            start, programme = self._plans.solution(state), self._season.programme
            self._season.sales.refine(start, step=1.0, reach=0.0)
            lp, least = programme.for_highs(*programme.bounds(), whole=True), self.worth(start)
        tell, better = watch.proved, watch.better  # an empty tree may be told as less than what is known
        watch.proved = lambda bound: tell(max(bound + self._offset, least))
        watch.better = lambda: None if (x := better()) is None else x[: len(start)]  # without new columns
        made = run(lp, start, seconds, WHOLE.gap * abs(least), watch, WHOLE.options)
        made.bound = max(made.bound + self._offset, least)
        return made

    def solution(self, state: State) -> Floats:
        """The plan as the programme's columns."""
        return self._plans.solution(state)

    def worth(self, x: Floats) -> float:
        """What a solution is worth in the programme."""
        return float(np.array(self._season.programme.cost) @ x) + self._offset

    def sharpen(self, x: Floats, above: float = ABOVE) -> int:
        """Make the programme say what is wrong with a solution: sold too much, or shown what does not fit.

        Returns how much is new; ``above`` is the share of stock that may be sold too much.
        """
        with self._guard:
            unfit = [number for number in self._plans.unfit(x) if number not in self._season.apart]
            for number in unfit:
                self._season.take_apart(number)
            return self._season.sales.cut(x, above) + len(unfit)

    def plan(self, x: Floats) -> Chain:
        """A solution as a plan that keeps every lock."""
        chain = self._blank()
        self._plans.plan(x, chain)
        chain.fill()
        chain.improve(POLISH, 0.0)
        return chain


class Free:
    """Which whole columns belong to which creator's week."""

    def __init__(self, season: Season, creator: Ints, week: Ints) -> None:
        of_column = {
            column: (int(c), int(w)) for column, c, w in zip(season.held, creator, week, strict=True)
        }
        for one in season.showings:
            group = season.groups[one.group]
            of_column[one.column] = (group.creator, group.week)
        self.groups = sorted(set(of_column.values()))
        number = {group: n for n, group in enumerate(self.groups)}
        self.whole: Ints = np.array(sorted(of_column), dtype=np.int64)
        self._group: Ints = np.array([number[of_column[column]] for column in self.whole], dtype=np.int64)

    def columns(self, groups: list[int], *, of: bool) -> Ints:
        """The whole columns of these groups, or of all others."""
        return self.whole[np.isin(self._group, groups) == of]

    def pick(self, random: Random, size: int) -> list[int]:
        """Groups that belong together: all of one creator, then of another; or all of a week, and so on."""
        by = random.randrange(2)
        luck = [{key: random.random() for key in {g[side] for g in self.groups}} for side in (0, 1)]
        order = sorted(
            range(len(self.groups)), key=lambda n: tuple(luck[s][self.groups[n][s]] for s in (by, 1 - by))
        )
        return order[:size]
