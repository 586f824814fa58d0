"""Where a session that a hand puts down could be held, and what it could sell: a first proposal, no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import floor

from lianxin.engines.planner import Creator, Part, Problem, Product, Session


def wanted(problem: Problem, at: Session, product: str, kind: str, units: int) -> int:
    """What is expected to be asked for in a session at `at`, in units of the product."""
    demand = problem.demand
    base = demand.base.get((at.creator, product), 0.0)
    by_slot = demand.slot_factor.get(product)
    hour = by_slot[at.slot] if by_slot else 1.0
    room = demand.studio_factor.get(product, {}).get(kind, 1.0)
    return floor(base * hour * room * demand.curve[min(units, len(demand.curve) - 1)])


def studio_for(problem: Problem, sessions: Sequence[Session], creator: Creator, slot: int, liked: str) -> str:
    """The studio that is liked if it can be had, else the cheapest that can; without any, the one liked."""
    taken = {one.studio for one in sessions if one.slot == slot}
    free = [
        one
        for one in problem.studios
        if slot in one.slots and one.id not in taken and one.type in creator.studio_types
    ]
    if liked and (not free or any(one.id == liked for one in free)):
        return liked
    return min(free, key=lambda one: (one.cost, one.id)).id if free else problem.studios[0].id


def mix_for(problem: Problem, sessions: Sequence[Session], at: Session) -> dict[str, int]:
    """Products for the session, unit by unit the one that brings most of what is still on hand.

    `at` says who, where and when. Where nothing is on hand, what is asked for most; empty only if the
    creator can sell nothing.
    """
    kind = next((one.type for one in problem.studios if one.id == at.studio), "")
    week = problem.slots[at.slot].week
    left = _left(problem, sessions, week)
    weight = _weights(problem)
    open_ = [one for one in problem.products if _may(problem, sessions, at, one, week)]
    mix: dict[str, int] = {}

    def brings(product: Product) -> float:
        units = mix.get(product.id, 0)
        if units >= problem.rules.max_units_per_product:
            return 0.0
        now, more = (
            min(wanted(problem, at, product.id, kind, n) if n else 0, left[product.id])
            for n in (units, units + 1)
        )
        return (more - now) * weight[product.id]

    while open_ and sum(mix.values()) < problem.rules.units:
        best = max(open_, key=brings)
        if brings(best) <= 0:
            break
        mix[best.id] = mix.get(best.id, 0) + 1
    if open_ and not mix:
        dear = max(open_, key=lambda one: wanted(problem, at, one.id, kind, 1) * one.margin)
        mix[dear.id] = 1
    return mix


def _weights(problem: Problem) -> dict[str, float]:
    """Promises and floors count beside the margin, as the objective counts them."""
    floors = {one.id: one.floor for one in problem.growers}
    rules = problem.rules
    return {
        one.id: one.margin
        * (
            1
            + (rules.promise_penalty if one.promise else 0)
            + (rules.floor_penalty if floors.get(one.grower) else 0)
        )
        for one in problem.products
    }


def _left(problem: Problem, sessions: Sequence[Session], week: int) -> dict[str, float]:
    """What of each product is on hand in the week and not asked for yet."""
    kinds = {one.id: one.type for one in problem.studios}
    asked: dict[str, float] = defaultdict(float)
    shelf = {one.id: one.shelf_weeks for one in problem.products}
    for one in sessions:
        then = problem.slots[one.slot].week
        for product, units in one.products.items():
            if week - shelf.get(product, 0) <= then <= week:
                kind = kinds.get(one.studio, "")
                asked[product] += wanted(problem, one, product, kind, units)
    return {
        one.id: max(sum(one.supply[max(week - one.shelf_weeks, 0) : week + 1]) - asked[one.id], 0.0)
        for one in problem.products
    }


def _may(problem: Problem, sessions: Sequence[Session], at: Session, product: Product, week: int) -> bool:
    """Whether the pair sells at all, has showings left in the week, and is not forbidden."""
    if (at.creator, product.id) not in problem.demand.base:
        return False
    shown = sum(
        one.creator == at.creator and product.id in one.products and problem.slots[one.slot].week == week
        for one in sessions
    )
    tried = Session(at.creator, at.studio, at.slot, {product.id: 1})
    return shown < problem.rules.repeat_per_week and not any(
        _hits(ban, tried) for ban in problem.forbidden if ban.products
    )


def _hits(ban: Part, session: Session) -> bool:
    return ban.is_in(session)
