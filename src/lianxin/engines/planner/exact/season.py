"""A season as a programme: what may be held when, what is shown how often, what is sold, what falls short."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lianxin.engines.planner.arrays import Arrays, Floats, Ints
from lianxin.engines.planner.exact.alike import Alike, groups_of
from lianxin.engines.planner.exact.lumps import Lump, Lumps
from lianxin.engines.planner.exact.programme import INF, Programme, Terms
from lianxin.engines.planner.exact.sales import Place, Sales


@dataclass(frozen=True)
class Showing:
    """A column that counts how often a showing gets so many units in sessions that are alike."""

    column: int
    group: int
    showing: int
    units: int


class Season:
    """The programme of a season with the meaning of its columns.

    ``held`` [N] are the pairs' columns; ``sums`` are columns that add others up, ``stairs`` split a
    number of sessions into steps that cost more and more, ``shorts`` are what is missing of a least.
    ``apart`` has the columns of groups whose sessions stand one by one: sessions, and showings by session.
    """

    def __init__(self, arrays: Arrays, must: Ints) -> None:
        """``must`` [C, days] marks days whose session is locked."""
        self.arrays = arrays
        self.programme = Programme()
        self.groups: list[Alike] = groups_of(arrays)
        self.showings: list[Showing] = []
        self.sums: list[tuple[int, list[int]]] = []
        self.weeks: dict[tuple[int, int], int] = {}
        self.stairs: list[tuple[list[int], list[int]]] = []
        self.shorts: list[tuple[int, float, Terms]] = []
        self.apart: dict[int, tuple[list[int], dict[tuple[int, int], int]]] = {}
        self._counts: list[int] = []
        cost = 2 * arrays.pair_bonus - arrays.fee[arrays.pair_creator]
        self.held = [self.programme.column(one, 1, whole=True) for one in cost]
        self._rooms()
        self._days(must)
        self._weeks()
        self._lumps: dict[Place, list[Lump]] = defaultdict(list)
        self.sales = Sales(arrays, self.programme, self._shows())
        self.lumps = Lumps(arrays, self.sales, self._lumps)
        self._wishes()

    def _rooms(self) -> None:
        """The n-th session of a type in a slot takes the n-th cheapest room."""
        a = self.arrays
        rooms = a.pair_slot * len(a.types) + a.pair_type
        for room in np.unique(rooms):
            costs = a.room_cost[a.room_from[room] : a.room_from[room + 1]]
            self._stair(np.flatnonzero(rooms == room), costs)

    def _stair(self, pairs: Ints, costs: Floats) -> None:
        sessions = [self.held[pair] for pair in pairs]
        steps = [self.programme.column(-cost, 1) for cost in costs[: len(pairs)]]
        self.programme.row(0, 0, [*((one, 1.0) for one in sessions), *((one, -1.0) for one in steps)])
        self.stairs.append((sessions, steps))

    def _days(self, must: Ints) -> None:
        """One session a day, no run too long, no first slot after a last."""
        a = self.arrays
        slot = a.pair_slot
        for creator in range(len(a.fee)):
            of_day = {
                day: [(self.held[pair], 1.0) for pair in pairs]
                for day in range(a.days)
                if len(pairs := np.flatnonzero((a.pair_creator == creator) & (a.day[slot] == day)))
            }
            for day, terms in of_day.items():
                self.programme.row(1 if must[creator, day] else -INF, 1, terms)
                run = [term for one in range(day, day + a.max_run + 1) for term in of_day.get(one, [])]
                self.programme.row(-INF, a.max_run, run)
                late = (a.day[slot] == day) & (a.order[slot] == a.last_order)
                early = (a.day[slot] == day + 1) & (a.order[slot] == 0)
                tight = np.flatnonzero((a.pair_creator == creator) & (late | early))
                self.programme.row(-INF, 1, [(self.held[pair], 1.0) for pair in tight])

    def _weeks(self) -> None:
        """So many sessions a week, each more tiring; and a least number in the season."""
        a = self.arrays
        for creator in range(len(a.fee)):
            mine = a.pair_creator == creator
            for week in range(a.weeks):
                pairs = np.flatnonzero(mine & (a.week[a.pair_slot] == week))
                self._stair(pairs, a.fatigue[: a.max_per_week[creator]])
                self._count_week(creator, week, [self.held[pair] for pair in pairs])
            sessions = [(self.held[pair], 1.0) for pair in np.flatnonzero(mine)]
            self._short(float(a.min_total[creator]), a.creator_penalty, sessions)

    def _count_week(self, creator: int, week: int, sessions: list[int]) -> None:
        count = self.programme.column(0.0, int(self.arrays.max_per_week[creator]), whole=True)
        self.programme.equal(count, sessions)
        self.sums.append((count, sessions))
        self.weeks[creator, week] = count

    def _short(self, least: float, price: float, terms: Terms) -> None:
        if least > 0:
            short = self.programme.column(-price, least)
            self.programme.row(least, INF, [(short, 1.0), *terms])
            self.shorts.append((short, least, terms))

    def _shows(self) -> dict[Place, Terms]:
        """Units of products in sessions that are alike; what they make wanted by product and week."""
        wanted: dict[Place, Terms] = defaultdict(list)
        repeats: dict[Place, Terms] = defaultdict(list)
        for number, group in enumerate(self.groups):
            pairs = [self.held[pair] for pair in group.pairs]
            most = min(len(pairs), int(self.arrays.max_per_week[group.creator]))
            count = self.programme.column(0.0, most)
            self.programme.equal(count, pairs)
            self.sums.append((count, pairs))
            self._counts.append(count)
            self._mixes(number, group, count, wanted, repeats)
        self._count_showings(repeats)
        return wanted

    def _count_showings(self, repeats: dict[Place, Terms]) -> None:
        """How often a showing is shown in a week: a whole number, and good to branch on."""
        a = self.arrays
        creator = np.repeat(np.arange(len(a.fee)), np.diff(a.showing_from))
        for (showing, week), terms in repeats.items():
            parts = [column for column, _ in terms]
            sessions = self.weeks[int(creator[showing]), week]
            times = self.programme.column(0.0, a.repeat, whole=True)
            self.programme.equal(times, parts)
            self.sums.append((times, parts))
            self.programme.row(-INF, 0, [(times, 1.0), (sessions, -1.0)])

    def _mixes(
        self, number: int, group: Alike, count: int, wanted: dict[Place, Terms], repeats: dict[Place, Terms]
    ) -> None:
        """At most so many units, each product once a session; what brings nothing is left out."""
        a, every, idle = self.arrays, list[tuple[int, int]](), False
        first = int(a.showing_from[group.creator])
        top = min(len(group.pairs), a.repeat, int(a.max_per_week[group.creator]))
        for row, units in enumerate(group.wanted):
            product = int(a.showing_product[first + row])
            stock = a.supply[product, max(0, group.week - a.shelf[product]) : group.week + 1].sum()
            shares = [n for n in range(1, len(units)) if units[n] > units[:n].max()] if stock > 0 else []
            idle = idle or 1 not in shares
            columns = [self.programme.column(0.0, top, whole=True) for _ in shares]
            for column, share in zip(columns, shares, strict=True):
                self.showings.append(Showing(column, number, first + row, share))
                wanted[product, group.week].append((column, float(units[share])))
                self._lumps[product, group.week].append(Lump(column, first + row, int(units[share]), top))
                every.append((column, share))
            once = [(column, 1.0) for column in columns]
            repeats[first + row, group.week] += once
            self.programme.row(-INF, 0, [(count, -1.0), *once])
        self.programme.row(-INF, 0, [(count, -a.units), *every])
        if not idle:
            self.programme.row(0, INF, [(count, -1.0), *((column, 1.0) for column, _ in every)])

    def take_apart(self, number: int) -> None:
        """Sessions of a group one by one, so that what they show fits into each of them."""
        p, count = self.programme, self._counts[number]
        own = [one for one in self.showings if one.group == number]
        sessions = [p.column(0.0, 1, whole=True) for _ in range(int(p.upper[count]))]
        parts: dict[tuple[int, int], int] = {}
        p.equal(count, sessions)
        for before, after in pairwise(sessions):
            p.row(0, INF, [(before, 1.0), (after, -1.0)])
        for n, session in enumerate(sessions):
            shown: dict[int, Terms] = defaultdict(list)
            for one in own:
                parts[one.column, n] = column = p.column(0.0, 1, whole=True)
                shown[one.showing].append((column, 1.0))
            units = [(parts[one.column, n], float(one.units)) for one in own]
            p.row(-INF, 0, [(session, -self.arrays.units), *units])
            for once in shown.values():
                p.row(-INF, 0, [(session, -1.0), *once])
        for one in own:
            p.equal(one.column, [parts[one.column, n] for n in range(len(sessions))])
        self.apart[number] = sessions, parts

    def _wishes(self) -> None:
        """Promises and floors that are missed cost."""
        a, earned = self.arrays, defaultdict[int, Terms](list)
        for product, margin in enumerate(a.margin):
            sold = self.sales.sold(product)
            self._short(float(a.promise[product]), a.promise_penalty * margin, sold)
            earned[int(a.grower[product])] += [(column, float(margin)) for column, _ in sold]
        for grower, floor in enumerate(a.floor):
            self._short(float(floor), a.floor_penalty, earned[grower])
