"""The master programme: sessions as columns, studios by type, produce by lots.

Its optimum over all columns is an upper bound for every plan; its row prices tell what a unit of
demand, a room, a day of a creator is worth. Expected sale is bounded by tangents, which
are added where the optimum lies above the curve: the curve is concave, so each is a valid bound.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import erfc, log

import numpy as np

from lianxin.engines.planner.arrays import Arrays
from lianxin.engines.planner.kernels import HALF_ROOT
from lianxin.engines.planner.lp import INFINITY, LinearProgramme, Rows

#: Ratios of stock to demand at which the first tangents touch the curve.
RATIOS = (0.3, 0.6, 0.85, 1.1, 1.5, 2.2)


@dataclass
class Columns:
    """The sessions in the master, by number: pair, mix and units."""

    pair: list[int] = field(default_factory=list)
    mix: list[tuple[int, ...]] = field(default_factory=list)
    share: list[tuple[int, ...]] = field(default_factory=list)
    known: set[tuple[int, tuple[int, ...], tuple[int, ...]]] = field(default_factory=set)


def tangent(ratio: float, sigma: float) -> tuple[float, float]:
    """Slopes (by demand, by stock) of the expected sale at a ratio of stock to demand."""
    if sigma == 0:
        return (1.0, 0.0) if ratio >= 1 else (0.0, 1.0)
    z = log(max(ratio, 1e-9)) / sigma
    return 0.5 * erfc((sigma / 2 - z) * HALF_ROOT), 0.5 * erfc((z + sigma / 2) * HALF_ROOT)


class Master:
    """The growing programme of one problem."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.lp = LinearProgramme()
        self.columns = Columns()
        self.first_session = -1
        self._numbers()
        self._rows()
        self._fixed_columns()
        self._curve_rows: list[tuple[int, int, float, float]] = []
        self.add_tangents([(p, w, r) for p, w in self.sales for r in self._ratios()])
        self.repeat_row: dict[tuple[int, int], int] = {}
        self.first_session = self.lp.columns

    def _ratios(self) -> tuple[float, ...]:
        return (0.5, 2.0) if self.arrays.sigma == 0 else RATIOS

    def _numbers(self) -> None:
        """Number the rows: -1 where there is none."""
        a = self.arrays
        creators = len(a.fee)
        self.batch = Rows.none()
        self.day_row = np.full(creators * a.days, -1, dtype=np.int64)
        self.week_row = np.full(creators * a.weeks, -1, dtype=np.int64)
        self.room_row = np.full(len(a.room_from) - 1, -1, dtype=np.int64)
        self.total_row = np.full(creators, -1, dtype=np.int64)
        self.late_row = np.full(creators * a.days, -1, dtype=np.int64)
        self.run_row = np.full(creators * a.days, -1, dtype=np.int64)

    def _rows(self) -> None:
        """One row for each creator's day, week, rest, run and minimum, each room, each product's week."""
        a, add = self.arrays, self.batch.add
        for c, t, k in zip(a.pair_creator, a.pair_slot, a.pair_type, strict=True):
            day, week, room = c * a.days + a.day[t], c * a.weeks + a.week[t], t * len(a.types) + k
            if self.day_row[day] < 0:
                self.day_row[day] = add(-INFINITY, 1.0, [])
            if self.week_row[week] < 0:
                self.week_row[week] = add(-INFINITY, 0.0, [])
            if self.room_row[room] < 0:
                self.room_row[room] = add(-INFINITY, 0.0, [])
        for c in range(len(a.fee)):
            if a.min_total[c] > 0:
                self.total_row[c] = add(float(a.min_total[c]), INFINITY, [])
            for d in range(a.days - 1):
                self.late_row[c * a.days + d] = add(-INFINITY, 1.0, [])
            for d in range(a.days - a.max_run):
                self.run_row[c * a.days + d] = add(-INFINITY, float(a.max_run), [])
        self._produce_rows()
        self.lp.add_rows(self.batch)

    def _produce_rows(self) -> None:
        """Demand, lots, promises and floors."""
        a, add = self.arrays, self.batch.add
        self.lots = [(p, h) for p in range(len(a.margin)) for h in range(a.weeks) if a.supply[p, h] > 0]
        self.sales = sorted(
            {(p, w) for p, h in self.lots for w in range(h, min(h + int(a.shelf[p]) + 1, a.weeks))}
        )
        self.demand_row = np.full((len(a.margin), a.weeks), -1, dtype=np.int64)
        for p, w in self.sales:
            self.demand_row[p, w] = add(0.0, INFINITY, [])
        self.lot_row = {lot: add(-INFINITY, float(a.supply[lot]), []) for lot in self.lots}
        self.promise_row = {
            p: add(float(a.promise[p]), INFINITY, []) for p in range(len(a.margin)) if a.promise[p] > 0
        }
        self.floor_row = {
            g: add(float(a.floor[g]), INFINITY, []) for g in range(len(a.floor)) if a.floor[g] > 0
        }

    def _fixed_columns(self) -> None:
        """Weeks' fatigue, rooms' costs, demand, lots' sales, and what falls short."""
        a, batch = self.arrays, Rows.none()
        for cw in np.flatnonzero(self.week_row >= 0):
            for n in range(a.max_per_week[cw // a.weeks]):
                batch.add(0.0, 1.0, [(int(self.week_row[cw]), -1.0)], -float(a.fatigue[n]))
        for room in np.flatnonzero(self.room_row >= 0):
            costs, counts = np.unique(
                a.room_cost[a.room_from[room] : a.room_from[room + 1]], return_counts=True
            )
            for cost, count in zip(costs, counts, strict=True):
                batch.add(0.0, float(count), [(int(self.room_row[room]), -1.0)], -float(cost))
        self.demand_column = {
            (p, w): batch.add(0.0, INFINITY, [(int(self.demand_row[p, w]), -1.0)]) for p, w in self.sales
        }
        self.flow_column = {
            (p, h, w): batch.add(0.0, INFINITY, self._flow_entries(p, h), float(a.margin[p]))
            for p, h in self.lots
            for w in range(h, min(h + int(a.shelf[p]) + 1, a.weeks))
        }
        for p, row in self.promise_row.items():
            batch.add(0.0, INFINITY, [(row, 1.0)], -a.promise_penalty * float(a.margin[p]))
        for row in self.floor_row.values():
            batch.add(0.0, INFINITY, [(row, 1.0)], -a.floor_penalty)
        for row in self.total_row[self.total_row >= 0]:
            batch.add(0.0, INFINITY, [(int(row), 1.0)], -a.creator_penalty)
        self.lp.add_columns(batch)

    def _flow_entries(self, p: int, h: int) -> list[tuple[int, float]]:
        a = self.arrays
        entries = [(self.lot_row[p, h], 1.0)]
        if p in self.promise_row:
            entries.append((self.promise_row[p], 1.0))
        if a.grower[p] in self.floor_row:
            entries.append((self.floor_row[int(a.grower[p])], float(a.margin[p])))
        return entries

    def add_tangents(self, where: list[tuple[int, int, float]]) -> None:
        """Bound the sale of products in weeks by the tangent at a ratio of stock to demand."""
        a, batch = self.arrays, Rows.none()
        for p, w, ratio in where:
            by_demand, by_stock = tangent(ratio, a.sigma)
            alive = range(max(0, w - int(a.shelf[p])), w + 1)
            lots = [h for h in alive if a.supply[p, h] > 0]
            entries = [(self.demand_column[p, w], -by_demand)]
            for h in lots:
                entries.append((self.flow_column[p, h, w], 1.0))
                entries += [(self.flow_column[p, h, v], by_stock) for v in range(h, w)]
            stock = sum(float(a.supply[p, h]) for h in lots)
            batch.add(-INFINITY, by_stock * stock, entries)
        self.lp.add_rows(batch)

    def add_repeats(self, where: list[tuple[int, int]]) -> None:
        """Rows for showings (q, week) that the optimum repeats too often."""
        a, batch = self.arrays, Rows.none()
        fresh = {key: place for place, key in enumerate(where)}
        entries: list[list[tuple[int, float]]] = [[] for _ in where]
        for number, (pair, mix) in enumerate(zip(self.columns.pair, self.columns.mix, strict=True)):
            week = int(a.week[a.pair_slot[pair]])
            for q in mix:
                if (q, week) in fresh:
                    entries[fresh[q, week]].append((self.first_session + number, 1.0))
        for row in entries:
            batch.add(-INFINITY, float(a.repeat), row)
        first = self.lp.add_rows(batch)
        for key, place in fresh.items():
            self.repeat_row[key] = first + place

    def add_sessions(self, sessions: list[tuple[int, tuple[int, ...], tuple[int, ...]]]) -> int:
        """Add columns (pair, showings, units) that are not there yet; returns how many."""
        batch = Rows.none()
        for key in sessions:
            if key in self.columns.known:
                continue
            self.columns.known.add(key)
            self.columns.pair.append(key[0])
            self.columns.mix.append(key[1])
            self.columns.share.append(key[2])
            batch.add(0.0, INFINITY, self._entries(*key), self._cost(*key))
        self.lp.add_columns(batch)
        return len(batch)

    def _entries(self, pair: int, mix: tuple[int, ...], share: tuple[int, ...]) -> list[tuple[int, float]]:
        a = self.arrays
        c, t, k = int(a.pair_creator[pair]), int(a.pair_slot[pair]), int(a.pair_type[pair])
        week = int(a.week[t])
        rows = [(row, 1.0) for row in self.place_rows(c, t, k)]
        for q, units in zip(mix, share, strict=True):
            p = int(a.showing_product[q])
            wish = a.base[q] * a.slot_factor[p, t] * a.type_factor[p, k] * a.curve[units]
            if self.demand_row[p, week] >= 0 and np.floor(wish) > 0:
                rows.append((int(self.demand_row[p, week]), float(np.floor(wish))))
            if (q, week) in self.repeat_row:
                rows.append((self.repeat_row[q, week], 1.0))
        return rows

    def place_rows(self, c: int, t: int, k: int) -> list[int]:
        """The rows that a session takes part in by its creator, slot and type."""
        a = self.arrays
        day, order = int(a.day[t]), int(a.order[t])
        first = c * a.days
        rows = [self.day_row[first + day], self.week_row[c * a.weeks + a.week[t]]]
        rows += [self.room_row[t * len(a.types) + k], self.total_row[c]]
        if order == a.last_order:
            rows.append(self.late_row[first + day])
        if order == 0 and day > 0:
            rows.append(self.late_row[first + day - 1])
        rows += [self.run_row[first + d] for d in range(max(0, day - a.max_run), day + 1)]
        return [int(row) for row in rows if row >= 0]

    def _cost(self, pair: int, mix: tuple[int, ...], share: tuple[int, ...]) -> float:
        a = self.arrays
        cost = -float(a.fee[a.pair_creator[pair]])
        row = a.pair_kept[pair]
        if row >= 0:
            same = tuple(a.kept_mix[row][: len(mix)]) == mix and tuple(a.kept_units[row][: len(mix)]) == share
            same = same and (len(mix) == a.units or a.kept_mix[row][len(mix)] == -1)
            cost += float(a.pair_bonus[pair]) * (2 if same else 1)
        return cost
