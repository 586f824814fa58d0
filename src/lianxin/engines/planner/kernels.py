"""Compiled pieces that the search and the bound share: expected sale, a product's season, a mix.

The functions are numba's ``njit``; the arrays come from :mod:`arrays` as one named tuple.
"""

from __future__ import annotations

from math import erfc, floor, log, sqrt
from typing import NamedTuple

from lianxin.engines.planner.arrays import Arrays, Floats, Ints
from lianxin.engines.planner.compiling import compiled, inner

HALF_ROOT = sqrt(0.5)
#: Beyond this many standard deviations the expected minimum is the smaller of the two.
FAR = 7.0


class Data(NamedTuple):
    """The numbers of :class:`Arrays` that kernels read; same names, same shapes."""

    week: Ints
    day: Ints
    order: Ints
    last_order: int
    weeks: int
    days: int
    types: int
    pair_creator: Ints
    pair_slot: Ints
    pair_type: Ints
    pair_bonus: Floats
    pair_kept: Ints
    kept_mix: Ints
    kept_units: Ints
    week_pairs: Ints
    showing_from: Ints
    showing_product: Ints
    base: Floats
    slot_factor: Floats
    type_factor: Floats
    peak: Floats
    curve: Floats
    units: int
    repeat: int
    max_run: int
    margin: Floats
    shelf: Ints
    supply: Floats
    promise: Floats
    grower: Ints
    floor: Floats
    sigma: float
    promise_penalty: float
    floor_penalty: float
    creator_penalty: float
    fee: Floats
    max_per_week: Ints
    min_total: Ints
    fatigue: Floats
    room_from: Ints
    room_cost: Floats
    mix_cap: Ints
    slot_cap: Ints


def data_of(arrays: Arrays) -> Data:
    """The kernels' view of the arrays."""
    values = {name: getattr(arrays, name) for name in Data._fields if name != "types"}
    return Data(types=len(arrays.types), **values)


@compiled
def expected_sale(demand: float, stock: float, sigma: float) -> float:
    """E[min(ε·demand, stock)] units, ε lognormal with mean 1 and the given σ of its logarithm."""
    if demand <= 0.0 or stock <= 0.0:
        return 0.0
    if sigma == 0.0:
        return min(demand, stock)
    ratio = log(stock / demand) / sigma
    half = sigma / 2
    if ratio > FAR:
        return demand
    if ratio < -FAR:
        return stock
    below = 0.5 * erfc((half - ratio) * HALF_ROOT)
    above = 0.5 * erfc((ratio + half) * HALF_ROOT)
    return demand * below + stock * above


@inner
def sell_week(demand: float, week: int, shelf: int, left: Floats, sigma: float) -> float:
    """Expected sale of a week; takes it from ``left`` (units by harvest week), the oldest first."""
    first = max(0, week - shelf)
    stock = 0.0
    for lot in range(first, week + 1):
        stock += left[lot]
    sale = expected_sale(demand, stock, sigma)
    rest = sale
    for lot in range(first, week + 1):
        if rest <= left[lot]:
            left[lot] -= rest
            break
        rest -= left[lot]
        left[lot] = 0.0
    return sale


@inner
def season_sale(demand: Floats, supply: Floats, shelf: int, sigma: float, left: Floats) -> float:
    """Expected units a product sells in the season, from its weekly demands. ``left`` is scratch."""
    weeks = supply.shape[0]
    for week in range(weeks):
        left[week] = supply[week]
    total = 0.0
    for week in range(weeks):
        if demand[week] > 0.0:
            total += sell_week(demand[week], week, shelf, left, sigma)
    return total


@inner
def wanted(base: float, slot_factor: float, type_factor: float, share: float) -> float:
    """Whole units that viewers want of one showing; multiplied from the left, as the format says."""
    return float(floor(base * slot_factor * type_factor * share))


@inner
def add_to_mix(item: int, worth: Floats, units: int, most: int, best: Floats, choice: Ints) -> None:
    """One more row of the exact knapsack: ``worth[item, u]`` yuan for u units of it.

    ``best[j]`` is the best worth of at most j units so far, ``choice[item, j]`` the units of the item in it.
    """
    for room in range(units, -1, -1):
        top = best[room]
        pick = 0
        for share in range(1, min(most, room) + 1):
            value = best[room - share] + worth[item, share]
            if value > top:
                top = value
                pick = share
        best[room] = top
        choice[item, room] = pick
