"""Pricing: the best session for every creator, slot and type at given prices, exactly."""

from __future__ import annotations

from math import floor
from typing import NamedTuple

import numpy as np

from lianxin.engines.planner.arrays import Arrays, Floats, Ints
from lianxin.engines.planner.choosing import Desk, read_mix
from lianxin.engines.planner.compiling import inner, sort_down
from lianxin.engines.planner.kernels import Data, add_to_mix


class Priced(NamedTuple):
    """The best session of each pair: worth above its charges, mix and units."""

    value: Floats  # [N]
    mix: Ints  # [N, units]
    share: Ints  # [N, units]


def priced(arrays: Arrays) -> Priced:
    """Room for the answers of :func:`price_creator`."""
    shape = (len(arrays.pair_slot), arrays.units)
    return Priced(np.zeros(shape[0]), np.full(shape, -1, dtype=np.int64), np.zeros(shape, dtype=np.int64))


@inner
def price_creator(
    data: Data,
    demand_price: Floats,
    repeat_price: Floats,
    charge: Floats,
    creator: int,
    desk: Desk,
    out: Priced,
) -> None:
    """For each pair of a creator the mix that brings most at the prices, less ``charge`` [N], into ``out``.

    ``demand_price`` [P, W] is yuan for a unit wanted, ``repeat_price`` [Q, W] yuan for a showing.
    """
    for week in range(data.weeks):
        group = creator * data.weeks + week
        first, last = data.week_pairs[group], data.week_pairs[group + 1]
        if first == last:
            continue
        count = rank_priced(data, demand_price, creator, week, desk)
        for pair in range(first, last):
            value = mix_priced(data, demand_price, repeat_price, pair, count, desk)
            if desk.mix[0] < 0:
                value = least_bad(data, demand_price, repeat_price, pair, desk)
            out.value[pair] = value - charge[pair] if desk.mix[0] >= 0 else -1e17
            for i in range(data.units):
                out.mix[pair, i] = desk.mix[i]
                out.share[pair, i] = desk.share[i]


@inner
def rank_priced(data: Data, demand_price: Floats, creator: int, week: int, desk: Desk) -> int:
    """Order a creator's showings in a week by the most that one unit of them can be worth at the prices."""
    products, base, peak, curve = data.showing_product, data.base, data.peak, data.curve
    score, row, unit, count = desk.score, desk.row, 0.0, 0
    for share in range(1, curve.shape[0]):
        unit = max(unit, curve[share] / share)
    for q in range(data.showing_from[creator], data.showing_from[creator + 1]):
        price = demand_price[products[q], week]
        if price > 0.0:
            score[count] = unit * price * base[q] * peak[products[q], week]
            row[count] = q
            count += 1
    sort_down(score, count, desk.order)
    return count


@inner
def mix_priced(
    data: Data, demand_price: Floats, repeat_price: Floats, pair: int, count: int, desk: Desk
) -> float:
    """The best mix of a pair at the prices, into ``desk.mix``; exact, as only the useless is left out."""
    slot, kind, units = data.pair_slot[pair], data.pair_type[pair], data.units
    week, most = data.week[slot], data.curve.shape[0] - 1
    products, base, curve, caps = data.showing_product, data.base, data.curve, data.mix_cap
    slot_factor, type_factor = data.slot_factor, data.type_factor
    worth, best, choice, row, order, score = (
        desk.worth,
        desk.best,
        desk.choice,
        desk.row,
        desk.order,
        desk.score,
    )
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
        price, toll = demand_price[product, week], repeat_price[q, week]
        wish = base[q] * slot_factor[product, slot] * type_factor[product, kind]
        for share in range(1, most + 1):
            worth[used, share] = price * floor(wish * curve[share]) - toll if share <= caps[q] else -1e18
        add_to_mix(used, worth, units, most, best, choice)
        used += 1
    return read_mix(used, units, desk)


@inner
def least_bad(data: Data, demand_price: Floats, repeat_price: Floats, pair: int, desk: Desk) -> float:
    """The one showing that costs least where none brings anything, into ``desk.mix``; its worth.

    A session that sells nothing may still pay: through its creator's minimum, or as one that is not changed.
    """
    creator, slot, kind = data.pair_creator[pair], data.pair_slot[pair], data.pair_type[pair]
    week, top = data.week[slot], -1e18
    most = min(data.curve.shape[0] - 1, data.units)
    for q in range(data.showing_from[creator], data.showing_from[creator + 1]):
        product = data.showing_product[q]
        wish = data.base[q] * data.slot_factor[product, slot] * data.type_factor[product, kind]
        for share in range(1, min(most, data.mix_cap[q]) + 1):
            value = demand_price[product, week] * floor(wish * data.curve[share]) - repeat_price[q, week]
            if value > top:
                top, desk.mix[0], desk.share[0] = value, q, share
    return top
