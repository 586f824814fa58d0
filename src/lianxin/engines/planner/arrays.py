"""The problem as arrays: what the compiled kernels read.

Indices: c creator, t slot, k studio type, p product, g grower, w week, d day. A *pair* is a creator in
a slot in a type of studio. A *showing* is a creator with a product (one row of the demand's base).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lianxin.engines.planner.problem import Part, Problem, Session

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Arrays:
    """Everything by index; shapes are given in brackets, lists in lists as offsets and values."""

    problem: Problem
    types: tuple[str, ...]
    week: Ints  # [T]
    day: Ints  # [T] days since the first
    order: Ints  # [T]
    last_order: int
    weeks: int
    days: int
    pair_creator: Ints  # [N], creators ascending, then slots
    pair_slot: Ints  # [N]
    pair_type: Ints  # [N]
    pair_bonus: Floats  # [N] what keeping a current session saves when only its products change
    pair_kept: Ints  # [N] row of the current session here, or -1
    kept_mix: Ints  # [M, Q-width] showing numbers of a current session, -1 behind the last
    kept_units: Ints  # [M, Q-width]
    week_pairs: Ints  # [C·W + 1] offsets into the pairs by creator and week
    showing_from: Ints  # [C + 1]
    showing_product: Ints  # [Q]
    base: Floats  # [Q]
    slot_factor: Floats  # [P, T]
    type_factor: Floats  # [P, K]
    peak: Floats  # [P, W] the highest factor of any slot and type in a week
    curve: Floats  # [U + 1]
    units: int
    repeat: int
    max_run: int
    margin: Floats  # [P]
    shelf: Ints  # [P]
    supply: Floats  # [P, W]
    promise: Floats  # [P]
    grower: Ints  # [P]
    floor: Floats  # [G]
    sigma: float
    promise_penalty: float
    floor_penalty: float
    creator_penalty: float
    fee: Floats  # [C]
    max_per_week: Ints  # [C]
    min_total: Ints  # [C]
    fatigue: Floats  # [M] by the session's place in its week, long enough for every creator
    room_from: Ints  # [T·K + 1]
    room_cost: Floats  # ascending in each slot and type
    mix_cap: Ints  # [Q] most units a showing may have anywhere
    slot_cap: Ints  # [Q, T] the same by slot where bans say so, else [0, T]


def build(problem: Problem) -> Arrays:
    """The arrays of a problem that :mod:`validating` found without faults."""
    types = tuple(sorted({studio.type for studio in problem.studios}))
    rooms = _rooms(problem, types)
    pairs = _pairs(problem, types, np.diff(rooms["room_from"]))
    showings = _showings(problem, types)
    return Arrays(
        problem=problem,
        types=types,
        **_calendar(problem),
        **rooms,
        **pairs,
        **showings,
        **_kept(problem, types, pairs, showings),
        peak=_peaks(problem, showings["slot_factor"], showings["type_factor"]),
        **_produce(problem),
        **_terms(problem),
    )


def _calendar(problem: Problem) -> dict[str, Any]:
    first = min((slot.date for slot in problem.slots), default=None)
    days = [(slot.date - first).days if first else 0 for slot in problem.slots]
    return {
        "week": np.array([slot.week for slot in problem.slots], dtype=np.int64),
        "day": np.array(days, dtype=np.int64),
        "order": np.array([slot.order for slot in problem.slots], dtype=np.int64),
        "last_order": problem.rules.last_slot_order,
        "weeks": problem.weeks,
        "days": max(days, default=-1) + 1,
    }


def _rooms(problem: Problem, types: tuple[str, ...]) -> dict[str, Any]:
    """Costs of the free studios of each slot and type, the cheapest first; banned rooms are not free."""
    place = {name: k for k, name in enumerate(types)}
    costs: list[list[float]] = [[] for _ in range(len(problem.slots) * len(types))]
    banned = [part for part in problem.forbidden if part.creator is None and not part.products]
    for studio in problem.studios:
        for slot in studio.slots:
            if not any(_hits_room(part, studio.id, slot) for part in banned):
                costs[slot * len(types) + place[studio.type]].append(studio.cost)
    offsets = np.cumsum([0] + [len(row) for row in costs], dtype=np.int64)
    flat = np.array([cost for row in costs for cost in sorted(row)], dtype=np.float64)
    return {"room_from": offsets, "room_cost": flat}


def _hits_room(part: Part, studio: str, slot: int) -> bool:
    return part.studio in (None, studio) and part.slot in (None, slot)


def _pairs(problem: Problem, types: tuple[str, ...], capacity: Ints) -> dict[str, Any]:
    """Every creator, slot and type that locks and bans leave, by creator, week and slot."""
    place = {name: k for k, name in enumerate(types)}
    kind = {studio.id: place[studio.type] for studio in problem.studios}
    day = {slot.id: slot.date for slot in problem.slots}
    locks = {(part.creator, day[part.slot]): part for part in problem.locked if part.slot is not None}
    rows: list[tuple[int, int, int]] = []
    offsets = [0]
    for c, creator in enumerate(problem.creators):
        bans = _place_bans(problem, creator.id)
        allowed = sorted(place[name] for name in creator.studio_types if name in place)
        for slots in _slots_by_week(problem):
            for t in slots:
                lock = locks.get((creator.id, day[t]))
                if t not in creator.slots or None in bans or t in bans or (lock and lock.slot != t):
                    continue
                only = kind[lock.studio] if lock and lock.studio else None
                rows += [(c, t, k) for k in allowed if only in (None, k) and capacity[t * len(types) + k]]
            offsets.append(len(rows))
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 3)
    return {
        "pair_creator": table[:, 0].copy(),
        "pair_slot": table[:, 1].copy(),
        "pair_type": table[:, 2].copy(),
        "week_pairs": np.array(offsets, dtype=np.int64),
    }


def _slots_by_week(problem: Problem) -> list[list[int]]:
    weeks: list[list[int]] = [[] for _ in range(problem.weeks)]
    for slot in problem.slots:
        weeks[slot.week].append(slot.id)
    return weeks


def _place_bans(problem: Problem, creator: str) -> set[int | None]:
    """Slots in which bans on places, not on products or rooms, leave the creator no session; None is all."""
    return {
        part.slot
        for part in problem.forbidden
        if part.creator in (None, creator) and part.studio is None and not part.products
    }


def _kept(
    problem: Problem, types: tuple[str, ...], pairs: dict[str, Any], showings: dict[str, Any]
) -> dict[str, Any]:
    """The current sessions that can stay as they are, by pair, with what their place saves."""
    creator = problem.creator_numbers
    studios = {studio.id: studio for studio in problem.studios}
    place = {name: k for k, name in enumerate(types)}
    keys = zip(*(pairs[f"pair_{name}"].tolist() for name in ("creator", "slot", "type")), strict=True)
    pair_of = {key: number for number, key in enumerate(keys)}
    kept = np.full(len(pair_of), -1, dtype=np.int64)
    mixes: list[list[tuple[int, int]]] = []
    for session in problem.current if problem.change_cost else ():
        studio = studios.get(session.studio)
        if studio is None or session.slot not in studio.slots or session.creator not in creator:
            continue
        c = creator[session.creator]
        pair = pair_of.get((c, session.slot, place[studio.type]))
        if pair is not None:
            kept[pair] = len(mixes)
            mixes.append(_kept_mix(problem, session, c, showings))
    table = np.array(mixes, dtype=np.int64).reshape(len(mixes), problem.rules.units, 2)
    return {
        "pair_kept": kept,
        "pair_bonus": np.where(kept >= 0, problem.change_cost / 2, 0.0),
        "kept_mix": table[:, :, 0].copy(),
        "kept_units": table[:, :, 1].copy(),
    }


def _kept_mix(
    problem: Problem, session: Session, creator: int, showings: dict[str, Any]
) -> list[tuple[int, int]]:
    """Showings and units of a current session, ascending; -2 first where it cannot be shown any more."""
    product = problem.product_numbers
    first, last = showings["showing_from"][creator], showings["showing_from"][creator + 1]
    row_of = {int(p): int(first) + i for i, p in enumerate(showings["showing_product"][first:last])}
    rows = sorted((row_of.get(product.get(p, -1), -2), units) for p, units in session.products.items())
    if not rows or rows[0][0] < 0 or len(rows) > problem.rules.units:
        rows = [(-2, 0)]
    return rows + [(-1, 0)] * (problem.rules.units - len(rows))


def _showings(problem: Problem, types: tuple[str, ...]) -> dict[str, Any]:
    """The pairs that can be sold together, without those that a ban rules out everywhere."""
    demand, rules = problem.demand, problem.rules
    number = problem.product_numbers
    of_creator: dict[str, list[tuple[int, float, int]]] = {}
    for (creator, product), base in demand.base.items():
        cap = _most_units(problem, creator, product)
        if cap:
            of_creator.setdefault(creator, []).append((number[product], base, cap))
    rows = [sorted(of_creator.get(creator.id, [])) for creator in problem.creators]
    flat = [row for part in rows for row in part]
    slots, products = len(problem.slots), problem.products
    return {
        "showing_from": np.cumsum([0] + [len(row) for row in rows], dtype=np.int64),
        "showing_product": np.array([row[0] for row in flat], dtype=np.int64),
        "base": np.array([row[1] for row in flat], dtype=np.float64),
        "mix_cap": np.array([row[2] for row in flat], dtype=np.int64),
        "slot_factor": np.array(
            [demand.slot_factor.get(p.id) or [1.0] * slots for p in products], dtype=np.float64
        ).reshape(len(products), slots),
        "type_factor": np.array(
            [[demand.studio_factor.get(p.id, {}).get(name, 1.0) for name in types] for p in products],
            dtype=np.float64,
        ).reshape(len(products), len(types)),
        "curve": np.array(demand.curve[: rules.max_units_per_product + 1], dtype=np.float64),
        "sigma": float(np.sqrt(np.log1p(demand.cv**2))),
        "slot_cap": _slot_caps(problem, rows),
        "units": rules.units,
        "repeat": rules.repeat_per_week,
        "max_run": rules.max_run,
    }


def _peaks(problem: Problem, slot_factor: Floats, type_factor: Floats) -> Floats:
    week = np.array([slot.week for slot in problem.slots], dtype=np.int64)
    peaks = np.zeros((len(problem.products), problem.weeks))
    for w in range(problem.weeks):
        peaks[:, w] = slot_factor[:, week == w].max(axis=1, initial=0.0)
    return peaks * type_factor.max(axis=1, initial=0.0)[:, None]


def _slot_caps(problem: Problem, rows: list[list[tuple[int, float, int]]]) -> Ints:
    """Most units by showing and slot; without rows when no ban names a product and a slot."""
    bans = [
        part
        for part in problem.forbidden
        if len(part.products) == 1 and part.slot is not None and not part.studio
    ]
    if not bans:
        return np.zeros((0, len(problem.slots)), dtype=np.int64)
    number = problem.product_numbers
    caps = np.array([[cap] * len(problem.slots) for row in rows for _, _, cap in row], dtype=np.int64)
    for part in bans:
        ((product, units),) = part.products.items()
        showing = 0
        for creator, row in zip(problem.creators, rows, strict=True):
            for p, _, _ in row:
                if p == number[product] and part.creator in (None, creator.id):
                    place = (showing, part.slot or 0)
                    caps[place] = min(int(caps[place]), units - 1)
                showing += 1
    return caps


def _most_units(problem: Problem, creator: str, product: str) -> int:
    """Units that bans on this product with this creator leave, whatever the time and place."""
    most = problem.rules.max_units_per_product
    for part in problem.forbidden:
        everywhere = part.slot is None and part.studio is None and part.creator in (None, creator)
        if everywhere and list(part.products) == [product]:
            most = min(most, part.products[product] - 1)
    return max(most, 0)


def _produce(problem: Problem) -> dict[str, Any]:
    number = {grower.id: g for g, grower in enumerate(problem.growers)}
    supply = np.zeros((len(problem.products), problem.weeks))
    for p, product in enumerate(problem.products):
        supply[p, : len(product.supply)] = product.supply
    return {
        "margin": np.array([product.margin for product in problem.products], dtype=np.float64),
        "shelf": np.array([product.shelf_weeks for product in problem.products], dtype=np.int64),
        "supply": supply,
        "promise": np.array([product.promise for product in problem.products], dtype=np.float64),
        "grower": np.array([number[product.grower] for product in problem.products], dtype=np.int64),
        "floor": np.array([grower.floor for grower in problem.growers], dtype=np.float64),
    }


def _terms(problem: Problem) -> dict[str, Any]:
    """Penalties are floats even where a file has whole numbers: another type would be compiled anew."""
    rules = problem.rules
    most = max((creator.max_per_week for creator in problem.creators), default=0)
    fatigue = list(rules.fatigue) + [rules.fatigue[-1] if rules.fatigue else 0.0] * most
    return {
        "promise_penalty": float(rules.promise_penalty),
        "floor_penalty": float(rules.floor_penalty),
        "creator_penalty": float(rules.creator_penalty),
        "fee": np.array([creator.fee for creator in problem.creators], dtype=np.float64),
        "max_per_week": np.array([creator.max_per_week for creator in problem.creators], dtype=np.int64),
        "min_total": np.array([creator.min_total for creator in problem.creators], dtype=np.int64),
        "fatigue": np.array(fatigue[: max(most, 1)], dtype=np.float64),
    }
