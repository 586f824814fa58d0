"""Small steps between ruins: some of a session's minutes go from one product to another.

A step costs half a microsecond, so hundreds are tried for one round of ruin and recreate. Whole units rarely
match what there is of a product in a week; these steps fit them together.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lianxin.engines.planner.arrays import Ints
from lianxin.engines.planner.compiling import compiled, inlined, inner
from lianxin.engines.planner.gradient import season_slope
from lianxin.engines.planner.kernels import Data, season_sale
from lianxin.engines.planner.state import State, kept

#: How often the minutes may go to any product of the creator, not to one that the session shows already.
ANY = 0.7


#: Steps that can be taken back [steps, 6]: place, and the parts of a `Step`.
Log = Ints
#: Products that are marked [P].
Marks = NDArray[np.uint8]


class Step(NamedTuple):
    """Minutes of a session that move: ``units`` from one showing to another."""

    source: int  # showing, or -1 for minutes that are not used yet
    had: int  # its units before
    target: int  # showing, or -1
    has: int  # its units before
    units: int


@inner
def drawn(mix: Ints, share: Ints, most: int, first: int, last: int) -> Step:
    """A random step of a session whose creator has the showings from ``first`` up to ``last``."""
    count = total = 0
    while count < mix.shape[0] and mix[count] >= 0:
        total += share[count]
        count += 1
    i = np.random.randint(count + 1 if total < most else count)
    source, had = (mix[i], share[i]) if i < count else (-1, 0)
    target, has = -1, 0
    if np.random.random() < ANY:
        target = first + np.random.randint(last - first)
        for j in range(count):
            has = share[j] if mix[j] == target else has
    else:
        j = np.random.randint(count)
        target, has = mix[j], share[j]
    whole = source >= 0 and np.random.random() < 0.5
    return Step(source, had, target, has, had if whole else 1)


@inlined
def sold_with(data: Data, state: State, product: int, week: int, units: float) -> float:
    """Units of a product sold in the season when so many more are wanted in a week."""
    demand = state.demand[product]
    before = demand[week]
    demand[week] = max(before + units, 0.0)
    sold = season_sale(demand, data.supply[product], data.shelf[product], data.sigma, state.left)
    demand[week] = before
    return sold


@inlined
def gained(data: Data, state: State, source: int, less: float, target: int, more: float) -> float:
    """What the objective gains when the season's sales of two products become ``less`` and ``more``."""
    earned = data.margin[target] * (more - state.sold[target])
    value = earned + promised(data, state, target, more)
    grower = data.grower[target]
    if source >= 0:
        lost = data.margin[source] * (less - state.sold[source])
        value += lost + promised(data, state, source, less)
        if data.grower[source] == grower:
            earned += lost
        else:
            value += floored(data, state, data.grower[source], lost)
    return value + floored(data, state, grower, earned)


@inlined
def promised(data: Data, state: State, product: int, sold: float) -> float:
    """Yuan of a promise's penalty saved when a product sells so much."""
    before = max(0.0, data.promise[product] - state.sold[product])
    after = max(0.0, data.promise[product] - sold)
    return data.promise_penalty * data.margin[product] * (before - after)


@inlined
def floored(data: Data, state: State, grower: int, earned: float) -> float:
    """Yuan of a floor's penalty saved when a grower earns so much more."""
    before = max(0.0, data.floor[grower] - state.revenue[grower])
    after = max(0.0, data.floor[grower] - state.revenue[grower] - earned)
    return data.floor_penalty * (before - after)


@inner
def remix(most: int, mix: Ints, share: Ints, step: Step) -> None:
    """Write the step into a session's mix, showings ascending."""
    filled = 0
    for i in range(most):
        if mix[i] < 0:
            break
        units = share[i]
        if mix[i] == step.source:
            units -= step.units
        elif mix[i] == step.target:
            units += step.units
        if units > 0:
            mix[filled], share[filled] = mix[i], units
            filled += 1
    if step.has == 0 and step.target >= 0:
        at = filled
        while at > 0 and mix[at - 1] > step.target:
            mix[at], share[at] = mix[at - 1], share[at - 1]
            at -= 1
        mix[at], share[at] = step.target, step.units
        filled += 1
    for i in range(filled, most):
        mix[i], share[i] = -1, 0


@inlined
def sell(data: Data, state: State, product: int, week: int, units: float, sold: float) -> None:
    """Write a product's new demand in a week, its sale in the season and its grower's revenue."""
    state.demand[product, week] = max(state.demand[product, week] + units, 0.0)
    state.revenue[data.grower[product]] += data.margin[product] * (sold - state.sold[product])
    state.sold[product] = sold
    state.sloped[product] = 0
    reach = data.shelf[product]
    for w in range(max(0, week - reach), min(data.weeks, week + reach + 1)):
        state.fresh[product, w] = 0


@inner
def settle(data: Data, state: State, place: int, step: Step, up: float, down: float, spare: float) -> int:
    """Weigh a step exactly and take it unless it loses more than ``spare`` yuan; 1 if taken, else 0.

    ``up`` and ``down`` are the units wanted more of the target and of the source.
    """
    pair = state.at[place]
    week = data.week[data.pair_slot[pair]]
    target = data.showing_product[step.target]
    source = data.showing_product[step.source] if step.source >= 0 else -1
    less = sold_with(data, state, source, week, down) if source >= 0 else 0.0
    more = sold_with(data, state, target, week, up)
    gain = gained(data, state, source, less, target, more)
    if gain < -spare:
        return 0
    saved = kept(data, state, place, pair)
    remix(data.units, state.mix[place], state.share[place], step)
    saved = kept(data, state, place, pair) - saved
    if gain + saved < -spare:
        back = Step(step.target, step.has + step.units, step.source, step.had - step.units, step.units)
        remix(data.units, state.mix[place], state.share[place], back)
        return 0
    if source >= 0:
        sell(data, state, source, week, down, less)
        state.shown[step.source, week] -= int(step.units == step.had)
    sell(data, state, target, week, up, more)
    state.shown[step.target, week] += int(step.has == 0)
    state.worth[0] += gain + saved
    return 1


@inner
def refresh_slope(data: Data, state: State, product: int) -> None:
    """Units more of a product sold in the season for the next one wanted in each week."""
    season_slope(
        state.demand[product], data.supply[product], data.shelf[product], data.sigma,
        state.left, state.side, state.marginal, state.slope[product],
    )  # fmt: skip
    state.sloped[product] = 1


@inlined
def more_wanted(wish: float, old: float, new: float) -> float:
    """Units wanted more when the curve's share grows from ``old`` to ``new``."""
    return np.floor(wish * new) - np.floor(wish * old)


@inlined
def weight(
    promise: float, sold: float, for_promise: float, floor: float, revenue: float, for_floor: float
) -> float:
    """Margins that the next unit sold is worth: its own, and those of a promise and a floor not yet met."""
    return 1.0 + (for_promise if promise > sold else 0.0) + (for_floor if floor > revenue else 0.0)


@inner
def write_down(log: Log, number: int, place: int, step: Step) -> int:
    """Keep a step in a log that has room, so that it can be taken back; returns the next step's number."""
    if number < log.shape[0]:
        row = log[number]
        row[0], row[1], row[2] = place, step.source, step.had
        row[3], row[4], row[5] = step.target, step.has, step.units
    return number + 1


@inlined
def concerns(products: Ints, step: Step, changed: Marks) -> bool:
    """Whether a step gives to or takes from a marked product."""
    return changed[products[step.target]] or (step.source >= 0 and changed[products[step.source]])


@compiled
def tweak(data: Data, state: State, places: Ints, tries: int, heat: float, log: Log, changed: Marks) -> int:
    """Try steps in the sessions of ``places``; a worse plan is kept with probability exp(-loss / heat) yuan.

    Returns how many were taken. A ``log`` that has room keeps them, for :func:`mending.take_back`; then only
    steps that touch a product of ``changed`` are tried, and no more are taken than there is room for.
    Sale is concave: a target gains at most its slope, a source loses at least its own, which rules most
    steps out. Arrays are taken out of their tuples once: each look there costs more than a step.
    """
    at, locked, mix, share, shown = state.at, state.locked, state.mix, state.share, state.shown
    creators, slots, kinds, weeks = data.pair_creator, data.pair_slot, data.pair_type, data.week
    showing_from, products, base, curve = data.showing_from, data.showing_product, data.base, data.curve
    by_hour, by_type, caps, slot_caps = data.slot_factor, data.type_factor, data.mix_cap, data.slot_cap
    sold, revenue, sloped, slope = state.sold, state.revenue, state.sloped, state.slope
    margin, promise, growers, floors = data.margin, data.promise, data.grower, data.floor
    for_promise, for_floor, by_slot = data.promise_penalty, data.floor_penalty, slot_caps.shape[0] > 0
    units, most, repeat, taken, logs = data.units, curve.shape[0] - 1, data.repeat, 0, log.shape[0] > 0
    for _ in range(tries):
        place = places[np.random.randint(places.shape[0])]
        pair = at[place]
        if pair < 0 or locked[place] == 2:
            continue
        creator, slot, kind, week = creators[pair], slots[pair], kinds[pair], weeks[slots[pair]]
        step = drawn(mix[place], share[place], units, showing_from[creator], showing_from[creator + 1])
        cap = min(most, slot_caps[step.target, slot] if by_slot else caps[step.target])
        if step.target == step.source or step.has + step.units > cap:
            continue
        idle = logs and not concerns(products, step, changed)
        if idle or (step.has == 0 and shown[step.target, week] >= repeat):
            continue
        top = up = down = 0.0
        for showing, old, new in (
            (step.target, step.has, step.has + step.units),
            (step.source, step.had, step.had - step.units),
        ):
            if showing < 0:
                break
            p = products[showing]
            g = growers[p]
            if sloped[p] == 0:
                refresh_slope(data, state, p)
            more = more_wanted(base[showing] * by_hour[p, slot] * by_type[p, kind], curve[old], curve[new])
            yuan = margin[p] * weight(promise[p], sold[p], for_promise, floors[g], revenue[g], for_floor)
            top += yuan * slope[p, week] * more
            up, down = (more, down) if showing == step.target else (up, more)
        spare = -heat * np.log(1.0 - np.random.random()) if heat > 0.0 else 1e-9
        if top >= -spare and settle(data, state, place, step, up, down, spare):
            taken = write_down(log, taken, place, step)
            if taken == log.shape[0]:
                break
    return taken
