"""When a product is fresh, and when it ran out: what past sales can and cannot tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

ALL_YEAR = frozenset(range(1, 13))
_MONTHS = re.compile(r"(\d{1,2})月?(?:\s*[-~至到—–]\s*(\d{1,2}))?")


def fresh_months(season: str) -> frozenset[int]:
    """Of the months as the sheet has them: "3-5", "11-2", "7、9-10". All year where it names none."""
    found: set[int] = set()
    for first, last in _MONTHS.findall(season):
        begin, end = int(first), int(last or first)
        if begin in ALL_YEAR and end in ALL_YEAR:
            found |= {(begin - 1 + n) % 12 + 1 for n in range((end - begin) % 12 + 1)}
    return frozenset(found) or ALL_YEAR


def harvested(units: Sequence[float], weeks: Collection[int], share: float, later: int) -> list[float]:
    """Units by week after a frost in some `weeks`: `share` of them (0 to 1) is left, and comes `later` weeks
    later; what would come after the last week is lost."""
    found = [0.0 if week in weeks else one for week, one in enumerate(units)]
    for week in weeks:
        if week + later < len(found):
            found[week + later] += units[week] * share
    return found


def weeks_run_out(units: Sequence[float], shelf_weeks: int, sold: Sequence[float]) -> list[bool]:
    """Week by week, whether all there was has been sold. What comes keeps `shelf_weeks` weeks more.

    In a week without anything to sell nothing ran out: nothing was offered.
    """
    lots: list[list[float]] = []  # [week it came in, what is left]
    found = []
    for week, pieces in enumerate(sold):
        if week < len(units):
            lots.append([week, units[week]])
        lots = [lot for lot in lots if lot[0] + shelf_weeks >= week]
        stock = sum(left for _, left in lots)
        found.append(stock > 0 and pieces >= stock)
        wanted = pieces
        for lot in lots:
            taken = min(lot[1], wanted)
            lot[1] -= taken
            wanted -= taken
    return found
