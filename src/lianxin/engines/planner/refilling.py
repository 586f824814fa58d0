"""The best session with one product forced into it: the kernel behind answers at once and exact ones.

As in the search, gain tables guide the choice; what it is worth exactly, `state.put` tells.
"""

from __future__ import annotations

from lianxin.engines.planner.choosing import NOTHING, Desk, banned, may_stand, rank_showings, read_mix
from lianxin.engines.planner.compiling import compiled, copy_row, inner
from lianxin.engines.planner.kernels import Data, add_to_mix, wanted
from lianxin.engines.planner.state import State, more_sold, terms, yuan


@compiled
def best_with(data: Data, state: State, showing: int, least: int, group: int, slot: int, desk: Desk) -> int:
    """The best pair of a creator's week for a session that shows at least so many units of a showing.

    ``group`` is creator · weeks + week, ``slot`` -1 is any. The mix goes into ``desk.top_mix``; -1 if no
    session can be added that shows it.
    """
    week = group % data.weeks
    if state.shown[showing, week] >= data.repeat:
        return -1
    top, chosen, count = NOTHING / 2, -1, -1
    for pair in range(data.week_pairs[group], data.week_pairs[group + 1]):
        if (slot >= 0 and data.pair_slot[pair] != slot) or not may_stand(data, state, pair):
            continue
        if count < 0:
            count = _ranked(data, state, showing, group, desk)
        value = _mixed(data, state, pair, least, count, desk) - terms(data, state, pair)
        if value > top:
            top, chosen = value, pair
            copy_row(desk.mix, desk.top_mix)
            copy_row(desk.share, desk.top_share)
    return chosen


@inner
def _ranked(data: Data, state: State, showing: int, group: int, desk: Desk) -> int:
    """As `rank_showings`, with the one showing first whatever it brings."""
    product = data.showing_product[showing]
    was = desk.hidden[product]
    desk.hidden[product] = 1
    count = rank_showings(data, state, group, desk)
    desk.hidden[product] = was
    desk.row[count] = showing
    for i in range(count, 0, -1):
        desk.order[i] = desk.order[i - 1]
    desk.order[0] = count
    return count + 1


@inner
def _mixed(data: Data, state: State, pair: int, least: int, count: int, desk: Desk) -> float:
    """The best mix of a pair with ``least`` units or more of the first showing, into ``desk.mix``."""
    slot, kind, units = data.pair_slot[pair], data.pair_type[pair], data.units
    week, most = data.week[slot], data.curve.shape[0] - 1
    for i in range(count):
        q = desk.row[desk.order[i]]
        product = data.showing_product[q]
        wish = data.base[q], data.slot_factor[product, slot], data.type_factor[product, kind]
        for share in range(1, most + 1):
            demand = wanted(wish[0], wish[1], wish[2], data.curve[share])
            more = more_sold(data, state, product, week, demand)
            value = yuan(data, state, product, more)
            desk.worth[i, share] = NOTHING if banned(data, q, slot, share) else value
        if i > 0:
            add_to_mix(i, desk.worth, units, most, desk.best, desk.choice)
            continue
        for room in range(units + 1):
            desk.best[room] = NOTHING
            desk.choice[0, room] = 0
            for share in range(least, min(most, room) + 1):
                if desk.worth[0, share] > desk.best[room]:
                    desk.best[room] = desk.worth[0, share]
                    desk.choice[0, room] = share
    return read_mix(count, units, desk)
