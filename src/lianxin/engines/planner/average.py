"""An average of plans and the bound it proves: Frank and Wolfe's method, creator by creator.

At any average of schedules the slopes of the expected sale are prices; expected sale is concave, so what the
slopes promise plus each creator's best season at those prices is more than any plan is worth. Rooms,
repeats, promises, floors and minimums enter with prices of their own, raised while they are
broken and lowered while they are slack; any price that is not negative proves a bound.
"""

from __future__ import annotations

from math import floor
from typing import NamedTuple

import numpy as np

from lianxin.engines.planner.arrays import Arrays, Floats, Ints
from lianxin.engines.planner.choosing import Desk
from lianxin.engines.planner.compiling import allocating, compiled, inner
from lianxin.engines.planner.gradient import season_slope
from lianxin.engines.planner.kernels import Data
from lianxin.engines.planner.pricing import Priced, price_creator
from lianxin.engines.planner.scheduling import Season, best_season

#: Below this σ demand is nearly sure, and prices come from the smoother curve of this σ.
SMOOTH = 0.1


class Average(NamedTuple):
    """The average of plans, and the prices that belong to it."""

    demand: Floats  # [P, W] units wanted
    wanted: Floats  # [Q, W] of them by showing
    times: Floats  # [Q, W] how often a showing is shown
    held: Floats  # [N] how often a session is held
    used: Floats  # [T·K] rooms
    total: Floats  # [C] sessions
    sold: Floats  # [P]
    slope: Floats  # [P, W]
    revenue: Floats  # [G]
    price: Floats  # [P, W] yuan for a unit wanted
    by_promise: Floats  # [P] weight of the promise's penalty, 0..1
    by_floor: Floats  # [G] weight of the floor's, 0..1
    by_total: Floats  # [C] yuan a session brings towards the minimum
    room_price: Floats  # [T·K]
    repeat_price: Floats  # [Q, W]
    room_base: Floats  # [T·K] the price that usage moves
    repeat_base: Floats  # [Q, W]
    charge: Floats  # [N] scratch
    must: Ints  # [C, days]
    left: Floats  # [W] scratch
    side: Floats  # [2, W]
    marginal: Ints  # [W]


def average(arrays: Arrays, must: Ints) -> Average:
    """The empty plan's average. ``must`` [C, days] marks the days of locked sessions."""
    products, weeks, showings = len(arrays.margin), arrays.weeks, len(arrays.base)
    rooms, creators = len(arrays.room_from) - 1, len(arrays.fee)
    pairs, wide = len(arrays.pair_slot), max(weeks, 1)
    z = np.zeros
    return Average(
        demand=z((products, weeks)), wanted=z((showings, weeks)), times=z((showings, weeks)),
        held=z(pairs), used=z(rooms), total=z(creators), sold=z(products), slope=z((products, weeks)),
        revenue=z(len(arrays.floor)), price=z((products, weeks)), by_promise=z(products),
        by_floor=z(len(arrays.floor)), by_total=z(creators), room_price=z(rooms),
        repeat_price=z((showings, weeks)), room_base=z(rooms), repeat_base=z((showings, weeks)),
        charge=z(pairs), must=must, left=z(wide), side=z((2, wide)), marginal=np.zeros(wide, dtype=np.int64),
    )  # fmt: skip


@inner
def price_product(data: Data, avg: Average, product: int) -> None:
    """Sales and slopes of a product at the average, and its prices."""
    before = avg.sold[product]
    avg.sold[product] = season_slope(
        avg.demand[product], data.supply[product], data.shelf[product], max(data.sigma, SMOOTH),
        avg.left, avg.side, avg.marginal, avg.slope[product],
    )  # fmt: skip
    avg.revenue[data.grower[product]] += data.margin[product] * (avg.sold[product] - before)
    weight(data, avg, product)


@inner
def weight(data: Data, avg: Average, product: int) -> None:
    """Prices from slopes: margin, and the promise and the floor that a sale helps to keep."""
    grower = data.grower[product]
    unit = data.margin[product] * (
        1.0 + data.promise_penalty * avg.by_promise[product] + data.floor_penalty * avg.by_floor[grower]
    )
    for w in range(data.weeks):
        avg.price[product, w] = unit * avg.slope[product, w]


@inner
def soft(target: float, value: float, width: float) -> float:
    """The weight of a penalty below ``target``: 1 well below, 0 well above, straight between."""
    if target <= 0.0:
        return 0.0
    return min(1.0, max(0.0, 0.5 + (target - value) / (width * target)))


@inner
def price_room(data: Data, avg: Average, room: int, stiff: float) -> float:
    """The room's price at its usage: the costs' stairs made a slope, and more beyond the last."""
    first, last = data.room_from[room], data.room_from[room + 1]
    count = last - first
    if count == 0:
        return 0.0
    place = avg.used[room] - 0.5
    if place <= 0.0:
        base = data.room_cost[first] * 1.0
    elif place >= count - 1:
        base = data.room_cost[last - 1]
    else:
        low = int(place)
        base = data.room_cost[first + low] + (place - low) * (
            data.room_cost[first + low + 1] - data.room_cost[first + low]
        )
    return base + max(0.0, avg.room_base[room] + stiff * (avg.used[room] - count))


@inner
def charges(data: Data, avg: Average, creator: int, stiff: float) -> None:
    """What each pair of a creator costs at the prices, into ``avg.charge``.

    A current session counts as kept with its mix: whatever is planned there, it saves no more than that.
    """
    for pair in range(data.week_pairs[creator * data.weeks], data.week_pairs[(creator + 1) * data.weeks]):
        room = data.pair_slot[pair] * data.types + data.pair_type[pair]
        avg.room_price[room] = price_room(data, avg, room, stiff)
        avg.charge[pair] = (
            data.fee[creator] - 2 * data.pair_bonus[pair] - avg.by_total[creator] + avg.room_price[room]
        )


@inner
def move(data: Data, avg: Average, creator: int, by: float, out: Priced, room: Season, touched: Ints) -> None:
    """Move the creator's part of the average a share ``by`` towards the season chosen."""
    weeks = data.weeks
    first, last = data.showing_from[creator], data.showing_from[creator + 1]
    products, wanted, times, demand = data.showing_product, avg.wanted, avg.times, avg.demand
    for q in range(first, last):
        for w in range(weeks):
            demand[products[q], w] -= by * wanted[q, w]
            wanted[q, w] *= 1.0 - by
            times[q, w] *= 1.0 - by
    for pair in range(data.week_pairs[creator * weeks], data.week_pairs[(creator + 1) * weeks]):
        if avg.held[pair] > 0.0:
            place = data.pair_slot[pair] * data.types + data.pair_type[pair]
            avg.used[place] -= by * avg.held[pair]
            avg.total[creator] -= by * avg.held[pair]
            avg.held[pair] *= 1.0 - by
    for day in range(data.days):
        pair = room.chosen[day]
        if pair < 0:
            continue
        slot, kind = data.pair_slot[pair], data.pair_type[pair]
        w = data.week[slot]
        avg.held[pair] += by
        avg.used[slot * data.types + kind] += by
        avg.total[creator] += by
        for i in range(data.units):
            q = out.mix[pair, i]
            if q < 0:
                break
            p = products[q]
            units = by * floor(
                data.base[q]
                * data.slot_factor[p, slot]
                * data.type_factor[p, kind]
                * data.curve[out.share[pair, i]]
            )
            wanted[q, w] += units
            times[q, w] += by
            demand[p, w] += units
    for q in range(first, last):
        touched[products[q]] = 1


@compiled
def sweep(
    data: Data,
    avg: Average,
    order: Ints,
    by: float,
    rate: float,
    stiff: float,
    width: float,
    desk: Desk,
    out: Priced,
    room: Season,
    touched: Ints,
) -> None:
    """Each creator in ``order`` moves towards its best season at the prices, by a share ``by``.

    Prices follow, those of rooms and repeats at a rate.
    """
    for creator in order:
        for p in range(touched.shape[0]):
            if touched[p]:
                avg.by_promise[p] = soft(data.promise[p], avg.sold[p], width)
                g = data.grower[p]
                avg.by_floor[g] = soft(data.floor[g], avg.revenue[g], width)
                price_product(data, avg, p)
                touched[p] = 0
        need = data.min_total[creator]
        avg.by_total[creator] = data.creator_penalty * soft(need * 1.0, avg.total[creator], width)
        first, last = data.showing_from[creator], data.showing_from[creator + 1]
        for q in range(first, last):
            for w in range(data.weeks):
                avg.repeat_price[q, w] = max(
                    0.0, avg.repeat_base[q, w] + 0.3 * stiff * (avg.times[q, w] - data.repeat)
                )
        charges(data, avg, creator, stiff)
        price_creator(data, avg.price, avg.repeat_price, avg.charge, creator, desk, out)
        best_season(data, creator, out.value, avg.must[creator], room)
        move(data, avg, creator, by, out, room, touched)
    raise_prices(data, avg, stiff, rate)


@allocating
def shuffled(count: int) -> Ints:
    """Numbers up to ``count`` in random order, by this thread's random numbers."""
    return np.random.permutation(count)


@inner
def raise_prices(data: Data, avg: Average, stiff: float, rate: float) -> None:
    """Rooms and repeats that are used beyond what there is cost more from now on, slack ones less."""
    for room in range(avg.used.shape[0]):
        count = data.room_from[room + 1] - data.room_from[room]
        avg.room_base[room] = max(0.0, avg.room_base[room] + rate * stiff * (avg.used[room] - count))
    for q in range(avg.times.shape[0]):
        for w in range(data.weeks):
            avg.repeat_base[q, w] = max(
                0.0, avg.repeat_base[q, w] + rate * 0.3 * stiff * (avg.times[q, w] - data.repeat)
            )


@inner
def produce_bound(data: Data, avg: Average, product: int, unit: float) -> float:
    """The most that a product's sale can bring above what the wanted units cost at the prices.

    With uncertain demand the tangent is exact. Nearly sure demand has corners, and
    the slopes are those of a smoother curve; then each lot is sold where it brings most, which is never less.
    """
    total = 0.0
    if data.sigma >= SMOOTH:
        total = unit * avg.sold[product]
        for w in range(data.weeks):
            total -= avg.price[product, w] * avg.demand[product, w]
        return total
    for lot in range(data.weeks):
        best = 0.0
        for w in range(lot, min(lot + data.shelf[product] + 1, data.weeks)):
            best = max(best, unit - avg.price[product, w])
        total += best * data.supply[product, lot]
    return total


@compiled
def bound(
    data: Data, avg: Average, stiff: float, width: float, desk: Desk, out: Priced, room: Season
) -> float:
    """What no plan's worth exceeds, at the prices of the average as it stands."""
    total = 0.0
    for g in range(avg.revenue.shape[0]):
        avg.by_floor[g] = soft(data.floor[g], avg.revenue[g], width)
        total -= avg.by_floor[g] * data.floor_penalty * data.floor[g]
    for p in range(avg.sold.shape[0]):
        avg.by_promise[p] = soft(data.promise[p], avg.sold[p], width)
        price_product(data, avg, p)
        unit = data.margin[p] * (
            1.0 + data.promise_penalty * avg.by_promise[p] + data.floor_penalty * avg.by_floor[data.grower[p]]
        )
        total -= avg.by_promise[p] * data.promise_penalty * data.margin[p] * data.promise[p]
        total += produce_bound(data, avg, p, unit)
    for q in range(avg.times.shape[0]):
        for w in range(data.weeks):
            avg.repeat_price[q, w] = max(
                0.0, avg.repeat_base[q, w] + 0.3 * stiff * (avg.times[q, w] - data.repeat)
            )
            total += avg.repeat_price[q, w] * data.repeat
    for creator in range(data.fee.shape[0]):
        avg.by_total[creator] = data.creator_penalty * soft(
            data.min_total[creator] * 1.0, avg.total[creator], width
        )
        total -= avg.by_total[creator] * data.min_total[creator]
        charges(data, avg, creator, stiff)
        price_creator(data, avg.price, avg.repeat_price, avg.charge, creator, desk, out)
        total += best_season(data, creator, out.value, avg.must[creator], room)
    for place in range(avg.used.shape[0]):
        for i in range(data.room_from[place], data.room_from[place + 1]):
            total += max(0.0, avg.room_price[place] - data.room_cost[i])
    return total
