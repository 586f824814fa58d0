"""Tiny problems, and all plans that there are for them."""

from datetime import date, timedelta
from itertools import combinations_with_replacement, product

from lianxin.engines.planner import (
    Creator,
    Demand,
    Grower,
    Problem,
    Product,
    Rules,
    Session,
    Slot,
    Studio,
    check,
)

DAYS = 2
#: Rooms are alike, so that each creator may have one of her own.
ROOMS = {"C1": "S1", "C2": "S2"}


def tiny(seed: int) -> Problem:
    """Two creators, two days with a room for each, two products of which there is little."""
    slots = tuple(Slot(day, date(2024, 3, 4) + timedelta(day), "09:00", 120, 0, 0) for day in range(DAYS))
    every = frozenset(range(DAYS))
    creators = tuple(Creator(name, 20.0 + 13 * seed, 2, 0, ("标准",), every) for name in ROOMS)
    base = {("C1", "P1"): 30.0 + seed, ("C1", "P2"): 11.0, ("C2", "P1"): 17.0, ("C2", "P2"): 26.0 - seed}
    return Problem(
        slots=slots,
        creators=creators,
        studios=tuple(Studio(room, "标准", 7.0, every) for room in ROOMS.values()),
        growers=(Grower("G1", 0.0),),
        products=tuple(Product(name, "G1", 4.0 + seed, 0, (55.0,), 0.0) for name in ("P1", "P2")),
        demand=Demand((0.0, 1.0, 1.7), 0.4, base, {}, {}),
        rules=Rules(2, 2, 2, 2, 9, (0.0, 10.0), 0.0, 0.0, 0.0),
    )


def plans(problem: Problem) -> list[tuple[list[Session], float]]:
    """Every plan that keeps all rules, with its worth, as the checker says."""
    mixes = [
        {name: mix.count(name) for name in mix}
        for units in (1, 2)
        for mix in combinations_with_replacement(("P1", "P2"), units)
    ]
    places = list(product(ROOMS, range(DAYS)))
    found = []
    for chosen in product([None, *mixes], repeat=len(places)):
        sessions = [
            Session(creator, ROOMS[creator], slot, mix)
            for (creator, slot), mix in zip(places, chosen, strict=True)
            if mix
        ]
        verdict = check(problem, sessions)
        if verdict.ok:
            found.append((sessions, verdict.objective))
    return found
