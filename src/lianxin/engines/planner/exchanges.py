"""Exchanges that would let a creator show a product: what each gains, all else unchanged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lianxin.engines.planner.checking import Broken
from lianxin.engines.planner.deltas import Deltas
from lianxin.engines.planner.problem import Creator, Problem, Product, Session

#: So many free places get a full mix, the best first.
FILLED = 6


@dataclass(frozen=True)
class Way:
    """One way to show a product: a session as it would be, and the one it replaces (none: it is new).

    `gain` is in yuan, all else unchanged; `broken` are the rules that would have to be loosened.
    """

    session: Session
    instead_of: Session | None
    gain: float
    broken: tuple[Broken, ...] = ()


class Exchanges:
    """A creator and a product in a plan. Raises KeyError for unknown ids."""

    def __init__(self, problem: Problem, sessions: Sequence[Session], creator: str, product: str) -> None:
        self.problem = problem
        self.sessions = list(sessions)
        self.deltas = Deltas(problem, sessions)
        self.creator: Creator = {one.id: one for one in problem.creators}[creator]
        self.product: Product = {one.id: one for one in problem.products}[product]
        self.sells = [name for who, name in problem.demand.base if who == creator]
        self.own = [one for one in self.sessions if one.creator == creator]

    def ways(self) -> list[Way]:
        """More of the product in sessions that are there, or in a new one; the best first, rules apart."""
        if self.product.id not in self.sells:
            return []
        return sorted([*self._in_sessions(), *self._in_new()], key=lambda way: -way.gain)

    def shown_in(self, week: int, product: str) -> int:
        """How many of the creator's sessions of a week show a product."""
        slots = self.problem.slots
        return sum(product in one.products and slots[one.slot].week == week for one in self.own)

    def _in_sessions(self) -> Iterator[Way]:
        """More of the product in sessions that the creator has; what sells least makes room."""
        rules = self.problem.rules
        for session in self.own:
            for more in range(1, rules.max_units_per_product + 1 - session.products.get(self.product.id, 0)):
                mix = self._with_room(session, more)
                if mix is not None:
                    wanted = {**mix, self.product.id: mix.get(self.product.id, 0) + more}
                    new = replace(session, products=wanted)
                    yield Way(new, session, self.deltas.of([session], [new]))

    def _with_room(self, session: Session, more: int) -> dict[str, int] | None:
        """The session's mix with `more` units free, given up one by one where that loses least."""
        mix = dict(session.products)
        while sum(mix.values()) + more > self.problem.rules.units:
            others = [name for name in mix if name != self.product.id]
            if not others:
                return None
            least = max(
                others,
                key=lambda name: self.deltas.of([session], [replace(session, products=_less(mix, name))]),
            )
            mix = _less(mix, least)
        return mix

    def _in_new(self) -> Iterator[Way]:
        """A session at a place that is free now, filled with what sells best beside the product."""
        most = self.problem.rules.max_units_per_product
        bare = [
            Session(self.creator.id, studio, slot, {self.product.id: units})
            for slot, studio in self.rooms()
            for units in range(1, most + 1)
        ]
        valued = sorted(bare, key=lambda one: -self.deltas.of([], [one]))
        best_of: dict[int, Session] = {}
        for one in valued:
            best_of.setdefault(one.slot, one)
        for one in list(best_of.values())[:FILLED]:
            filled = self._filled(one)
            yield Way(filled, None, self.deltas.of([], [filled]))

    def rooms(self) -> Iterator[tuple[int, str]]:
        """The creator's slots, each with the cheapest studio of her types that is free and not planned."""
        taken = {(one.studio, one.slot) for one in self.sessions}
        days = {self.problem.slots[one.slot].date for one in self.own}
        fitting = [one for one in self.problem.studios if one.type in self.creator.studio_types]
        for slot in sorted(self.creator.slots):
            if self.problem.slots[slot].date in days:
                continue
            for studio in sorted(fitting, key=lambda one: one.cost):
                if slot in studio.slots and (studio.id, slot) not in taken:
                    yield slot, studio.id
                    break

    def _filled(self, session: Session) -> Session:
        """Unit by unit what brings most, as long as it brings anything."""
        rules, week = self.problem.rules, self.problem.slots[session.slot].week
        while sum(session.products.values()) < rules.units:
            options = [
                replace(session, products={**session.products, name: session.products.get(name, 0) + 1})
                for name in self.sells
                if session.products.get(name, 0) < rules.max_units_per_product
                and self.shown_in(week, name) < rules.repeat_per_week
            ]
            now = self.deltas.of([], [session])
            best = max(options, key=lambda one: self.deltas.of([], [one]), default=None)
            if best is None or self.deltas.of([], [best]) <= now:
                break
            session = best
        return session


def _less(mix: dict[str, int], product: str) -> dict[str, int]:
    """One unit less of it."""
    left = {name: units - (name == product) for name, units in mix.items()}
    return {name: units for name, units in left.items() if units}
