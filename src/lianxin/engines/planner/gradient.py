"""What one more unit wanted would bring: the exact slope of a product's season."""

from __future__ import annotations

from math import erfc, log

from lianxin.engines.planner.arrays import Floats, Ints
from lianxin.engines.planner.compiling import compiled, inner
from lianxin.engines.planner.kernels import FAR, HALF_ROOT, expected_sale


@compiled
def slopes(demand: float, stock: float, sigma: float) -> tuple[float, float]:
    """Slopes of the expected sale by demand and by stock."""
    if stock <= 0.0:
        return 0.0, 1.0 if demand > 0.0 else 0.0
    if demand <= 0.0:
        return 1.0, 0.0
    if sigma == 0.0:
        return (1.0, 0.0) if demand < stock else (0.0, 1.0)
    ratio = log(stock / demand) / sigma
    half = sigma / 2
    if ratio > FAR:
        return 1.0, 0.0
    if ratio < -FAR:
        return 0.0, 1.0
    return 0.5 * erfc((half - ratio) * HALF_ROOT), 0.5 * erfc((ratio + half) * HALF_ROOT)


@inner
def season_slope(
    demand: Floats,
    supply: Floats,
    shelf: int,
    sigma: float,
    left: Floats,
    side: Floats,
    marginal: Ints,
    slope: Floats,
) -> float:
    """Units sold in the season; ``slope`` [W] becomes how many more for one more unit wanted in a week.

    ``left`` [W], ``side`` [2, W] and ``marginal`` [W] are scratch. Going back through the weeks, a unit more
    in a lot is worth what it lets sell now plus what the lot that sales end in keeps for later.
    """
    weeks = supply.shape[0]
    total = 0.0
    for w in range(weeks):
        left[w] = supply[w]
    for w in range(weeks):
        first = max(0, w - shelf)
        stock = 0.0
        for lot in range(first, w + 1):
            stock += left[lot]
        side[0, w], side[1, w] = slopes(demand[w], stock, sigma)
        rest = expected_sale(demand[w], stock, sigma)
        total += rest
        marginal[w] = w
        for lot in range(first, w + 1):
            if rest < left[lot]:
                left[lot] -= rest
                marginal[w] = lot
                break
            rest -= left[lot]
            left[lot] = 0.0
    for lot in range(weeks):
        left[lot] = 0.0  # from here on: what a unit more of the lot is worth from the next week on
    for w in range(weeks - 1, -1, -1):
        last = marginal[w]
        later = left[last] if last + shelf > w else 0.0
        slope[w] = side[0, w] * (1.0 - later)
        by_stock = side[1, w]
        for lot in range(max(0, w - shelf), w + 1):
            own = left[lot] if lot + shelf > w else 0.0
            kept = later if lot <= last else own
            left[lot] = by_stock * (1.0 - later) + kept
    return total
