"""From studio types to named studios: who gets which room in a slot, exactly, slot by slot.

A session fills one slot, so the slots do not touch each other and each is a small assignment. Locks and
bans that name a studio can make it impossible; then the sessions left without a room are told.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from scipy.optimize import linear_sum_assignment

from lianxin.engines.planner.arrays import Floats
from lianxin.engines.planner.problem import Problem, Session, Studio

#: The price of a room that a session may not have, and what it is worth to keep a creator's last room.
NEVER = 1e12
SAME_ROOM = 1e-3


def name_studios(
    problem: Problem, unnamed: list[tuple[str, int, str, dict[str, int]]]
) -> tuple[list[Session], list[tuple[str, int, str]]]:
    """Rooms for (creator, slot, studio type, products); the second list has no room that rules allow.

    The cheapest rooms are taken, less what keeping a current session saves.
    """
    by_slot: dict[int, list[tuple[str, int, str, dict[str, int]]]] = defaultdict(list)
    for session in unnamed:
        by_slot[session[1]].append(session)
    named: list[Session] = []
    homeless: list[tuple[str, int, str]] = []
    last: dict[str, str] = {}
    current = {(one.creator, one.slot, one.studio): one for one in problem.current}
    for slot in sorted(by_slot):
        sessions = by_slot[slot]
        rooms = [studio for studio in problem.studios if slot in studio.slots]
        costs = _costs(problem, sessions, rooms, last, current)
        for row, column in zip(*linear_sum_assignment(costs), strict=True):
            creator, _, kind, products = sessions[row]
            if costs[row, column] >= NEVER / 2:
                homeless.append((creator, slot, kind))
                continue
            named.append(Session(creator, rooms[column].id, slot, products))
            last[creator] = rooms[column].id
    return named, homeless


def _costs(
    problem: Problem,
    sessions: list[tuple[str, int, str, dict[str, int]]],
    rooms: list[Studio],
    last: dict[str, str],
    current: dict[tuple[str, int, str], Session],
) -> Floats:
    """What each session pays in each room; columns are padded so that everybody gets one."""
    costs = np.full((len(sessions), len(rooms) + len(sessions)), NEVER)
    for row, (creator, slot, kind, products) in enumerate(sessions):
        locked = {
            part.studio
            for part in problem.locked
            if part.creator == creator and part.slot == slot and part.studio is not None
        }
        for column, studio in enumerate(rooms):
            session = Session(creator, studio.id, slot, products)
            if studio.type != kind or (locked and studio.id not in locked):
                continue
            if any(part.is_in(session) for part in problem.forbidden):
                continue
            cost = studio.cost - SAME_ROOM * (last.get(creator) == studio.id)
            if kept := current.get((creator, slot, studio.id)):
                cost -= problem.change_cost * (1.0 if kept.products == products else 0.5)
            costs[row, column] = cost
    return costs
