"""Choosing the next session: what may stand where, and the best mix there."""

from __future__ import annotations

from math import floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lianxin.engines.planner.arrays import Arrays, Floats, Ints
from lianxin.engines.planner.compiling import compiled, copy_row, inlined, inner, sort_down
from lianxin.engines.planner.kernels import Data, add_to_mix, wanted
from lianxin.engines.planner.state import POINTS, State, more_sold, refresh, terms, yuan

NOTHING = -1e18
#: How often the search overlooks a pair that prices call unlikely.
RARE = 0.98


class Desk(NamedTuple):
    """Working space of one search: a knapsack's tables and the best choice so far."""

    worth: Floats  # [showings of a creator, most + 1] by place in ``order``
    row: Ints  # [showings of a creator] showings that bring anything
    score: Floats  # [showings of a creator] the most that one unit of them could bring
    order: Ints  # [showings of a creator] places in ``row``, the most promising first
    best: Floats  # [units + 1]
    choice: Ints  # [showings of a creator, units + 1]
    mix: Ints  # [units]
    share: Ints  # [units]
    top_mix: Ints  # [units]
    top_share: Ints  # [units]
    hidden: NDArray[np.uint8]  # [P] products that this round looks away from


def desk(arrays: Arrays) -> Desk:
    """Working space that fits the creator with the most showings."""
    most = int(np.diff(arrays.showing_from).max(initial=1))
    units = arrays.units
    return Desk(
        worth=np.zeros((most, len(arrays.curve))),
        row=np.zeros(most, dtype=np.int64),
        score=np.zeros(most),
        order=np.zeros(most, dtype=np.int64),
        best=np.zeros(units + 1),
        choice=np.zeros((most, units + 1), dtype=np.int64),
        mix=np.full(units, -1, dtype=np.int64),
        share=np.zeros(units, dtype=np.int64),
        top_mix=np.full(units, -1, dtype=np.int64),
        top_share=np.zeros(units, dtype=np.int64),
        hidden=np.zeros(len(arrays.margin), dtype=np.uint8),
    )


@inlined
def may_stand(data: Data, state: State, pair: int) -> bool:
    """Whether a session can be added here: day, week, room, rest and run."""
    creator, slot = data.pair_creator[pair], data.pair_slot[pair]
    room = slot * data.types + data.pair_type[pair]
    if state.used[room] >= data.room_from[room + 1] - data.room_from[room]:
        return False
    if state.held[creator * data.weeks + data.week[slot]] >= data.max_per_week[creator]:
        return False
    return may_rest(data, state.at, creator, slot)


@inlined
def may_rest(data: Data, at: Ints, creator: int, slot: int) -> bool:
    """The creator's day is free, no early session follows a late one, no run is too long."""
    first = creator * data.days
    day = data.day[slot]
    if at[first + day] >= 0:
        return False
    before = at[first + day - 1] if day > 0 else -1
    after = at[first + day + 1] if day + 1 < data.days else -1
    if data.order[slot] == 0 and before >= 0 and data.order[data.pair_slot[before]] == data.last_order:
        return False
    if data.order[slot] == data.last_order and after >= 0 and data.order[data.pair_slot[after]] == 0:
        return False
    run = 1
    back = day - 1
    while back >= 0 and at[first + back] >= 0:
        run += 1
        back -= 1
    ahead = day + 1
    while ahead < data.days and at[first + ahead] >= 0:
        run += 1
        ahead += 1
    return run <= data.max_run


@compiled
def may_put(data: Data, state: State, pair: int, mix: Ints, share: Ints) -> bool:
    """Whether a session with this very mix can be added here."""
    if not may_stand(data, state, pair):
        return False
    slot = data.pair_slot[pair]
    for i in range(data.units):
        q = mix[i]
        if q >= 0 and (state.shown[q, data.week[slot]] >= data.repeat or banned(data, q, slot, share[i])):
            return False
    return True


@inlined
def banned(data: Data, showing: int, slot: int, share: int) -> bool:
    """Whether a ban leaves the showing fewer units in this slot."""
    return (
        share > data.slot_cap[showing, slot] if data.slot_cap.shape[0] > 0 else share > data.mix_cap[showing]
    )


@compiled
def rank_showings(data: Data, state: State, group: int, desk: Desk) -> int:
    """Order a creator's showings in a week by the most that one unit of them could bring.

    ``group`` is creator · weeks + week. Fills ``desk.row`` and ``desk.score``; returns how many there are.
    """
    creator, week = group // data.weeks, group % data.weeks
    products, base, peak, repeat = data.showing_product, data.base, data.peak, data.repeat
    margins, promise, growers, floors = data.margin, data.promise, data.grower, data.floor
    shown, fresh, gain, steps = state.shown, state.fresh, state.gain, state.step
    sold, revenue, score, row, hidden = state.sold, state.revenue, desk.score, desk.row, desk.hidden
    curve, unit = data.curve, 0.0
    for share in range(1, curve.shape[0]):
        unit = max(unit, curve[share] / share)
    count = 0
    for q in range(data.showing_from[creator], data.showing_from[creator + 1]):
        product = products[q]
        if shown[q, week] >= repeat or hidden[product]:
            continue
        if fresh[product, week] == 0:
            refresh(data, state, product, week)
        first = gain[product, week, 1]
        if first <= 1e-12:
            continue
        weight = 1.0
        if promise[product] > sold[product]:
            weight += data.promise_penalty
        if floors[growers[product]] > revenue[growers[product]]:
            weight += data.floor_penalty
        score[count] = (
            weight * margins[product] * unit * base[q] * peak[product, week] * first / steps[product, week]
        )
        row[count] = q
        count += 1
    sort_down(score, count, desk.order)
    return count


@inner
def price_mix(data: Data, state: State, pair: int, count: int, desk: Desk) -> float:
    """The best mix for a pair by the gain tables, into ``desk.mix``; its worth without the terms.

    Exact: showings come with the most promising first, and the rest is left out once it cannot help any more.
    The hottest loop: arrays are taken out of their tuples once, since each look costs a reference count.
    """
    slot, kind, units = data.pair_slot[pair], data.pair_type[pair], data.units
    week, most = data.week[slot], data.curve.shape[0] - 1
    products, base, curve, caps = data.showing_product, data.base, data.curve, data.mix_cap
    slot_factor, type_factor = data.slot_factor, data.type_factor
    margins, promise, growers, floors = data.margin, data.promise, data.grower, data.floor
    promise_penalty, floor_penalty = data.promise_penalty, data.floor_penalty
    gain, steps, sold, revenue = state.gain, state.step, state.sold, state.revenue
    worth, best, choice, row, order, score = (
        desk.worth,
        desk.best,
        desk.choice,
        desk.row,
        desk.order,
        desk.score,
    )
    slot_cap, by_slot = data.slot_cap, data.slot_cap.shape[0] > 0
    for room in range(units + 1):
        best[room] = 0.0
    used = 0
    while used < count:
        place = order[used]
        helps = False
        for room in range(units):
            helps = helps or best[room] + (units - room) * score[place] > best[units]
        if not helps:
            break
        q = row[place]
        product = products[q]
        margin = margins[product]
        short = max(0.0, promise[product] - sold[product])
        under = max(0.0, floors[growers[product]] - revenue[growers[product]])
        wish = base[q] * slot_factor[product, slot] * type_factor[product, kind]
        cap = slot_cap[q, slot] if by_slot else caps[q]
        for share in range(1, most + 1):
            at = floor(wish * curve[share]) / steps[product, week]
            point = min(int(at), POINTS - 1)
            low = gain[product, week, point]
            value = margin * (low + min(at - point, 1.0) * (gain[product, week, point + 1] - low))
            value += promise_penalty * min(value, margin * short) + floor_penalty * min(value, under)
            worth[used, share] = value if share <= cap else NOTHING
        add_to_mix(used, worth, units, most, best, choice)
        used += 1
    return read_mix(used, units, desk)


@inner
def read_mix(count: int, units: int, desk: Desk) -> float:
    """Write the mix that the first ``count`` rows in order make best, showings ascending."""
    for i in range(units):
        desk.mix[i] = -1
        desk.share[i] = 0
    room, chosen = units, 0
    for i in range(count - 1, -1, -1):
        share = desk.choice[i, room]
        if share > 0:
            q, place = desk.row[desk.order[i]], chosen
            while place > 0 and desk.mix[place - 1] > q:
                desk.mix[place] = desk.mix[place - 1]
                desk.share[place] = desk.share[place - 1]
                place -= 1
            desk.mix[place] = q
            desk.share[place] = share
            chosen += 1
            room -= share
    return desk.best[units]


@compiled
def price_pair(data: Data, state: State, pair: int, count: int, desk: Desk) -> float:
    """What a session here would add, products less terms, about; its mix into ``desk.mix``.

    ``count`` is the answer of :func:`rank_showings` for the pair's creator and week.
    """
    value = price_mix(data, state, pair, count, desk)
    if desk.mix[0] < 0:
        value = show_anything(data, state, pair, desk)
    row = data.pair_kept[pair]
    if row >= 0:
        value += data.pair_bonus[pair]
        old = price_kept(data, state, pair, row) + 2 * data.pair_bonus[pair]
        if old >= value:
            value = old
            for i in range(data.units):
                desk.mix[i] = data.kept_mix[row, i]
                desk.share[i] = data.kept_units[row, i]
    return value - terms(data, state, pair)


@inner
def show_anything(data: Data, state: State, pair: int, desk: Desk) -> float:
    """A showing that may be here though none brings anything, into ``desk.mix``: a session alone may pay."""
    creator, slot = data.pair_creator[pair], data.pair_slot[pair]
    for q in range(data.showing_from[creator], data.showing_from[creator + 1]):
        hidden = desk.hidden[data.showing_product[q]]
        if not hidden and state.shown[q, data.week[slot]] < data.repeat and not banned(data, q, slot, 1):
            desk.mix[0], desk.share[0] = q, 1
            return 0.0
    return NOTHING


@inner
def price_kept(data: Data, state: State, pair: int, row: int) -> float:
    """What the current session's own mix would bring here now; nothing where it may not stand."""
    slot, kind = data.pair_slot[pair], data.pair_type[pair]
    week = data.week[slot]
    value = 0.0
    for i in range(data.units):
        q = data.kept_mix[row, i]
        if q == -2:
            return NOTHING
        if q < 0:
            break
        if state.shown[q, week] >= data.repeat or banned(data, q, slot, data.kept_units[row, i]):
            return NOTHING
        product = data.showing_product[q]
        demand = wanted(
            data.base[q],
            data.slot_factor[product, slot],
            data.type_factor[product, kind],
            data.curve[data.kept_units[row, i]],
        )
        if demand > 0.0:
            value += yuan(data, state, product, more_sold(data, state, product, week, demand))
    return value


@compiled
def best_of_week(data: Data, state: State, group: int, desk: Desk, blink: float) -> tuple[float, int]:
    """The best addition for one creator in one week; its mix into ``desk.top_mix``.

    ``group`` is creator · weeks + week. Each pair is overlooked with probability ``blink``.
    """
    top, chosen, count = 0.0, -1, -1
    likely = state.likely
    for pair in range(data.week_pairs[group], data.week_pairs[group + 1]):
        if blink > 0.0 and np.random.random() < (blink if likely[pair] else RARE):
            continue
        if not may_stand(data, state, pair):
            continue
        if count < 0:
            count = rank_showings(data, state, group, desk)
        value = price_pair(data, state, pair, count, desk)
        if value > top:
            top, chosen = value, pair
            copy_row(desk.mix, desk.top_mix)
            copy_row(desk.share, desk.top_share)
    return top, chosen
