"""A plan in the making, by studio type: its sessions and everything that depends on them.

A session stands at ``at[creator · days + day]``. All updates go through :func:`put` and :func:`take`,
which keep the objective exact; the gain tables only guide choices.
"""

from __future__ import annotations

from math import floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lianxin.engines.planner.arrays import Arrays, Floats, Ints
from lianxin.engines.planner.compiling import compiled, inlined, inner
from lianxin.engines.planner.kernels import Data, season_sale, sell_week

#: Points of a product's table of gains in a week.
POINTS = 16
#: Entries of ``State.worth``.
OBJECTIVE = 0
#: What makes a plan: these of ``State`` are copied.
KEPT = (
    *("at", "mix", "share", "locked", "demand", "sold", "revenue"),
    *("held", "total", "used", "shown", "worth"),
)


class State(NamedTuple):
    """Arrays that change together; the objective is ``worth[0]``."""

    at: Ints  # [C·days] pair, or -1
    mix: Ints  # [C·days, units] showings, -1 behind the last
    share: Ints  # [C·days, units] units of each
    locked: Ints  # [C·days] 0 free, 1 must stand, 2 must stand with its mix
    demand: Floats  # [P, W]
    sold: Floats  # [P]
    revenue: Floats  # [G]
    held: Ints  # [C·W] sessions
    total: Ints  # [C]
    used: Ints  # [T·K]
    shown: Ints  # [Q, W]
    worth: Floats  # [1]
    gain: Floats  # [P, W, POINTS + 1] units more sold for steps of demand
    step: Floats  # [P, W]
    fresh: NDArray[np.uint8]  # [P, W]
    likely: NDArray[np.uint8]  # [N] pairs that the search looks at first
    slope: Floats  # [P, W] units more sold for the next one wanted
    sloped: NDArray[np.uint8]  # [P] whether they are up to date
    side: Floats  # [2, W] scratch
    marginal: Ints  # [W] scratch
    left: Floats  # [W] scratch
    base_left: Floats  # [W] scratch


def empty(arrays: Arrays) -> State:
    """A plan without sessions, worth minus everything promised."""
    creators, places = len(arrays.fee), len(arrays.fee) * arrays.days
    products, weeks = len(arrays.margin), arrays.weeks
    short = arrays.promise_penalty * (arrays.margin * arrays.promise).sum()
    short += arrays.floor_penalty * arrays.floor.sum()
    short += arrays.creator_penalty * arrays.min_total.sum()
    short += arrays.problem.change_cost * len(arrays.problem.current)
    return State(
        at=np.full(places, -1, dtype=np.int64),
        mix=np.full((places, arrays.units), -1, dtype=np.int64),
        share=np.zeros((places, arrays.units), dtype=np.int64),
        locked=np.zeros(places, dtype=np.int64),
        demand=np.zeros((products, weeks)),
        sold=np.zeros(products),
        revenue=np.zeros(len(arrays.floor)),
        held=np.zeros(creators * weeks, dtype=np.int64),
        total=np.zeros(creators, dtype=np.int64),
        used=np.zeros(len(arrays.room_from) - 1, dtype=np.int64),
        shown=np.zeros((len(arrays.base), weeks), dtype=np.int64),
        worth=np.array([-short]),
        gain=np.zeros((products, weeks, POINTS + 1)),
        step=_steps(arrays),
        fresh=np.zeros((products, weeks), dtype=np.uint8),
        likely=np.ones(len(arrays.pair_slot), dtype=np.uint8),
        slope=np.zeros((products, weeks)),
        sloped=np.zeros(products, dtype=np.uint8),
        side=np.zeros((2, max(weeks, 1))),
        marginal=np.zeros(max(weeks, 1), dtype=np.int64),
        left=np.zeros(max(weeks, 1)),
        base_left=np.zeros(max(weeks, 1)),
    )


def _steps(arrays: Arrays) -> Floats:
    """The grid of each product and week: up to what its strongest showing can want."""
    products, weeks = len(arrays.margin), arrays.weeks
    top = np.zeros(products)
    np.maximum.at(top, arrays.showing_product, arrays.base)
    top *= arrays.curve[-1] * arrays.type_factor.max(axis=1, initial=0.0)
    steps = np.zeros((products, weeks))
    for week in range(weeks):
        here = arrays.slot_factor[:, arrays.week == week]
        steps[:, week] = top * here.max(axis=1, initial=0.0) / POINTS
    return np.maximum(steps, 1e-9)


def copy_into(source: State, target: State) -> None:
    """Make ``target`` equal to ``source``; tables that guide choices are filled anew."""
    for name in KEPT:
        np.copyto(getattr(target, name), getattr(source, name))
    target.fresh.fill(0)
    target.sloped.fill(0)


@inner
def refresh(data: Data, state: State, product: int, week: int) -> None:
    """Fill the table: how many more units are sold when the week's demand grows step by step."""
    shelf, sigma, weeks = data.shelf[product], data.sigma, data.weeks
    demand = state.demand[product]
    for w in range(weeks):
        state.base_left[w] = data.supply[product, w]
    before = 0.0
    for w in range(week):
        if demand[w] > 0.0:
            before += sell_week(demand[w], w, shelf, state.base_left, sigma)
    now = state.sold[product] - before
    step = state.step[product, week]
    row = state.gain[product, week]
    for point in range(POINTS + 1):
        for w in range(weeks):
            state.left[w] = state.base_left[w]
        total = sell_week(demand[week] + point * step, week, shelf, state.left, sigma)
        for w in range(week + 1, weeks):
            if demand[w] > 0.0:
                total += sell_week(demand[w], w, shelf, state.left, sigma)
        row[point] = max(total - now, 0.0)
    state.fresh[product, week] = 1


@inlined
def more_sold(data: Data, state: State, product: int, week: int, demand: float) -> float:
    """About how many units more are sold when viewers want ``demand`` more of a product in a week."""
    if state.fresh[product, week] == 0:
        refresh(data, state, product, week)
    place = demand / state.step[product, week]
    point = int(place)
    row = state.gain[product, week]
    if point >= POINTS:
        return row[POINTS]
    return row[point] + (place - point) * (row[point + 1] - row[point])


@inlined
def yuan(data: Data, state: State, product: int, more: float) -> float:
    """What units more of a product bring: margin, promise and floor met on the way."""
    margin = data.margin[product]
    value = margin * more
    short = data.promise[product] - state.sold[product]
    if short > 0.0:
        value += data.promise_penalty * margin * min(more, short)
    grower = data.grower[product]
    under = data.floor[grower] - state.revenue[grower]
    if under > 0.0:
        value += data.floor_penalty * min(margin * more, under)
    return value


@inlined
def terms(data: Data, state: State, pair: int) -> float:
    """What one more session here costs before its products: fee, room, fatigue, less a minimum met."""
    creator, slot = data.pair_creator[pair], data.pair_slot[pair]
    room = slot * data.types + data.pair_type[pair]
    cost = data.fee[creator] + data.room_cost[data.room_from[room] + state.used[room]]
    cost += data.fatigue[state.held[creator * data.weeks + data.week[slot]]]
    if state.total[creator] < data.min_total[creator]:
        cost -= data.creator_penalty
    return cost


@inlined
def kept(data: Data, state: State, place: int, pair: int) -> float:
    """What the session saves against the published plan: half for its place, all with its mix."""
    row = data.pair_kept[pair]
    if row < 0:
        return 0.0
    for i in range(data.units):
        if state.mix[place, i] != data.kept_mix[row, i] or state.share[place, i] != data.kept_units[row, i]:
            return data.pair_bonus[pair]
    return 2 * data.pair_bonus[pair]


@compiled
def put(data: Data, state: State, pair: int, mix: Ints, share: Ints) -> None:
    """Add a session; the mix lists showings in ascending order, -1 behind the last."""
    creator, slot = data.pair_creator[pair], data.pair_slot[pair]
    place = creator * data.days + data.day[slot]
    state.at[place] = pair
    for i in range(data.units):
        state.mix[place, i] = mix[i]
        state.share[place, i] = share[i]
    state.worth[0] -= terms(data, state, pair)
    state.worth[0] += kept(data, state, place, pair)
    state.held[creator * data.weeks + data.week[slot]] += 1
    state.total[creator] += 1
    state.used[slot * data.types + data.pair_type[pair]] += 1
    show(data, state, place, 1)


@compiled
def take(data: Data, state: State, place: int) -> None:
    """Remove the session of a creator's day; ``mix`` and ``share`` keep what it was."""
    pair = state.at[place]
    creator, slot = data.pair_creator[pair], data.pair_slot[pair]
    show(data, state, place, -1)
    state.held[creator * data.weeks + data.week[slot]] -= 1
    state.total[creator] -= 1
    state.used[slot * data.types + data.pair_type[pair]] -= 1
    state.worth[0] += terms(data, state, pair)
    state.worth[0] -= kept(data, state, place, pair)
    state.at[place] = -1


@inner
def show(data: Data, state: State, place: int, sign: int) -> None:
    """Add or take the demand of a session's showings: sales, promise and floor follow, exactly."""
    pair = state.at[place]
    slot, kind = data.pair_slot[pair], data.pair_type[pair]
    week, units, weeks, sigma = data.week[slot], data.units, data.weeks, data.sigma
    mix, share, shown, demands, left = state.mix, state.share, state.shown, state.demand, state.left
    products, base, curve, margins = data.showing_product, data.base, data.curve, data.margin
    slot_factor, type_factor = data.slot_factor, data.type_factor
    sold, revenue, fresh, supply, shelf = state.sold, state.revenue, state.fresh, data.supply, data.shelf
    promise, floors, growers, sloped = data.promise, data.floor, data.grower, state.sloped
    gained = 0.0
    for i in range(units):
        q = mix[place, i]
        if q < 0:
            break
        product = products[q]
        shown[q, week] += sign
        wish = base[q] * slot_factor[product, slot] * type_factor[product, kind] * curve[share[place, i]]
        demands[product, week] = max(demands[product, week] + sign * floor(wish), 0.0)
        before, margin, grower = sold[product], margins[product], growers[product]
        after = season_sale(demands[product], supply[product], shelf[product], sigma, left)
        under = max(0.0, floors[grower] - revenue[grower])
        revenue[grower] += margin * (after - before)
        sold[product] = after
        sloped[product] = 0
        short = max(0.0, promise[product] - before) - max(0.0, promise[product] - after)
        under -= max(0.0, floors[grower] - revenue[grower])
        gained += margin * (after - before) + data.promise_penalty * margin * short
        gained += data.floor_penalty * under
        # Lots tie weeks within a shelf life; what reaches further is small, and only guides the search.
        reach = shelf[product]
        for w in range(max(0, week - reach), min(weeks, week + reach + 1)):
            fresh[product, w] = 0
    state.worth[0] += gained
