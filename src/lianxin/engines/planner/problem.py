"""What is planned and what a plan is: the shapes that every part of the planner shares.

Money is plain yuan as ``float`` inside the engine: an objective is a comparison of plans, never a
booked amount. Ids are text, slots are known by their number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property


@dataclass(frozen=True)
class Slot:
    """One time at which sessions can be held; ``order`` is its place in its day, ``week`` counts from 0."""

    id: int
    date: date
    starts: str
    minutes: int
    week: int
    order: int


@dataclass(frozen=True)
class Creator:
    """A creator with the price of a session, the limits, and the slots that are free."""

    id: str
    fee: float
    max_per_week: int
    min_total: int
    studio_types: tuple[str, ...]
    slots: frozenset[int]


@dataclass(frozen=True)
class Studio:
    """A named room with its type, the price of a session, and the slots in which it is free."""

    id: str
    type: str
    cost: float
    slots: frozenset[int]


@dataclass(frozen=True)
class Grower:
    """A grower and the revenue (yuan) that the season should bring at least."""

    id: str
    floor: float


@dataclass(frozen=True)
class Product:
    """What a grower sells: ``supply[w]`` units come in week w and keep ``shelf_weeks`` weeks more."""

    id: str
    grower: str
    margin: float
    shelf_weeks: int
    supply: tuple[float, ...]
    promise: float


@dataclass(frozen=True)
class Demand:
    """What a creator is expected to sell of a product.

    ``floor(base · slot_factor · studio_factor · curve[units])``, multiplied from the left. A pair
    (creator, product) without a base cannot be sold together; factors that are not given are 1.
    """

    curve: tuple[float, ...]
    cv: float
    base: dict[tuple[str, str], float]
    slot_factor: dict[str, tuple[float, ...]]
    studio_factor: dict[str, dict[str, float]]


@dataclass(frozen=True)
class Rules:
    """The limits of a session and a week, and the prices of what is left undone."""

    units: int
    max_units_per_product: int
    repeat_per_week: int
    max_run: int
    last_slot_order: int
    fatigue: tuple[float, ...]
    promise_penalty: float
    floor_penalty: float
    creator_penalty: float


@dataclass(frozen=True)
class Session:
    """One live session: who, where, when, and the units (time shares) of each product."""

    creator: str
    studio: str
    slot: int
    products: dict[str, int] = field(hash=False)


@dataclass(frozen=True)
class Part:
    """A session or any part of one; ``None`` and an empty mapping say nothing.

    A lock wants a session that has every named part, products exactly as named. A ban hits a session
    that has every named part and at least the named units of each named product.
    """

    creator: str | None = None
    studio: str | None = None
    slot: int | None = None
    products: dict[str, int] = field(default_factory=dict, hash=False)

    def is_in(self, session: Session) -> bool:
        """Whether the session has every named part, with at least the named units."""
        return self.stands_at(session) and all(
            session.products.get(product, 0) >= units for product, units in self.products.items()
        )

    def is_kept_by(self, session: Session) -> bool:
        """Whether the session is what this lock wants: the same parts, the same products."""
        return self.stands_at(session) and self.products in ({}, session.products)

    def stands_at(self, session: Session) -> bool:
        """Whether creator, studio and slot are those that are named, products aside."""
        return (
            self.creator in (None, session.creator)
            and self.studio in (None, session.studio)
            and self.slot in (None, session.slot)
        )


@dataclass(frozen=True)
class Problem:
    """A whole instance, as in the planner's file format."""

    slots: tuple[Slot, ...]
    creators: tuple[Creator, ...]
    studios: tuple[Studio, ...]
    growers: tuple[Grower, ...]
    products: tuple[Product, ...]
    demand: Demand
    rules: Rules
    locked: tuple[Part, ...] = ()
    forbidden: tuple[Part, ...] = ()
    current: tuple[Session, ...] = ()
    change_cost: float = 0.0

    @cached_property
    def weeks(self) -> int:
        """How many weeks the season has: the longer of the calendar and the supply."""
        of_slots = max((slot.week + 1 for slot in self.slots), default=0)
        return max(of_slots, max((len(product.supply) for product in self.products), default=0))

    @cached_property
    def creator_numbers(self) -> dict[str, int]:
        """Where each creator stands among the creators."""
        return {creator.id: number for number, creator in enumerate(self.creators)}

    @cached_property
    def product_numbers(self) -> dict[str, int]:
        """Where each product stands among the products."""
        return {product.id: number for number, product in enumerate(self.products)}


PART_NAMES = ("sales", "fees", "studios", "fatigue", "promise", "floor", "creator", "changes")


@dataclass(frozen=True)
class Plan:
    """A plan with its worth, and how far it can be from the best there is.

    ``objective`` is sales minus every other part (all parts are positive yuan); ``bound`` is proved:
    no plan is worth more. ``gap`` is (bound − objective) / |bound| in percent. ``sold`` is the
    expected number of units of each product. ``conflict`` names, for an infeasible problem, a smallest set of
    locks and rules that cannot hold together.
    """

    status: str
    sessions: tuple[Session, ...] = ()
    objective: float = 0.0
    bound: float | None = None
    seconds: float = 0.0
    seed: int = 0
    parts: dict[str, float] = field(default_factory=dict)
    sold: dict[str, float] = field(default_factory=dict)
    conflict: tuple[str, ...] = ()

    @property
    def gap(self) -> float | None:
        """The proved gap in percent, or ``None`` without a bound."""
        if self.bound is None:
            return None
        return 100 * (self.bound - self.objective) / abs(self.bound) if self.bound else 0.0
