"""Limits by lumps hold for every choice of whole showings and every stock, and cut off choices in parts."""

from itertools import product
from random import Random

import numpy as np
import pytest

from lianxin.engines.planner.arrays import Arrays, Floats, build
from lianxin.engines.planner.exact.lumps import Lump, Lumps, points_of
from lianxin.engines.planner.exact.programme import Programme
from lianxin.engines.planner.exact.sales import Place, Sales
from lianxin.engines.planner.kernels import expected_sale
from lianxin.engines.planner.samples import sample

Counts = tuple[float, ...]


class Shop:
    """Three showings of every product and week, of two kinds each, with random demands."""

    def __init__(self, arrays: Arrays, random: Random) -> None:
        self.arrays, self.programme = arrays, Programme()
        self.lumps: dict[Place, list[Lump]] = {
            (p, week): [
                Lump(self.programme.column(), kind // 2, random.randrange(1, 80), arrays.repeat)
                for kind in range(6)
            ]
            for p in range(len(arrays.margin))
            for week in range(arrays.weeks)
        }
        wanted = {
            place: [(one.column, float(one.demand)) for one in some] for place, some in self.lumps.items()
        }
        self.sales = Sales(arrays, self.programme, wanted)
        self.known = self.programme.rows

    def sold(self, counts: Counts, share: float) -> Floats:
        """With these numbers of lumps everywhere; first weeks sell only a share of what they could."""
        x = np.zeros(len(self.programme.cost))
        for place in sorted(self.lumps, key=lambda place: place[1]):
            for one, count in zip(self.lumps[place], counts, strict=True):
                x[one.column] = count
            x[self.sales.demand[place]] = sum(one.demand * x[one.column] for one in self.lumps[place])
            self._sell(place, x, 1.0 if place[1] else share)
        return x

    def _sell(self, place: Place, x: Floats, share: float) -> None:
        """In the last lot's column, whatever that lot holds."""
        demand, stock, _ = self.sales.at(place, x)
        own = [column for (p, _, week), column in self.sales.flow.items() if (p, week) == place]
        if own:
            x[own[-1]] = share * expected_sale(demand, stock, self.arrays.sigma)

    def worst(self, x: Floats) -> float:
        """By how much a solution breaks the limits by lumps, at most; less than nothing when it keeps all."""
        rows = [self.programme.row_of(n) for n in range(self.known, self.programme.rows)]
        return max(float(values @ x[columns]) - high for _, high, columns, values in rows)


@pytest.mark.parametrize("seed", range(3))
def test_no_whole_choice_breaks_a_limit_and_the_choice_in_parts_does(seed: int) -> None:
    arrays, random = build(sample("tiny", seed=seed)), Random(seed)
    assert arrays.weeks > 1 and arrays.shelf.max() > 0 and arrays.repeat == 2
    shop = Shop(arrays, random)
    lumps = Lumps(arrays, shop.sales, shop.lumps)
    for _ in range(4):
        parts = tuple(random.choice((0.0, 0.0, 0.3, 0.5, 0.9, 1.0)) for _ in range(6))
        x = shop.sold(parts, random.random())
        if lumps.cut(x):
            assert shop.worst(x) > 0
    assert shop.programme.rows > shop.known
    for counts in product(range(3), repeat=6):
        if all(sum(counts[n : n + 2]) <= arrays.repeat for n in (0, 2, 4)):
            assert shop.worst(shop.sold(counts, random.random())) < 1e-6


def test_points_are_all_choices_that_repeat_no_showing_too_often() -> None:
    lumps = [Lump(0, 7, 5, 2), Lump(1, 8, 9, 1), Lump(2, 7, 4, 2)]
    every = {(a, b, c) for a, b, c in product(range(3), range(2), range(3)) if a + c <= 2}
    assert {tuple(point) for point in points_of(lumps, 2).tolist()} == every


def test_with_too_many_choices_only_the_first_lumps_are_whole() -> None:
    lumps = [Lump(n, n, 5, 2) for n in range(9)]
    assert points_of(lumps, 2).shape == (3**7, 7)
