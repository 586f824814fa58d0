"""Mending a round before it is judged: small steps fit the other sessions to what went out and came in.

A session that comes in takes from the stock that others counted on, and one that goes leaves some. Judged at
once, a plan with one session more or less is nearly always worse; judged after the others have moved a few
minutes, it often is not.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lianxin.engines.planner.arrays import Arrays, Ints
from lianxin.engines.planner.compiling import inner
from lianxin.engines.planner.kernels import Data
from lianxin.engines.planner.state import State
from lianxin.engines.planner.tweaking import (
    Log,
    Marks,
    Step,
    more_wanted,
    remix,
    sell,
    sold_with,
    tweak,
)

#: Sessions looked at in a round, and steps kept, at most.
NEAR, STEPS = 64, 60


class Bench(NamedTuple):
    """Working space of one round's mending."""

    log: Log  # [STEPS, 6]
    none: Log  # [0, 6] for steps that are not kept
    changed: Marks  # [P] products of the sessions that went and came
    around: Ints  # [NEAR] places


def bench(arrays: Arrays) -> Bench:
    """Room for one round."""
    return Bench(
        log=np.zeros((STEPS, 6), dtype=np.int64),
        none=np.zeros((0, 6), dtype=np.int64),
        changed=np.zeros(len(arrays.margin), dtype=np.uint8),
        around=np.zeros(NEAR, dtype=np.int64),
    )


@inner
def mark(data: Data, mix: Ints, changed: Marks) -> None:
    """Mark the products of a mix."""
    for i in range(mix.shape[0]):
        if mix[i] >= 0:
            changed[data.showing_product[mix[i]]] = 1


@inner
def shows_marked(data: Data, mix: Ints, changed: Marks) -> bool:
    """Whether a mix has a product that is marked."""
    found = False
    for i in range(mix.shape[0]):
        found = found or (mix[i] >= 0 and changed[data.showing_product[mix[i]]] == 1)
    return found


@inner
def is_near(data: Data, state: State, place: int, groups: Ints, changed: Marks) -> bool:
    """Whether a session may be changed, is in the week of one of the groups and shows a marked product."""
    if state.at[place] < 0 or state.locked[place] == 2:
        return False
    week = data.week[data.pair_slot[state.at[place]]]
    for i in range(groups.shape[0]):
        if groups[i] % data.weeks == week:
            return shows_marked(data, state.mix[place], changed)
    return False


@inner
def mend(
    data: Data, state: State, places: Ints, out: Ints, placed: Ints, groups: Ints, tries: int, room: Bench
) -> int:
    """Try steps around a round's sessions, none for the worse; returns how many are in the log.

    ``out`` [taken, units] are the mixes that went, ``placed`` the places that were filled, ``groups``
    (creator · weeks + week) what the round looked at, ``places`` all whose sessions may change.
    """
    changed, around, filled = room.changed, room.around, 0
    changed[:] = 0
    for i in range(out.shape[0]):
        mark(data, out[i], changed)
    for i in range(placed.shape[0]):
        mark(data, state.mix[placed[i]], changed)
    for i in range(placed.shape[0]):
        if filled < NEAR and is_near(data, state, placed[i], groups, changed):
            around[filled] = placed[i]
            filled += 1
    for i in range(places.shape[0]):
        if filled < NEAR and is_near(data, state, places[i], groups, changed):
            around[filled] = places[i]
            filled += 1
    return tweak(data, state, around[:filled], tries, 0.0, room.log, changed) if filled > 0 else 0


@inner
def take_back(data: Data, state: State, log: Log, count: int) -> None:
    """Undo the first ``count`` steps of a log, the last first; the objective is the caller's to set back."""
    for i in range(count - 1, -1, -1):
        place, units = log[i, 0], log[i, 5]
        source, had, target, has = log[i, 1], log[i, 2], log[i, 3], log[i, 4]
        back = Step(target, has + units, source, had - units, units)
        remix(data.units, state.mix[place], state.share[place], back)
        reshare(data, state, place, target, has + units, has)
        if source >= 0:
            reshare(data, state, place, source, had - units, had)


@inner
def reshare(data: Data, state: State, place: int, showing: int, old: int, new: int) -> None:
    """What is wanted and sold when a showing has ``new`` units in a session instead of ``old``."""
    pair, p = state.at[place], data.showing_product[showing]
    slot = data.pair_slot[pair]
    week = data.week[slot]
    wish = data.base[showing] * data.slot_factor[p, slot] * data.type_factor[p, data.pair_type[pair]]
    units = more_wanted(wish, data.curve[old], data.curve[new])
    sell(data, state, p, week, units, sold_with(data, state, p, week, units))
    state.shown[showing, week] += int(new > 0) - int(old > 0)
