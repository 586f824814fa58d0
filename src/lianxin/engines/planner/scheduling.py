"""A creator's best season at given worths: one session a day, weeks, rest and runs kept, exactly."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lianxin.engines.planner.arrays import Arrays, Floats, Ints
from lianxin.engines.planner.compiling import inner
from lianxin.engines.planner.kernels import Data

FORBIDDEN = -1e17


class Season(NamedTuple):
    """Working space for one creator's season."""

    best: Floats  # [days, 4] the best worth by kind: early + 2 · late
    pair: Ints  # [days, 4]
    worth: Floats  # [days + 1, states]
    choice: Ints  # [days, states] kind chosen, or -1 for a day off
    chosen: Ints  # [days] the pair of each day, or -1
    week: Ints  # [days]


def season(arrays: Arrays) -> Season:
    """Room for the longest week limit."""
    days = arrays.days
    states = (int(arrays.max_per_week.max(initial=0)) + 1) * (arrays.max_run + 1) * 2
    week = np.zeros(days, dtype=np.int64)
    week[arrays.day] = arrays.week
    return Season(
        best=np.zeros((days, 4)),
        pair=np.full((days, 4), -1, dtype=np.int64),
        worth=np.zeros((days + 1, states)),
        choice=np.zeros((days, states), dtype=np.int64),
        chosen=np.full(days, -1, dtype=np.int64),
        week=np.maximum.accumulate(week),
    )


@inner
def best_season(data: Data, creator: int, value: Floats, must: Ints, room: Season) -> float:
    """The most that a creator's season is worth, ``value`` [N] by pair; the pairs go into ``room.chosen``.

    Days with ``must`` [days of this creator] above 0 have a session whatever it is worth.
    """
    best_of_days(data, creator, value, room.best, room.pair)
    most, days, week = data.max_per_week[creator], data.days, room.week
    runs = data.max_run + 1
    for state in range((most + 1) * runs * 2):
        room.worth[days, state] = 0.0
    for day in range(days - 1, -1, -1):
        new_week = day + 1 < days and week[day + 1] != week[day]
        can = False
        for kind in range(4):
            can = can or room.pair[day, kind] >= 0
        forced = must[day] > 0 and can
        fill_day(day, most, data.max_run, new_week, forced, data.fatigue, room.best, room.worth, room.choice)
    count, run, late = 0, 0, 0
    for day in range(days):
        kind = room.choice[day, (count * runs + run) * 2 + late]
        room.chosen[day] = room.pair[day, kind] if kind >= 0 else -1
        count, run, late = (count + 1, run + 1, kind // 2) if kind >= 0 else (count, 0, 0)
        if day + 1 < days and week[day + 1] != week[day]:
            count = 0
    return room.worth[0, 0]


@inner
def best_of_days(data: Data, creator: int, value: Floats, best: Floats, pair_of: Ints) -> None:
    """The best pair of each day, by kind: whether it is the day's first slot, its last, both or neither."""
    best[:] = FORBIDDEN
    pair_of[:] = -1
    order, day_of, slots = data.order, data.day, data.pair_slot
    for pair in range(data.week_pairs[creator * data.weeks], data.week_pairs[(creator + 1) * data.weeks]):
        slot = slots[pair]
        kind = (1 if order[slot] == 0 else 0) + (2 if order[slot] == data.last_order else 0)
        if value[pair] > best[day_of[slot], kind]:
            best[day_of[slot], kind] = value[pair]
            pair_of[day_of[slot], kind] = pair


@inner
def fill_day(
    day: int,
    most: int,
    longest: int,
    new_week: bool,
    forced: bool,
    fatigue: Floats,
    best: Floats,
    worth: Floats,
    choice: Ints,
) -> None:
    """The best from this day on, for each count of sessions in the week, length of run, and late evening."""
    runs = longest + 1
    for count in range(most + 1):
        for run in range(runs):
            for late in range(2):
                held = 0 if new_week else count
                top, pick = worth[day + 1, held * runs * 2], -1
                if forced:
                    top = FORBIDDEN
                for kind in range(4 if count < most and run < longest else 0):
                    if best[day, kind] <= FORBIDDEN or (kind % 2 == 1 and late == 1):
                        continue
                    then = 0 if new_week else count + 1
                    gain = best[day, kind] - fatigue[count]
                    gain += worth[day + 1, (then * runs + run + 1) * 2 + kind // 2]
                    if gain > top:
                        top, pick = gain, kind
                worth[day, (count * runs + run) * 2 + late] = top
                choice[day, (count * runs + run) * 2 + late] = pick
