"""The independent checker: every rule a plan breaks, and what the plan is worth.

Plain and slow on purpose, from the contract's words alone. It shares no code with the solver, and is run on
every plan that leaves the engine.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from lianxin.engines.planner.problem import Problem, Session
from lianxin.engines.planner.worth import Worth, worth_of

#: Every rule that can be broken, as `Broken.rule`.
RULES = (
    *("unknown_creator", "unknown_studio", "unknown_slot", "unknown_product"),
    *("creator_busy", "studio_busy", "studio_type", "no_demand"),
    *("no_units", "too_many_units", "product_units"),
    *("creator_day", "studio_slot", "repeat", "week_cap", "run", "rest"),
    *("locked", "forbidden"),
)


@dataclass(frozen=True)
class Broken:
    """A broken rule: where (``sessions[3]``, ``locked[0]``), and which sessions (by position) break it."""

    rule: str
    place: str
    values: dict[str, Any] = field(default_factory=dict, hash=False)
    sessions: tuple[int, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What the checker found. `parts` and `sold` as in a plan; sessions that name unknown things count for
    nothing."""

    broken: tuple[Broken, ...]
    worth: Worth

    @property
    def ok(self) -> bool:
        return not self.broken

    @property
    def objective(self) -> float:
        return self.worth.objective

    @property
    def parts(self) -> dict[str, float]:
        return self.worth.parts

    @property
    def sold(self) -> dict[str, float]:
        return self.worth.sold


def check(problem: Problem, sessions: Iterable[Session]) -> Verdict:
    """All broken rules, and the objective with its parts."""
    held = list(sessions)
    unknown = list(_unknown(problem, held))
    strangers = {one.sessions[0] for one in unknown}
    known = [(number, one) for number, one in enumerate(held) if number not in strangers]
    plan = _Plan(problem, known)
    broken = [*unknown, *plan.each_alone(), *plan.together(), *_locks(problem, held), *plan.bans()]
    return Verdict(tuple(broken), worth_of(problem, [session for _, session in known]))


def _unknown(problem: Problem, sessions: Sequence[Session]) -> Iterator[Broken]:
    creators = {one.id for one in problem.creators}
    studios = {one.id for one in problem.studios}
    products = {one.id for one in problem.products}
    for number, session in enumerate(sessions):
        named = [("unknown_creator", session.creator, session.creator in creators)]
        named.append(("unknown_studio", session.studio, session.studio in studios))
        named.append(("unknown_slot", str(session.slot), 0 <= session.slot < len(problem.slots)))
        named += [("unknown_product", product, product in products) for product in session.products]
        for rule, value, is_known in named:
            if not is_known:
                yield Broken(rule, f"sessions[{number}]", {"value": value}, (number,))


class _Plan:
    """Sessions whose names are all known, each with its position in the plan."""

    def __init__(self, problem: Problem, sessions: list[tuple[int, Session]]) -> None:
        self._problem = problem
        self._sessions = sessions
        self._creators = {one.id: one for one in problem.creators}
        self._studios = {one.id: one for one in problem.studios}

    def each_alone(self) -> Iterator[Broken]:
        """What a session breaks by itself."""
        for number, session in self._sessions:
            place = f"sessions[{number}]"
            for rule, values in (*self._where(session), *self._mix(session)):
                yield Broken(rule, place, {**self._said(session), **values}, (number,))

    def _where(self, session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
        creator, studio = self._creators[session.creator], self._studios[session.studio]
        if session.slot not in creator.slots:
            yield "creator_busy", {}
        if session.slot not in studio.slots:
            yield "studio_busy", {}
        if studio.type not in creator.studio_types:
            yield "studio_type", {"type": studio.type}

    def _mix(self, session: Session) -> Iterator[tuple[str, dict[str, Any]]]:
        rules = self._problem.rules
        total = sum(session.products.values())
        if total < 1:
            yield "no_units", {}
        if total > rules.units:
            yield "too_many_units", {"units": total, "most": rules.units}
        for product, units in session.products.items():
            if not 1 <= units <= rules.max_units_per_product:
                yield (
                    "product_units",
                    {"product": product, "units": units, "most": rules.max_units_per_product},
                )
            if (session.creator, product) not in self._problem.demand.base:
                yield "no_demand", {"product": product}

    def together(self) -> Iterator[Broken]:
        """What sessions break together; the place is that of the last of them."""
        yield from self._studio_slots()
        by_creator: dict[str, list[tuple[int, Session]]] = defaultdict(list)
        for number, session in sorted(self._sessions, key=lambda item: (self._day(item[1]), item[0])):
            by_creator[session.creator].append((number, session))
        for name, own in by_creator.items():
            yield from self._days(own)
            yield from self._weeks(name, own)
            yield from self._rests(own)

    def bans(self) -> Iterator[Broken]:
        """Sessions that a ban hits."""
        for ban_number, ban in enumerate(self._problem.forbidden):
            for number, session in self._sessions:
                if ban.is_in(session):
                    values = {"number": ban_number, **self._said(session)}
                    yield Broken("forbidden", f"sessions[{number}]", values, (number,))

    def _studio_slots(self) -> Iterator[Broken]:
        held: dict[tuple[str, int], list[int]] = defaultdict(list)
        for number, session in self._sessions:
            held[session.studio, session.slot].append(number)
        for (studio, slot), numbers in held.items():
            if len(numbers) > 1:
                yield self._broken("studio_slot", numbers, {"studio": studio, **self._time(slot)})

    def _days(self, own: list[tuple[int, Session]]) -> Iterator[Broken]:
        """One session a day, and not too many days in a row."""
        on: dict[date, list[int]] = defaultdict(list)
        for number, session in own:
            on[self._day(session)].append(number)
        creator = own[0][1].creator
        for day, numbers in on.items():
            if len(numbers) > 1:
                yield self._broken("creator_day", numbers, {"creator": creator, "date": day.isoformat()})
        most = self._problem.rules.max_run
        run: list[date] = []
        for day in [*sorted(on), date.max]:
            if run and day - run[-1] != timedelta(days=1):
                if len(run) > most:
                    values = {"creator": creator, "date": run[0].isoformat(), "days": len(run), "most": most}
                    yield self._broken("run", [number for one in run for number in on[one]], values)
                run = []
            run.append(day)

    def _weeks(self, creator: str, own: list[tuple[int, Session]]) -> Iterator[Broken]:
        in_week: dict[int, list[int]] = defaultdict(list)
        selling: dict[tuple[int, str], list[int]] = defaultdict(list)
        for number, session in own:
            week = self._problem.slots[session.slot].week
            in_week[week].append(number)
            for product in session.products:
                selling[week, product].append(number)
        cap, repeat = self._creators[creator].max_per_week, self._problem.rules.repeat_per_week
        for week, numbers in in_week.items():
            if len(numbers) > cap:
                values = {"creator": creator, "week": week, "count": len(numbers), "most": cap}
                yield self._broken("week_cap", numbers, values)
        for (week, product), numbers in selling.items():
            if len(numbers) > repeat:
                values = {"creator": creator, "product": product, "week": week}
                yield self._broken("repeat", numbers, {**values, "count": len(numbers), "most": repeat})

    def _rests(self, own: list[tuple[int, Session]]) -> Iterator[Broken]:
        """Not the first slot of a day after the last of the day before."""
        slots = self._problem.slots
        for before, late in own:
            for number, early in own:
                first, then = slots[late.slot], slots[early.slot]
                if (
                    then.date - first.date == timedelta(days=1)
                    and first.order == self._problem.rules.last_slot_order
                    and then.order == 0
                ):
                    values = {"creator": early.creator, **self._time(early.slot)}
                    yield self._broken("rest", [before, number], values)

    def _broken(self, rule: str, numbers: list[int], values: dict[str, Any]) -> Broken:
        return Broken(rule, f"sessions[{numbers[-1]}]", values, tuple(numbers))

    def _day(self, session: Session) -> date:
        return self._problem.slots[session.slot].date

    def _time(self, slot: int) -> dict[str, Any]:
        one = self._problem.slots[slot]
        return {"slot": slot, "date": one.date.isoformat(), "starts": one.starts}

    def _said(self, session: Session) -> dict[str, Any]:
        return {"creator": session.creator, "studio": session.studio, **self._time(session.slot)}


def _locks(problem: Problem, sessions: Sequence[Session]) -> Iterator[Broken]:
    """Locks that no session keeps."""
    for number, lock in enumerate(problem.locked):
        if not any(lock.is_kept_by(session) for session in sessions):
            yield Broken("locked", f"locked[{number}]", {"number": number})
