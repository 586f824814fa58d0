"""Where and when the made-up records lie: scales, places, and one random source for each part."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zlib import crc32

import numpy as np

#: One row of a record sheet by column name; what is missing is an empty cell.
Row = dict[str, Any]
#: Rows by sheet.
Sheets = dict[str, list[Row]]


@dataclass(frozen=True)
class Scale:
    """How many districts, and which share of the orders of a real one."""

    districts: int
    orders: float


SCALES = {"small": Scale(1, 0.01), "district": Scale(1, 1.0), "province": Scale(10, 1.0)}

_DISTRICTS = (
    "青禾区",
    "云穗县",
    "丰穗县",
    "竹穗县",
    "茶穗县",
    "橘穗县",
    "松穗县",
    "荔穗县",
    "梨穗县",
    "月穗县",
)
_TOWNS = (
    "禾丰街道",
    "青江街道",
    "竹坪镇",
    "茶岭镇",
    "荔园镇",
    "橘洲镇",
    "云溪镇",
    "石桥镇",
    "望月镇",
    "白鹭镇",
    "松林镇",
    "梨湾镇",
    "回龙镇",
)


@dataclass(frozen=True)
class Place:
    """One made-up district in the two years that are told: the year before `year`, and `year`."""

    index: int
    name: str
    towns: tuple[str, ...]
    year: int
    seed: int
    orders: float

    @property
    def first(self) -> date:
        return date(self.year - 1, 1, 1)

    @property
    def turn(self) -> date:
        """The first day of the year that is reported."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31)

    def random(self, part: str) -> random.Random:
        """A source of its own for each part, so that a change in one part leaves the others as they were."""
        return random.Random(f"{self.seed}/{self.index}/{part}")  # noqa: S311  made-up data, no secret

    def arrays(self, part: str) -> np.random.Generator:
        """The same for numpy."""
        return np.random.default_rng([self.seed, self.index, crc32(part.encode())])

    def number(self, prefix: str, n: int, width: int = 4) -> str:
        """`M0001` in the first district, `M30001` in the fourth."""
        return f"{prefix}{self.index or ''}{n:0{width}d}"

    def short(self) -> str:
        return self.name[:2]


def places(scale: str, year: int, seed: int) -> list[Place]:
    """The districts of a scale."""
    size = SCALES[scale]
    return [
        Place(
            index,
            name,
            tuple(town if index == 0 else name[0] + town for town in _TOWNS),
            year,
            seed,
            size.orders,
        )
        for index, name in enumerate(_DISTRICTS[: size.districts])
    ]


def split(total: int, weights: Sequence[float]) -> list[int]:
    """`total` shared out by weight in whole numbers that add up to it (largest remainder)."""
    scale = total / sum(weights)
    shares = [int(weight * scale) for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: shares[i] - weights[i] * scale)
    for i in by_remainder[: total - sum(shares)]:
        shares[i] += 1
    return shares


def some_day(rng: random.Random, first: date, last: date) -> date:
    """Any day from first to last, both included."""
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def workday(rng: random.Random, first: date, last: date) -> date:
    """A Monday to Friday from first to last; the span must hold one."""
    while True:
        day = some_day(rng, first, last)
        if day.weekday() < 5:
            return day
