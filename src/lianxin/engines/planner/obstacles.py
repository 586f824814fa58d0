"""What stands in the way of a creator showing a product: rules, others, and what it would bring."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lianxin.engines.planner.exchanges import Exchanges, Way
from lianxin.engines.planner.problem import Session
from lianxin.engines.planner.result import Prices

#: A product of which so much of the supply is sold counts as sold out.
SOLD_OUT = 0.97
#: So many reasons are told, in this order: what rules it out, what stands in the way, what it would bring.
REASONS = 3
_ORDER = (
    "plan_why_no_demand",
    "plan_why_no_supply",
    "plan_why_no_place",
    "plan_why_week_full",
    "plan_why_repeat",
    "plan_why_sold_out",
    "plan_why_others",
    "plan_why_costs",
    "plan_why_left",
    "plan_why_unit",
)


@dataclass(frozen=True)
class Obstacle:
    """Something that stands in the way: a code and what it speaks of."""

    code: str
    values: dict[str, Any] = field(default_factory=dict, hash=False)


def obstacles(asked: Exchanges, nearest: Way | None, prices: Prices | None) -> tuple[Obstacle, ...]:
    """The foremost reasons. `nearest` is the best way that keeps every rule."""
    names = {"creator": asked.creator.id, "product": asked.product.id}
    if asked.product.id not in asked.sells:
        return (Obstacle("plan_why_no_demand", names),)
    found = [*_of_stock(asked, prices), *_of_rules(asked, names), *_of_loss(nearest, names)]
    found.sort(key=lambda one: _ORDER.index(one.code))
    return tuple(found[:REASONS])


def _of_rules(asked: Exchanges, names: dict[str, Any]) -> Iterator[Obstacle]:
    weeks: dict[int, int] = defaultdict(int)
    for one in asked.own:
        weeks[asked.problem.slots[one.slot].week] += 1
    most = asked.creator.max_per_week
    full = sorted(week for week, count in weeks.items() if count >= most)
    if full:
        yield Obstacle("plan_why_week_full", {**names, "weeks": full, "most": most})
    most = asked.problem.rules.repeat_per_week
    often = sorted(week for week in weeks if asked.shown_in(week, asked.product.id) >= most)
    if often:
        yield Obstacle("plan_why_repeat", {**names, "weeks": often, "most": most})
    if not any(True for _ in asked.rooms()):
        yield Obstacle("plan_why_no_place", names)


def _of_loss(nearest: Way | None, names: dict[str, Any]) -> Iterator[Obstacle]:
    """What the nearest way costs, if it does."""
    if nearest is None or nearest.gain >= 0:
        return
    loss = round(-nearest.gain)
    if nearest.instead_of is None:
        yield Obstacle("plan_why_costs", {**names, "loss": loss})
    else:
        gone = _given_up(nearest.instead_of, nearest.session)
        yield Obstacle("plan_why_others", {**names, "others": gone, "loss": loss})


def _of_stock(asked: Exchanges, prices: Prices | None) -> Iterator[Obstacle]:
    """What is left to sell, and what one more unit wanted would bring."""
    product = asked.product
    supply, sold = sum(product.supply), asked.deltas.sold(product.id)
    values = {"product": product.id, "sold": round(sold), "supply": round(supply)}
    if not supply:
        yield Obstacle("plan_why_no_supply", values)
        return
    yield Obstacle("plan_why_sold_out" if sold >= SOLD_OUT * supply else "plan_why_left", values)
    weeks = sorted({asked.problem.slots[slot].week for slot in asked.creator.slots})
    of_week = {week: asked.deltas.of_unit(product.id, week) for week in weeks}
    if of_week:
        best = max(of_week, key=lambda week: of_week[week])
        unit = of_week[best] if prices is None else prices.demand.get((product.id, best), 0.0)
        worth = {"week": best, "yuan": round(unit, 1), "margin": product.margin}
        yield Obstacle("plan_why_unit", {"product": product.id, **worth})


def _given_up(old: Session, new: Session) -> list[str]:
    """The products of which less is shown, with the units."""
    lost = {name: units - new.products.get(name, 0) for name, units in old.products.items()}
    return [f"{name}×{units}" for name, units in lost.items() if units > 0]
