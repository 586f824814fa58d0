"""Ruin and recreate: take a few related sessions out, put better ones in, keep what is not worse.

What a round leaves is mended before it is judged (:mod:`mending`), and between rounds small steps fit all
mixes to each other (:mod:`tweaking`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lianxin.engines.planner.arrays import Arrays, Floats, Ints
from lianxin.engines.planner.choosing import Desk, best_of_week
from lianxin.engines.planner.compiling import compiled, copy_row, inner
from lianxin.engines.planner.kernels import Data
from lianxin.engines.planner.mending import Bench, bench, mend, take_back
from lianxin.engines.planner.state import State, put, take
from lianxin.engines.planner.tweaking import tweak

#: Sessions taken out in one round, at most; groups (creator and week) looked at afterwards, at most.
RUIN = 4
GROUPS = 6
#: How often not the best addition is placed next, and how often a product taken out is looked away from.
SHUFFLE = 0.2
HIDE = 0.1
#: Small steps for one round, and rounds after which their turn comes.
STEPS = 200
PAUSE = 20
#: Small steps tried before a round is judged.
TRIES = 200


class Notes(NamedTuple):
    """What one round needs to be undone."""

    out_pair: Ints  # [RUIN]
    out_mix: Ints  # [RUIN, units]
    out_share: Ints  # [RUIN, units]
    placed: Ints  # [RUIN + GROUPS] places filled
    group: Ints  # [GROUPS]
    value: Floats  # [GROUPS]
    pair: Ints  # [GROUPS]
    mix: Ints  # [GROUPS, units]
    share: Ints  # [GROUPS, units]
    bench: Bench  # the small steps of the round


def notes(arrays: Arrays) -> Notes:
    """Room for one round."""
    units = arrays.units

    def ints(*shape: int) -> Ints:
        return np.zeros(shape, dtype=np.int64)

    return Notes(
        ints(RUIN), ints(RUIN, units), ints(RUIN, units), ints(RUIN + 4 * GROUPS),
        ints(GROUPS), np.zeros(GROUPS), ints(GROUPS), ints(GROUPS, units), ints(GROUPS, units),
        bench(arrays),
    )  # fmt: skip


@compiled
def seed_kernels(seed: int) -> None:
    """Seed numba's own random numbers, thread by thread."""
    np.random.seed(seed)


@compiled
def fill_greedily(data: Data, state: State, desk: Desk, slack: float, bids: Floats) -> int:
    """Lazy greedy: always the addition that brings most, until none brings anything. Returns how many.

    With ``slack`` above 0 an addition is good enough when it brings that share less than the best may.
    ``bids`` is scratch of [C·W]: what each group's best addition brought when it was last looked at.
    """
    for group in range(bids.shape[0]):
        bids[group] = best_of_week(data, state, group, desk, 0.0)[0]
    placed = 0
    while True:
        group = int(np.argmax(bids))
        if bids[group] <= 0.0:
            return placed
        value, pair = best_of_week(data, state, group, desk, 0.0)
        bids[group] = value
        if pair < 0 or value < (1.0 - slack) * bids[np.argmax(bids)]:
            continue
        put(data, state, pair, desk.top_mix, desk.top_share)
        placed += 1


@inner
def pick_related(data: Data, state: State, place: int, places: Ints) -> int:
    """Another session of about the same time that shares a creator, a product or a room; or -1."""
    pair = state.at[place]
    week = data.week[data.pair_slot[pair]]
    kind = np.random.randint(3)
    for _ in range(30):
        other = places[np.random.randint(places.shape[0])]
        if other == place or state.at[other] < 0 or state.locked[other] == 2:
            continue
        slot = data.pair_slot[state.at[other]]
        if kind == 0 and data.week[slot] == week and shares_product(data, state, place, other):
            return other
        if kind == 1 and data.pair_creator[state.at[other]] == data.pair_creator[pair]:
            return other
        if kind == 2 and slot == data.pair_slot[pair]:
            return other
    return -1


@inner
def shares_product(data: Data, state: State, place: int, other: int) -> bool:
    """Whether two sessions show a product in common."""
    for i in range(data.units):
        if state.mix[place, i] < 0:
            break
        product = data.showing_product[state.mix[place, i]]
        for j in range(data.units):
            if state.mix[other, j] < 0:
                break
            if data.showing_product[state.mix[other, j]] == product:
                return True
    return False


@inner
def ruin(data: Data, state: State, places: Ints, note: Notes) -> int:
    """Take out one to four related sessions; returns how many."""
    taken = 0
    place = places[np.random.randint(places.shape[0])]
    if state.at[place] < 0 or state.locked[place] == 2:
        return 0
    wanted_out = 1 + min(int(np.random.exponential(0.9)), RUIN - 1)
    first = place
    group = 0
    while taken < wanted_out:
        pair = state.at[place]
        note.out_pair[taken] = pair
        copy_row(state.mix[place], note.out_mix[taken])
        copy_row(state.share[place], note.out_share[taken])
        note.group[taken] = data.pair_creator[pair] * data.weeks + data.week[data.pair_slot[pair]]
        group += 1
        other = pick_related(data, state, place, places) if taken + 1 < wanted_out else -1
        take(data, state, place)
        taken += 1
        if other < 0 or other == first:
            break
        place = other
    return taken


@inner
def recreate(data: Data, state: State, groups: int, blink: float, desk: Desk, note: Notes) -> int:
    """Fill the groups again, the best addition first; returns how many sessions were placed."""
    placed = 0
    for i in range(groups):
        note.pair[i] = -2
    while placed < note.placed.shape[0]:
        chosen = -1
        for i in range(groups):
            if note.pair[i] == -2:
                note.value[i], note.pair[i] = best_of_week(data, state, note.group[i], desk, blink)
                copy_row(desk.top_mix, note.mix[i])
                copy_row(desk.top_share, note.share[i])
            if note.pair[i] >= 0 and (chosen < 0 or note.value[i] > note.value[chosen]):
                chosen = i
        if blink > 0.0 and np.random.random() < SHUFFLE:
            other = np.random.randint(groups)
            chosen = other if note.pair[other] >= 0 else chosen
        if chosen < 0:
            return placed
        pair = note.pair[chosen]
        put(data, state, pair, note.mix[chosen], note.share[chosen])
        note.placed[placed] = data.pair_creator[pair] * data.days + data.day[data.pair_slot[pair]]
        placed += 1
        for i in range(groups):
            if note.pair[i] >= 0 and touches(data, note, i, chosen, pair):
                note.pair[i] = -2
    return placed


@inner
def hide(data: Data, taken: int, note: Notes, hidden: NDArray[np.uint8]) -> None:
    """Look away, now and then, from a product that was just taken out, so that others get a turn."""
    for i in range(taken):
        for j in range(data.units):
            q = note.out_mix[i, j]
            if q >= 0 and np.random.random() < HIDE:
                hidden[data.showing_product[q]] = 1


@inner
def touches(data: Data, note: Notes, i: int, chosen: int, pair: int) -> bool:
    """Whether the waiting addition ``i`` may have changed its worth by the one just placed."""
    if i == chosen or note.group[i] // data.weeks == note.group[chosen] // data.weeks:
        return True
    other = note.pair[i]
    if data.pair_slot[other] == data.pair_slot[pair] and data.pair_type[other] == data.pair_type[pair]:
        return True
    for a in range(data.units):
        if note.mix[i, a] < 0:
            break
        product = data.showing_product[note.mix[i, a]]
        for b in range(data.units):
            if note.mix[chosen, b] >= 0 and data.showing_product[note.mix[chosen, b]] == product:
                return True
    return False


@inner
def without_twins(group: Ints, count: int) -> int:
    """Keep the first of each group; returns how many are left."""
    kept = 0
    for i in range(count):
        twin = False
        for j in range(kept):
            twin = twin or group[j] == group[i]
        if not twin:
            group[kept] = group[i]
            kept += 1
    return kept


@inner
def undo(data: Data, state: State, taken: int, placed: int, note: Notes) -> None:
    """Put everything back as it was before the round."""
    for i in range(placed):
        take(data, state, note.placed[i])
    for i in range(taken):
        put(data, state, note.out_pair[i], note.out_mix[i], note.out_share[i])


@inner
def locks_stand(data: Data, state: State, taken: int, note: Notes) -> bool:
    """Whether every lock that was taken out has a session in its day again."""
    for i in range(taken):
        pair = note.out_pair[i]
        place = data.pair_creator[pair] * data.days + data.day[data.pair_slot[pair]]
        if state.locked[place] > 0 and state.at[place] < 0:
            return False
    return True


@compiled
def open_places(data: Data, state: State, first: int, last: int, places: Ints) -> int:
    """The places in some weeks whose sessions may be taken out, into ``places``; returns how many."""
    filled = 0
    for place in range(state.at.shape[0]):
        if state.at[place] < 0 or state.locked[place] == 2:
            continue
        if first <= data.week[data.pair_slot[state.at[place]]] < last:
            places[filled] = place
            filled += 1
    return filled


@inner
def try_round(
    data: Data,
    state: State,
    places: Ints,
    heat: float,
    blink: float,
    first: int,
    last: int,
    desk: Desk,
    note: Notes,
) -> None:
    """Ruin, recreate, mend, and judge; what loses too much or lets go of a lock is taken back."""
    before = state.worth[0]
    taken = ruin(data, state, places, note)
    if taken == 0:
        return
    groups = taken
    if np.random.random() < 0.5:
        week = first + np.random.randint(last - first)
        note.group[groups] = np.random.randint(data.fee.shape[0]) * data.weeks + week
        groups += 1
    groups = without_twins(note.group, groups)
    hide(data, taken, note, desk.hidden)
    placed = recreate(data, state, groups, blink, desk, note)
    desk.hidden[:] = 0
    out, added, looked = note.out_mix[:taken], note.placed[:placed], note.group[:groups]
    mended = mend(data, state, places, out, added, looked, TRIES, note.bench)
    loss = before - state.worth[0]
    spare = -heat * np.log(1.0 - np.random.random()) if heat > 0.0 else 1e-9
    if loss > spare or not locks_stand(data, state, taken, note):
        take_back(data, state, note.bench.log, mended)
        undo(data, state, taken, placed, note)
        if state.worth[0] != before:
            state.worth[0] = before


@compiled
def improve(
    data: Data,
    state: State,
    rounds: int,
    heat: float,
    blink: float,
    first: int,
    last: int,
    desk: Desk,
    note: Notes,
    places: Ints,
) -> float:
    """Run rounds; a worse plan is kept with probability exp(-loss / heat) yuan. Returns the objective.

    Only the weeks from ``first`` up to ``last`` are changed. ``places`` is scratch of [C·days]: the
    places with sessions, renewed every `PAUSE` rounds.
    """
    filled = 0
    for i in range(rounds):
        if i % PAUSE == 0:
            filled = open_places(data, state, first, last, places)
            if filled == 0:
                return state.worth[0]
        try_round(data, state, places[:filled], heat, blink, first, last, desk, note)
        if i % PAUSE == PAUSE - 1:
            filled = open_places(data, state, first, last, places)
            if filled > 0:
                tweak(data, state, places[:filled], PAUSE * STEPS, heat, note.bench.none, note.bench.changed)
    return state.worth[0]
