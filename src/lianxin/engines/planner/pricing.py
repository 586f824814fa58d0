"""Pricing: the best session for every creator, slot and type at given prices, exactly."""

from __future__ import annotations

from math import floor
from typing import NamedTuple

import numpy as np

from lianxin.engines.planner.arrays import Arrays, Floats, Ints
from lianxin.engines.planner.choosing import Desk, read_mix
from lianxin.engines.planner.compiling import compiled
from lianxin.engines.planner.kernels import Data


class Priced(NamedTuple):
    """The best session of each pair: worth above its charges, mix and units."""

    value: Floats  # [N]
    mix: Ints  # [N, units]
    share: Ints  # [N, units]


def priced(arrays: Arrays) -> Priced:
    """Room for the answers of :func:`price_sessions`."""
    shape = (len(arrays.pair_slot), arrays.units)
    return Priced(np.zeros(shape[0]), np.full(shape, -1, dtype=np.int64), np.zeros(shape, dtype=np.int64))


@compiled
def price_sessions(
    data: Data, demand_price: Floats, repeat_price: Floats, charge: Floats, desk: Desk, out: Priced
) -> None:
    """For each pair the mix that brings most at the prices, less ``charge`` [N], into ``out``.

    ``demand_price`` [P, W] is yuan for a unit wanted, ``repeat_price`` [Q, W] yuan for a showing.
    """
    week, curve, units = data.week, data.curve, data.units
    for pair in range(data.pair_slot.shape[0]):
        creator, slot, kind = data.pair_creator[pair], data.pair_slot[pair], data.pair_type[pair]
        count = fill_priced(
            data, demand_price, repeat_price, slot, kind,
            data.showing_from[creator], data.showing_from[creator + 1], week[slot], desk.worth, desk.row,
        )  # fmt: skip
        out.value[pair] = read_mix(count, units, curve.shape[0] - 1, desk) - charge[pair]
        for i in range(units):
            out.mix[pair, i] = desk.mix[i]
            out.share[pair, i] = desk.share[i]


@compiled
def fill_priced(
    data: Data,
    demand_price: Floats,
    repeat_price: Floats,
    slot: int,
    kind: int,
    first: int,
    last: int,
    week: int,
    worth: Floats,
    row: Ints,
) -> int:
    """Each showing's worth at the prices; returns how many are worth anything."""
    products, base, curve, caps = data.showing_product, data.base, data.curve, data.mix_cap
    slot_factor, type_factor = data.slot_factor, data.type_factor
    count = 0
    for q in range(first, last):
        product = products[q]
        price = demand_price[product, week]
        if price <= 0.0:
            continue
        wish = base[q] * slot_factor[product, slot] * type_factor[product, kind]
        toll = repeat_price[q, week]
        if price * wish * curve[curve.shape[0] - 1] <= toll:
            continue
        worth[count, 0] = 0.0
        for share in range(1, curve.shape[0]):
            worth[count, share] = price * floor(wish * curve[share]) - toll if share <= caps[q] else -1e18
        row[count] = q
        count += 1
    return count
