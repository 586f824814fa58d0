"""From plans to solutions of the programme and back."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from lianxin.engines.planner.arrays import Floats, Ints
from lianxin.engines.planner.chain import Chain
from lianxin.engines.planner.choosing import may_put
from lianxin.engines.planner.exact.alike import Alike
from lianxin.engines.planner.exact.season import Season
from lianxin.engines.planner.state import State, put

Item = tuple[int, int]  # showing, units


class Plans:
    """Looks up which columns stand for what."""

    def __init__(self, season: Season) -> None:
        self._season, self._arrays = season, season.arrays
        self._group_of = {pair: g for g, group in enumerate(season.groups) for pair in group.pairs}
        self._column = {(one.group, one.showing, one.units): one.column for one in season.showings}

    def solution(self, state: State) -> Floats:
        """All columns of the plan."""
        season = self._season
        x, seen = np.zeros(len(season.programme.cost)), defaultdict[int, int](int)
        for place in np.flatnonzero(state.at >= 0):
            pair = int(state.at[place])
            group = self._group_of[pair]
            x[season.held[pair]] = 1
            shown = self._shown(group, state.mix[place], state.share[place])
            x[shown] += 1
            if group in season.apart:
                sessions, by_session = season.apart[group]
                x[[sessions[seen[group]], *(by_session[column, seen[group]] for column in shown)]] = 1
            seen[group] += 1
        for total, parts in season.sums:
            x[total] = x[parts].sum()
        for parts, steps in season.stairs:
            x[steps[: round(x[parts].sum())]] = 1
        self._fill_sales(x)
        return x

    def _shown(self, group: int, mix: Ints, share: Ints) -> list[int]:
        """The columns of a session's mix; what brings nothing has none."""
        useful = (self._useful(group, int(q), int(n)) for q, n in zip(mix, share, strict=True) if q >= 0)
        return [column for column in useful if column is not None]

    def unfit(self, x: Floats) -> list[int]:
        """The groups whose showings in a solution do not fit into their sessions."""
        items = self._items(x)
        return [
            number
            for number, group in enumerate(self._season.groups)
            if len(items[number]) > sum(map(len, self._mixes(x, group, items[number])))
        ]

    def _items(self, x: Floats) -> dict[int, list[Item]]:
        items: dict[int, list[Item]] = defaultdict(list)
        for one in self._season.showings:
            items[one.group] += [(one.showing, one.units)] * round(x[one.column])
        return items

    def _held(self, x: Floats, group: Alike) -> list[int]:
        return [pair for pair in group.pairs if x[self._season.held[pair]] > 0.5]

    def _mixes(self, x: Floats, group: Alike, items: list[Item]) -> list[list[Item]]:
        return shared_out(items, len(self._held(x, group)), self._arrays.units)

    def _useful(self, group: int, showing: int, units: int) -> int | None:
        """The column of these units, or of fewer that are wanted as much."""
        keys = ((group, showing, n) for n in range(units, 0, -1))
        return next((self._column[key] for key in keys if key in self._column), None)

    def _fill_sales(self, x: Floats) -> None:
        season, wanted = self._season, defaultdict[tuple[int, int], float](float)
        for one in season.showings:
            group = season.groups[one.group]
            first = self._arrays.showing_from[group.creator]
            product = int(self._arrays.showing_product[one.showing])
            wanted[product, group.week] += x[one.column] * group.wanted[one.showing - first, one.units]
        for place, column in season.sales.demand.items():
            x[column] = wanted[place]
        season.sales.fill(x)
        for short, least, terms in season.shorts:
            x[short] = max(0.0, least - sum(value * x[column] for column, value in terms))

    def plan(self, x: Floats, chain: Chain) -> None:
        """Put a solution's sessions into a plan that may hold locked ones; what cannot stand is left out."""
        items = self._items(x)
        for number, group in enumerate(self._season.groups):
            mixes = self._mixes(x, group, items[number])
            for pair, mix in zip(self._held(x, group), mixes, strict=True):
                self._put(chain, group, pair, mix)

    def _put(self, chain: Chain, group: Alike, pair: int, mix: list[Item]) -> None:
        """An idle session shows whatever may be shown."""
        first = int(self._arrays.showing_from[group.creator])
        idle = [[(first + row, 1)] for row, units in enumerate(group.wanted) if units[1] >= 0]
        for one in [mix] if mix else idle:
            showings, share = self._table(one)
            if may_put(chain.data, chain.state, pair, showings, share):
                put(chain.data, chain.state, pair, showings, share)
                return

    def _table(self, mix: list[Item]) -> tuple[Ints, Ints]:
        filled = sorted(mix) + [(-1, 0)] * (self._arrays.units - len(mix))
        table = np.array(filled, dtype=np.int64)
        return table[:, 0].copy(), table[:, 1].copy()


def shared_out(items: list[Item], sessions: int, units: int) -> list[list[Item]]:
    """The items over so many sessions of ``units``, none with a showing twice; what does not fit is left."""
    items = sorted(items, key=lambda item: (-item[1], item[0]))
    while (mixes := _packed(items, [[] for _ in range(sessions)], [units] * sessions)) is None:
        items.pop()
    return mixes


def _packed(items: list[Item], mixes: list[list[Item]], room: list[int]) -> list[list[Item]] | None:
    """The largest first, tried in every session of another fill, the emptiest first: none stays idle."""
    if not items:
        return [list(mix) for mix in mixes]
    (showing, share), tried = items[0], set()
    for n in sorted(range(len(mixes)), key=lambda n: -room[n]):
        look = tuple(sorted(mixes[n]))
        if look in tried or room[n] < share or any(showing == other for other, _ in mixes[n]):
            continue
        tried.add(look)
        mixes[n].append(items[0])
        room[n] -= share
        if (found := _packed(items[1:], mixes, room)) is not None:
            return found
        mixes[n].pop()
        room[n] += share
    return None
