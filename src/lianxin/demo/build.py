"""Build the files of a made-up district into a folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lianxin.demo import (
    council,
    desk,
    goodworks,
    learning,
    liaison,
    market,
    people,
    seasons,
    shows,
    spaces,
    voice,
    workbooks,
)
from lianxin.demo.market import Item
from lianxin.demo.orders.sales import order_count
from lianxin.demo.orders.shows import shows as on_shows
from lianxin.demo.orders.write import write_orders
from lianxin.demo.people import Cast
from lianxin.demo.world import SCALES, Place, Sheets, places

SEED = 2021


@dataclass(frozen=True)
class Built:
    """What was written. `paths` are in no order of dependence; `lines` counts the rows of order exports."""

    folder: Path
    scale: str
    year: int
    seed: int
    paths: tuple[Path, ...]
    records: int
    lines: int


def build(
    folder: Path,
    *,
    scale: str = "small",
    year: int = 2021,
    seed: int = SEED,
    progress: Callable[[int, int | None], None] | None = None,
) -> Built:
    """Write workbooks and order exports for the two years up to the end of `year`.

    The same scale, year and seed give the same bytes. `progress` is told how many orders are made, and of
    how many. Raises ValueError for a scale that is not in SCALES and for a year outside seasons.YEARS.
    """
    if scale not in SCALES or year not in seasons.YEARS:
        raise ValueError(
            f"scale is one of {', '.join(SCALES)}, year from {seasons.YEARS[0]} to {seasons.YEARS[-1]}"
        )
    paths: list[Path] = []
    records = lines = 0
    counter = _Counter(scale, progress)
    for place in places(scale, year, seed):
        cast, items, sheets = tell(place)
        below = folder / place.name if SCALES[scale].districts > 1 else folder
        paths += workbooks.write_records(below / "台账", sheets)
        records += sum(len(rows) for rows in sheets.values())
        on_air = on_shows(place, cast, items, sheets)
        exports, count = write_orders(place, cast, items, on_air, below / "订单", progress=counter)
        paths += exports
        lines += count
    return Built(folder, scale, year, seed, tuple(paths), records, lines)


class _Counter:
    """Adds up the orders of all districts."""

    def __init__(self, scale: str, progress: Callable[[int, int | None], None] | None) -> None:
        self._done, self._of = 0, SCALES[scale].districts * order_count(SCALES[scale].orders)
        self._progress = progress

    def __call__(self, orders: int) -> None:
        self._done += orders
        if self._progress:
            self._progress(self._done, self._of)


def tell(place: Place) -> tuple[Cast, list[Item], Sheets]:
    """The records of one district, before they become files."""
    cast, sheets = people.build(place)
    used, spaces_sheets = spaces.build(place, cast)
    items, market_sheets = market.build(place, cast)
    for more in (
        council.build(place, cast),
        liaison.build(place, cast),
        learning.build(place, cast),
        spaces_sheets,
        voice.build(place, cast),
        goodworks.build(place, cast),
        market_sheets,
        shows.build(place, cast, items, used),
        desk.build(place, cast),
    ):
        sheets |= more
    return cast, items, sheets
