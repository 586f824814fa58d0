"""Made-up seasons in four sizes, the same for a seed: for tests, benchmarks, and to try the planner.

Six slots a day, evenings and weekends sell more; a quarter of the studios' time (evenings: nearly half) is
taken already; creators know some categories, have favourite studio types and free days; products have a
harvest, a shelf life and now and then a promise; most growers are smallholders with a floor.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lianxin.engines.planner.problem import Creator, Demand, Grower, Problem, Product, Rules, Slot, Studio

MONDAY = date(2024, 3, 4)
CURVE = (0.0, 1.0, 1.75, 2.3)
RULES = Rules(
    units=6,
    max_units_per_product=3,
    repeat_per_week=2,
    max_run=3,
    last_slot_order=5,
    fatigue=(0, 0, 0, 90, 200, 400, 800),
    promise_penalty=3,
    floor_penalty=3,
    creator_penalty=600,
)
_STARTS = ("09:00", "11:00", "13:00", "15:00", "18:00", "20:00")
_EVENING = 4  # the order of the first slot that is one
_HOURS = (0.9, 1.0, 0.95, 1.0, 1.5, 1.5)
#: Type, and the orders of the slots in which its studios are open.
_TYPES = {
    "标准": range(6),
    "厨房": range(6),
    "茶室": range(1, 6),
    "户外": range(4),
    "仓播": range(1, 5),
    "大厅": range(2, 6),
}


@dataclass(frozen=True)
class Size:
    """How many there are of everything."""

    creators: int
    products: int
    studios: int
    weeks: int
    categories: int
    types: int = 6


#: As large as the study's whose goals we hold ourselves against: about 420, 4,300 and 118,000 pairs of a
#: creator and a place in time, 6, 36 and 146 products for each; a district has 460,000 choices of minutes.
SIZES = {
    "tiny": Size(3, 8, 4, 2, categories=4, types=2),
    "small": Size(5, 20, 10, 2, categories=16),
    "district": Size(23, 140, 65, 4, categories=16),
    "large": Size(200, 1000, 65, 13, categories=27),
}
_FREE = 0.55  # the part of half days that a creator has for us
#: Sold in the first twenty minutes, all factors aside; a district's plan is worth about a million.
_CHARM = 25.0


def sample(
    size: str = "district", *, seed: int = 0, tight: float = 1.1, cv: float = 0.4, shelf: bool = True
) -> Problem:
    """A season of one of `SIZES`.

    `tight` is supply over what the creators could sell at most; without `shelf` nothing keeps for a second
    week.
    Raises KeyError for a size that there is not.
    """
    return _Maker(SIZES[size], Random(f"{size} {seed}"), tight, shelf).problem(cv)  # noqa: S311


class _Maker:
    def __init__(self, size: Size, random: Random, tight: float, shelf: bool) -> None:
        self._size = size
        self._random = random
        self._tight = tight
        self._shelf = shelf
        self._types = list(_TYPES)[: size.types]
        self._slots = _slots(size.weeks)
        self._known = [
            random.sample(range(size.categories), random.randint(3, min(5, size.categories)))
            for _ in range(size.creators)
        ]
        # what nobody here can show would not be brought to the office
        shown = sorted(set().union(*self._known))
        self._category = [random.choice(shown) for _ in range(size.products)]
        self._fans = [_around(random, 1.0, 0.35) for _ in range(size.creators)]

    def problem(self, cv: float) -> Problem:
        creators = tuple(self._creator(number) for number in range(self._size.creators))
        growers_of, owner = self._growers()
        base = self._base(creators)
        products = tuple(self._products(creators, base, owner))
        return Problem(
            slots=self._slots,
            creators=creators,
            studios=tuple(self._studio(number) for number in range(self._size.studios)),
            growers=tuple(self._grower(name, products) for name in growers_of),
            products=products,
            demand=Demand(CURVE, cv, base, self._slot_factors(), self._studio_factors()),
            rules=RULES,
        )

    def _creator(self, number: int) -> Creator:
        random = self._random
        most = random.randint(2, 5)
        count = random.randint(2, min(3, len(self._types)))
        # half days: whoever is free in the morning is free for all of it
        days = sorted({slot.date for slot in self._slots})
        free = {(day, half): random.random() < _FREE for day in days for half in (0, 1)}
        return Creator(
            id=f"C{number + 1:03}",
            fee=round(150 + 350 * self._fans[number] * random.uniform(0.8, 1.2)),
            max_per_week=most,
            min_total=round(most * self._size.weeks * 0.45),
            studio_types=tuple(random.sample(self._types, count)),
            slots=frozenset(slot.id for slot in self._slots if free[slot.date, int(slot.order >= 3)]),
        )

    def _studio(self, number: int) -> Studio:
        random = self._random
        kind = self._types[number % len(self._types)]
        free = [
            slot.id
            for slot in self._slots
            if slot.order in _TYPES[kind] and random.random() > (0.45 if slot.order >= _EVENING else 0.25)
        ]
        return Studio(f"S{number + 1:02}", kind, random.randint(8, 26) * 10, frozenset(free))

    def _growers(self) -> tuple[list[str], list[str]]:
        """The growers, and whose each product is."""
        count = max(1, round(self._size.products / 2.5))
        names = [f"G{number + 1:03}" for number in range(count)]
        owner = [*names, *(self._random.choice(names) for _ in range(self._size.products - count))]
        return names, owner

    def _grower(self, name: str, products: tuple[Product, ...]) -> Grower:
        worth = sum(sum(product.supply) * product.margin for product in products if product.grower == name)
        smallholder = self._random.random() < 0.6
        return Grower(name, round(worth * self._random.uniform(0.2, 0.4)) if smallholder else 0)

    def _base(self, creators: tuple[Creator, ...]) -> dict[tuple[str, str], float]:
        random = self._random
        charm = [_around(random, _CHARM, 0.4) for _ in range(self._size.products)]
        base = {}
        for creator, fans, known in zip(creators, self._fans, self._known, strict=True):
            liked = {category: random.uniform(0.6, 1.5) for category in known}
            for number, category in enumerate(self._category):
                if category in liked:
                    wanted = charm[number] * fans * liked[category] * random.uniform(0.8, 1.25)
                    base[creator.id, f"P{number + 1:04}"] = round(wanted, 1)
        return base

    def _products(
        self, creators: tuple[Creator, ...], base: dict[tuple[str, str], float], owner: list[str]
    ) -> list[Product]:
        random = self._random
        weeks = self._size.weeks
        sessions = sum(creator.max_per_week for creator in creators) * weeks
        able = self._tight * sessions * RULES.units * (sum(base.values()) / max(len(base), 1))
        weights = [_around(random, 1.0, 0.5) for _ in owner]
        windows = [self._harvest() for _ in owner]
        whole = sum(weight * len(window) for weight, window in zip(weights, windows, strict=True))
        made = []
        for number, (grower, weight, window) in enumerate(zip(owner, weights, windows, strict=True)):
            each = able * weight / whole
            supply = tuple(round(each * random.uniform(0.6, 1.4)) if w in window else 0 for w in range(weeks))
            made.append(
                Product(
                    id=f"P{number + 1:04}",
                    grower=grower,
                    margin=random.randint(6, 40),
                    shelf_weeks=random.choice((0, 1, 2, 6)) if self._shelf else 0,
                    supply=supply,
                    promise=round(sum(supply) * 0.25) if random.random() < 0.3 else 0,
                )
            )
        return made

    def _harvest(self) -> range:
        """The weeks in which a product is picked: most of a short season, some of a long one."""
        weeks = self._size.weeks
        length = min(weeks, self._random.randint(2, 7))
        first = self._random.randint(0, weeks - length)
        return range(first, first + length)

    def _slot_factors(self) -> dict[str, tuple[float, ...]]:
        tastes = [[self._random.uniform(0.85, 1.15) for _ in _STARTS] for _ in range(self._size.categories)]
        of_category = [
            tuple(
                round(_HOURS[slot.order] * taste[slot.order] * (1.25 if slot.date.weekday() >= 5 else 1.0), 2)
                for slot in self._slots
            )
            for taste in tastes
        ]
        return {f"P{number + 1:04}": of_category[kind] for number, kind in enumerate(self._category)}

    def _studio_factors(self) -> dict[str, dict[str, float]]:
        of_category = [
            {kind: round(self._random.uniform(0.85, 1.2), 2) for kind in self._types}
            for _ in range(self._size.categories)
        ]
        return {f"P{number + 1:04}": of_category[kind] for number, kind in enumerate(self._category)}


def _slots(weeks: int) -> tuple[Slot, ...]:
    return tuple(
        Slot(
            day * len(_STARTS) + order, MONDAY + timedelta(days=day), starts, 120, week=day // 7, order=order
        )
        for day in range(weeks * 7)
        for order, starts in enumerate(_STARTS)
    )


def _around(random: Random, middle: float, spread: float) -> float:
    """Lognormal with this mean and this spread of the logarithm."""
    return middle * math.exp(random.gauss(0, spread) - spread * spread / 2)
