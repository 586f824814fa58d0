"""Column generation: from the first sessions to a proved bound and the prices that go with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lianxin.engines.planner.arrays import Floats
from lianxin.engines.planner.choosing import desk
from lianxin.engines.planner.kernels import Data, expected_sale
from lianxin.engines.planner.master import Master
from lianxin.engines.planner.pricing import Priced, price_sessions, priced

#: Columns added in a round at most, and how far above the programme's optimum the bound may stay.
COLUMNS = 400
CLOSE = 1e-4

Key = tuple[int, tuple[int, ...], tuple[int, ...]]


@dataclass
class Round:
    """What a round knows: the programme's optimum, the best bound so far, rows and columns added."""

    optimum: float
    bound: float
    columns: int
    tangents: int
    repeats: int


class Bounding:
    """Rounds of pricing on one master; stops when the bound is close or told to."""

    def __init__(self, master: Master, data: Data, base: float) -> None:
        """``base`` yuan are taken off whatever is planned (the price of every current session)."""
        self.master, self.data, self.base = master, data, base
        self.bound = np.inf
        self.optimum = -np.inf
        self._desk = desk(master.arrays)
        self._out = priced(master.arrays)

    def run(self, *, stop: Callable[[], bool], on_round: Callable[[Round], None] | None = None) -> bool:
        """Rounds until the bound is close (True) or ``stop`` says so. Raises NotSolved."""
        while not stop():
            done = self.step()
            if on_round:
                on_round(done)
            if done.columns + done.tangents + done.repeats == 0:
                return True
            if (
                self.bound - done.optimum <= CLOSE * abs(self.bound)
                and done.tangents < 10
                and not done.repeats
            ):
                return True
        return False

    def step(self) -> Round:
        """One optimum, its prices, the best sessions at them, and what the optimum broke."""
        self.optimum = self.master.lp.solve() - self.base
        values, prices = self.master.lp.values(), self.master.lp.prices()
        self.demand_price, self.repeat_price, charge = self._prices(prices)
        price_sessions(self.data, self.demand_price, self.repeat_price, charge, self._desk, self._out)
        self.bound = min(self.bound, self.optimum + self._spare())
        tangents = self._tangents(values)
        repeats = self._repeats(values)
        self.master.add_tangents(tangents)
        self.master.add_repeats(repeats)
        columns = self.master.add_sessions(self._best())
        return Round(self.optimum, self.bound, columns, len(tangents), len(repeats))

    def _prices(self, prices: Floats) -> tuple[Floats, Floats, Floats]:
        """Prices by product and week, by showing and week, and the charge of each pair."""
        m, a = self.master, self.master.arrays
        signed = np.append(prices, 0.0)  # row -1 costs nothing
        demand = np.maximum(-signed[m.demand_row], 0.0)
        repeat = np.zeros((len(a.base), a.weeks))
        for (q, week), row in m.repeat_row.items():
            repeat[q, week] = max(signed[row], 0.0)
        c, t, day = a.pair_creator, a.pair_slot, a.day[a.pair_slot]
        first = c * a.days + day
        charge = a.fee[c] - a.pair_bonus + signed[m.day_row[first]]
        charge += signed[m.week_row[c * a.weeks + a.week[t]]] + signed[m.total_row[c]]
        charge += signed[m.room_row[t * len(a.types) + a.pair_type]]
        late = np.where(a.order[t] == a.last_order, m.late_row[first], -1)
        early = np.where((a.order[t] == 0) & (day > 0), m.late_row[first - 1], -1)
        charge += signed[late] + signed[early]
        for back in range(a.max_run + 1):
            charge += signed[np.where(day >= back, m.run_row[first - back], -1)]
        return demand, repeat, charge

    def _spare(self) -> float:
        """How much better than the optimum any plan can be: each creator-week's best reduced worths."""
        a = self.master.arrays
        best = np.zeros(len(a.fee) * a.days)
        np.maximum.at(best, a.pair_creator * a.days + a.day[a.pair_slot], self._out.value)
        total = 0.0
        for c in range(len(a.fee)):
            week_of_day = np.zeros(a.days, dtype=np.int64)
            week_of_day[a.day] = a.week
            row = best[c * a.days : (c + 1) * a.days]
            for w in range(a.weeks):
                top = np.sort(row[week_of_day == w])[::-1][: a.max_per_week[c]]
                total += float(top.sum())
        return total

    def _best(self) -> list[Key]:
        """The most promising sessions: the best type of each creator and slot, the best first."""
        a, out = self.master.arrays, self._out
        order = np.argsort(-out.value)
        chosen: list[Key] = []
        taken: set[tuple[int, int]] = set()
        for pair in order:
            if out.value[pair] <= 1e-6 * max(1.0, abs(self.bound)) * 1e-3 or len(chosen) >= COLUMNS:
                break
            place = (int(a.pair_creator[pair]), int(a.pair_slot[pair]))
            if place not in taken:
                taken.add(place)
                chosen.append(key_of(out, int(pair)))
        return chosen

    def _tangents(self, values: Floats) -> list[tuple[int, int, float]]:
        """Where the optimum sells more than the curve allows: a tangent at that very ratio."""
        m, a = self.master, self.master.arrays
        found = []
        flows: dict[tuple[int, int], float] = {}
        stock: dict[tuple[int, int], float] = {}
        for p, h in m.lots:
            left = float(a.supply[p, h])
            for w in range(h, min(h + int(a.shelf[p]) + 1, a.weeks)):
                stock[p, w] = stock.get((p, w), 0.0) + left
                flow = values[m.flow_column[p, h, w]]
                flows[p, w] = flows.get((p, w), 0.0) + flow
                left -= flow
        for (p, w), sale in flows.items():
            demand, have = float(values[m.demand_column[p, w]]), stock[p, w]
            limit = expected_sale(demand, have, a.sigma)
            if (sale - limit) * a.margin[p] > 1e-6 * abs(self.optimum) and demand > 0:
                found.append((p, w, have / demand))
        return found

    def _repeats(self, values: Floats) -> list[tuple[int, int]]:
        """Showings that the optimum repeats more often than a week allows."""
        m, a = self.master, self.master.arrays
        shown: dict[tuple[int, int], float] = {}
        for number in np.flatnonzero(values[m.first_session :] > 1e-9):
            week = int(a.week[a.pair_slot[m.columns.pair[number]]])
            for q in m.columns.mix[number]:
                shown[q, week] = shown.get((q, week), 0.0) + float(values[m.first_session + number])
        return [key for key, times in shown.items() if times > a.repeat + 1e-6 and key not in m.repeat_row]


def key_of(out: Priced, pair: int) -> Key:
    """A priced session as the master knows it."""
    used = out.mix[pair] >= 0
    return pair, tuple(out.mix[pair][used].tolist()), tuple(out.share[pair][used].tolist())
