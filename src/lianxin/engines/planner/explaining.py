"""Why a session is in a plan, and why a product is not: from the plan's own numbers, at once.

Every figure here is exact for the one exchange it speaks of, while all other sessions stay as they are. What
a whole new plan would make of it, `forcing` tells.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lianxin.engines.planner.checking import Broken, check
from lianxin.engines.planner.deltas import Deltas, exchanged
from lianxin.engines.planner.problem import Creator, Problem, Product, Session
from lianxin.engines.planner.result import Prices

#: So many free places get a full mix, and so many ways are held against all rules, the best first.
FILLED, JUDGED = 6, 25
#: A product of which so much of the supply is sold counts as sold out.
SOLD_OUT = 0.97
#: So many reasons are told, in this order: what rules it out, what stands in the way, what it would bring.
REASONS = 3
_ORDER = (
    "no_demand",
    "no_supply",
    "no_place",
    "week_full",
    "repeat",
    "sold_out",
    "others",
    "costs",
    "left",
    "unit",
)


@dataclass(frozen=True)
class WhySession:
    """What a session brings: the plan is worth so much less without it, and without each of its products."""

    session: Session
    brings: float
    products: dict[str, float]
    locks: tuple[int, ...]


@dataclass(frozen=True)
class Way:
    """One way to show a product: a session as it would be, and the one it replaces (none: it is new).

    `gain` is in yuan, all else unchanged; `broken` are the rules that would have to be loosened.
    """

    session: Session
    instead_of: Session | None
    gain: float
    broken: tuple[Broken, ...] = ()


@dataclass(frozen=True)
class Obstacle:
    """Something that stands in the way: a code and what it speaks of."""

    code: str
    values: dict[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class WhyNot:
    """Why a creator does not show a product (more often): what stands in the way, and the nearest ways.

    `nearest` keeps every rule; `loosened` would bring more, but breaks some. `shown` are the sessions, by
    position, that show it already.
    """

    creator: str
    product: str
    shown: tuple[int, ...]
    obstacles: tuple[Obstacle, ...]
    nearest: Way | None
    loosened: Way | None


def why_session(problem: Problem, sessions: Sequence[Session], number: int) -> WhySession:
    """What the session at this position brings. Raises IndexError."""
    session = sessions[number]
    deltas = Deltas(problem, sessions)
    products = {}
    for product in session.products:
        left = {one: units for one, units in session.products.items() if one != product}
        products[product] = -deltas.of([session], [replace(session, products=left)])
    locks = tuple(n for n, lock in enumerate(problem.locked) if lock.is_kept_by(session))
    return WhySession(session, -deltas.of([session]), products, locks)


def why_not(
    problem: Problem, sessions: Sequence[Session], creator: str, product: str, prices: Prices | None = None
) -> WhyNot:
    """Why this creator does not show this product, or not more often. Raises KeyError for unknown ids."""
    return _Asked(problem, sessions, creator, product, prices).answer()


def unplaced(
    problem: Problem, sessions: Sequence[Session], product: str, prices: Prices | None = None
) -> list[WhyNot]:
    """The same for every creator who could show the product, the nearest first."""
    able = [creator for creator, sold in problem.demand.base if sold == product]
    answers = [why_not(problem, sessions, creator, product, prices) for creator in able]
    return sorted(answers, key=lambda one: -one.nearest.gain if one.nearest else float("inf"))


class _Asked:
    def __init__(
        self, problem: Problem, sessions: Sequence[Session], creator: str, product: str, prices: Prices | None
    ) -> None:
        self._problem = problem
        self._sessions = list(sessions)
        self._deltas = Deltas(problem, sessions)
        self._creator: Creator = {one.id: one for one in problem.creators}[creator]
        self._product: Product = {one.id: one for one in problem.products}[product]
        self._prices = prices
        self._sells = [name for who, name in problem.demand.base if who == creator]
        self._own = [one for one in self._sessions if one.creator == creator]

    def answer(self) -> WhyNot:
        shown = tuple(
            n
            for n, one in enumerate(self._sessions)
            if one.creator == self._creator.id and self._product.id in one.products
        )
        ways = [] if self._product.id not in self._sells else [*self._in_sessions(), *self._in_new()]
        nearest, loosened = self._judged(sorted(ways, key=lambda way: -way.gain))
        obstacles = sorted(
            self._obstacles(nearest), key=lambda one: _ORDER.index(one.code[len("plan_why_") :])
        )
        return WhyNot(
            self._creator.id, self._product.id, shown, tuple(obstacles[:REASONS]), nearest, loosened
        )

    def _judged(self, ways: list[Way]) -> tuple[Way | None, Way | None]:
        """The best way that keeps every rule, and the best one before it that does not."""
        before = {str(one) for one in check(self._problem, self._sessions).broken}
        loosened = None
        for way in ways[:JUDGED]:
            out = [way.instead_of] if way.instead_of else []
            after = check(self._problem, exchanged(self._sessions, out, [way.session])).broken
            broken = tuple(one for one in after if str(one) not in before)
            if not broken:
                return way, loosened
            loosened = loosened or replace(way, broken=broken)
        return None, loosened

    def _in_sessions(self) -> Iterator[Way]:
        """More of the product in sessions that the creator has; what sells least makes room."""
        rules = self._problem.rules
        for session in self._own:
            for more in range(1, rules.max_units_per_product + 1 - session.products.get(self._product.id, 0)):
                mix = self._with_room(session, more)
                if mix is not None:
                    wanted = {**mix, self._product.id: mix.get(self._product.id, 0) + more}
                    new = replace(session, products=wanted)
                    yield Way(new, session, self._deltas.of([session], [new]))

    def _with_room(self, session: Session, more: int) -> dict[str, int] | None:
        """The session's mix with `more` units free, given up one by one where that loses least."""
        mix = dict(session.products)
        while sum(mix.values()) + more > self._problem.rules.units:
            others = [name for name in mix if name != self._product.id]
            if not others:
                return None
            least = max(
                others,
                key=lambda name: self._deltas.of([session], [replace(session, products=_less(mix, name))]),
            )
            mix = _less(mix, least)
        return mix

    def _in_new(self) -> Iterator[Way]:
        """A session at a place that is free now, filled with what sells best beside the product."""
        most = self._problem.rules.max_units_per_product
        bare = [
            Session(self._creator.id, studio, slot, {self._product.id: units})
            for slot, studio in self._rooms()
            for units in range(1, most + 1)
        ]
        valued = sorted(bare, key=lambda one: -self._deltas.of([], [one]))
        best_of: dict[int, Session] = {}
        for one in valued:
            best_of.setdefault(one.slot, one)
        for one in list(best_of.values())[:FILLED]:
            filled = self._filled(one)
            yield Way(filled, None, self._deltas.of([], [filled]))

    def _rooms(self) -> Iterator[tuple[int, str]]:
        """The creator's slots, each with the cheapest studio of her types that is free and not planned."""
        taken = {(one.studio, one.slot) for one in self._sessions}
        days = {self._problem.slots[one.slot].date for one in self._own}
        fitting = [one for one in self._problem.studios if one.type in self._creator.studio_types]
        for slot in sorted(self._creator.slots):
            if self._problem.slots[slot].date in days:
                continue
            for studio in sorted(fitting, key=lambda one: one.cost):
                if slot in studio.slots and (studio.id, slot) not in taken:
                    yield slot, studio.id
                    break

    def _filled(self, session: Session) -> Session:
        """Unit by unit what brings most, as long as it brings anything."""
        rules = self._problem.rules
        while sum(session.products.values()) < rules.units:
            options = [
                replace(session, products={**session.products, name: session.products.get(name, 0) + 1})
                for name in self._sells
                if session.products.get(name, 0) < rules.max_units_per_product
                and self._shown_in_week(name, session.slot) < rules.repeat_per_week
            ]
            now = self._deltas.of([], [session])
            best = max(options, key=lambda one: self._deltas.of([], [one]), default=None)
            if best is None or self._deltas.of([], [best]) <= now:
                break
            session = best
        return session

    def _shown_in_week(self, product: str, slot: int) -> int:
        slots = self._problem.slots
        return sum(product in one.products and slots[one.slot].week == slots[slot].week for one in self._own)

    def _obstacles(self, nearest: Way | None) -> Iterator[Obstacle]:
        names = {"creator": self._creator.id, "product": self._product.id}
        if self._product.id not in self._sells:
            yield Obstacle("plan_why_no_demand", names)
            return
        yield from self._of_stock()
        weeks: dict[int, int] = defaultdict(int)
        for one in self._own:
            weeks[self._problem.slots[one.slot].week] += 1
        full = sorted(week for week, count in weeks.items() if count >= self._creator.max_per_week)
        if full:
            yield Obstacle("plan_why_week_full", {**names, "weeks": full, "most": self._creator.max_per_week})
        most = self._problem.rules.repeat_per_week
        often = {week for week in weeks if self._shown_in(week) >= most}
        if often:
            yield Obstacle("plan_why_repeat", {**names, "weeks": sorted(often), "most": most})
        if not any(True for _ in self._rooms()):
            yield Obstacle("plan_why_no_place", names)
        if nearest is not None and nearest.gain < 0 and nearest.instead_of is not None:
            gone = _given_up(nearest.instead_of, nearest.session)
            yield Obstacle("plan_why_others", {**names, "others": gone, "loss": round(-nearest.gain)})
        elif nearest is not None and nearest.gain < 0:
            yield Obstacle("plan_why_costs", {**names, "loss": round(-nearest.gain)})

    def _shown_in(self, week: int) -> int:
        return sum(
            self._product.id in one.products and self._problem.slots[one.slot].week == week
            for one in self._own
        )

    def _of_stock(self) -> Iterator[Obstacle]:
        """What is left to sell, and what one more unit wanted would bring."""
        supply, sold = sum(self._product.supply), self._deltas.sold(self._product.id)
        values = {"product": self._product.id, "sold": round(sold), "supply": round(supply)}
        if not supply:
            yield Obstacle("plan_why_no_supply", values)
        elif sold >= SOLD_OUT * supply:
            yield Obstacle("plan_why_sold_out", values)
        else:
            yield Obstacle("plan_why_left", values)
        weeks = sorted({self._problem.slots[slot].week for slot in self._creator.slots})
        if not weeks or not supply:
            return
        of_week = {week: self._deltas.of_unit(self._product.id, week) for week in weeks}
        best = max(of_week, key=lambda week: of_week[week])
        worth = {"week": best, "yuan": round(of_week[best], 1), "margin": self._product.margin}
        if self._prices is not None:
            worth["yuan"] = round(self._prices.demand.get((self._product.id, best), 0.0), 1)
        yield Obstacle("plan_why_unit", {"product": self._product.id, **worth})


def _less(mix: dict[str, int], product: str) -> dict[str, int]:
    """One unit less of it."""
    left = {name: units - (name == product) for name, units in mix.items()}
    return {name: units for name, units in left.items() if units}


def _given_up(old: Session, new: Session) -> list[str]:
    """The products of which less is shown, with the units."""
    lost = {name: units - new.products.get(name, 0) for name, units in old.products.items()}
    return [f"{name}×{units}" for name, units in lost.items() if units > 0]
