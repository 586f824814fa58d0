"""What creators are expected to sell in a season, as the forecast has learnt it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lianxin.engines.planner import Demand, Slot
from lianxin.planning.models import Season, Supply
from lianxin.planning.queries.forecasting import expected_demand
from lianxin.planning.rules import NotPlanned


def demand_for(
    season: Season,
    creators: Sequence[str],
    supplies: Sequence[Supply],
    slots: Sequence[Slot],
    studio_types: Sequence[str],
) -> Demand:
    """At the season's prices, as often as the season says. A spread that it sets counts for the one learnt.

    Raises NotPlanned where no live session ever sold anything: a plan would rest on nothing.
    """
    prices = {one.product_no: float(one.price) for one in supplies}
    most = season.max_units_per_product
    found = expected_demand(creators, prices, slots, studio_types, most_units=most)
    if found is None:
        raise NotPlanned("season_no_past")
    base = {pair: round(units * season.demand_factor, 4) for pair, units in found.base.items()}
    return replace(found, base=base, cv=found.cv if season.spread is None else season.spread)
