"""How much a plan's worth moves when sessions are exchanged: only what they touch is counted again."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from lianxin.engines.planner.problem import Problem, Session
from lianxin.engines.planner.worth import changes, wanted_in, weekly_sales


class Deltas:
    """The worth of a plan, ready to be asked what exchanging some of its sessions would bring."""

    def __init__(self, problem: Problem, sessions: Sequence[Session]) -> None:
        self.problem = problem
        self.sessions = list(sessions)
        self._kinds = {one.id: one.type for one in problem.studios}
        self._costs = {one.id: one.cost for one in problem.studios}
        self._creators = {one.id: one for one in problem.creators}
        self._products = {one.id: one for one in problem.products}
        self._floors = {one.id: one.floor for one in problem.growers}
        self._wanted: dict[str, Counter[int]] = defaultdict(Counter)
        for session in self.sessions:
            for product, week, units in self._asks(session):
                self._wanted[product][week] += units
        self._sold = {product: self._sales(product, self._wanted[product]) for product in self._products}
        self._earned: dict[str, float] = defaultdict(float)
        for product, sold in self._sold.items():
            self._earned[self._products[product].grower] += sold * self._products[product].margin
        self._weeks = Counter((one.creator, self._week(one)) for one in self.sessions)
        self._totals = Counter(one.creator for one in self.sessions)

    def of(self, out: Iterable[Session] = (), into: Iterable[Session] = ()) -> float:
        """Yuan gained (lost, if negative) when the ones go out and the others come in."""
        gone, come = list(out), list(into)
        return (
            self._of_sales(gone, come)
            - self._of_costs(gone, come)
            - self._of_creators(gone, come)
            - self._of_changes(gone, come)
        )

    def of_unit(self, product: str, week: int) -> float:
        """What one more unit wanted of a product in a week brings."""
        more = Counter({(product, week): 1})
        return self._of_wanted(more)

    def sold(self, product: str) -> float:
        """Expected units sold of a product."""
        return self._sold[product]

    def _asks(self, session: Session) -> Iterable[tuple[str, int, int]]:
        kind, week = self._kinds[session.studio], self._week(session)
        for product, units in session.products.items():
            yield product, week, wanted_in(self.problem, session, kind, product, units)

    def _week(self, session: Session) -> int:
        return self.problem.slots[session.slot].week

    def _sales(self, product: str, wanted: dict[int, int]) -> float:
        return sum(weekly_sales(self._products[product], wanted, self.problem.demand.cv, self.problem.weeks))

    def _of_sales(self, gone: list[Session], come: list[Session]) -> float:
        moved: Counter[tuple[str, int]] = Counter()
        for sessions, sign in ((gone, -1), (come, 1)):
            for session in sessions:
                for product, week, units in self._asks(session):
                    moved[product, week] += sign * units
        return self._of_wanted(moved)

    def _of_wanted(self, moved: Counter[tuple[str, int]]) -> float:
        """Sales with promises and floors."""
        rules, gain = self.problem.rules, 0.0
        earned: dict[str, float] = defaultdict(float)
        for product in {name for (name, _week), units in moved.items() if units}:
            wanted = Counter(self._wanted[product])
            for (name, week), units in moved.items():
                if name == product:
                    wanted[week] += units
            what, before, now = self._products[product], self._sold[product], self._sales(product, wanted)
            earned[what.grower] += (now - before) * what.margin
            short = max(0.0, what.promise - before) - max(0.0, what.promise - now)
            gain += (now - before) * what.margin + rules.promise_penalty * what.margin * short
        for grower, more in earned.items():
            floor, before = self._floors[grower], self._earned[grower]
            gain += rules.floor_penalty * (max(0.0, floor - before) - max(0.0, floor - before - more))
        return gain

    def _of_costs(self, gone: list[Session], come: list[Session]) -> float:
        def cost(session: Session) -> float:
            return self._creators[session.creator].fee + self._costs[session.studio]

        return math.fsum(map(cost, come)) - math.fsum(map(cost, gone))

    def _of_creators(self, gone: list[Session], come: list[Session]) -> float:
        """Fatigue, and sessions short of a minimum."""
        weeks: Counter[tuple[str, int]] = Counter()
        for sessions, sign in ((gone, -1), (come, 1)):
            for session in sessions:
                weeks[session.creator, self._week(session)] += sign
        cost = 0.0
        totals: Counter[str] = Counter()
        for key, more in weeks.items():
            cost += self._fatigue(self._weeks[key] + more) - self._fatigue(self._weeks[key])
            totals[key[0]] += more
        for creator, more in totals.items():
            least, before = self._creators[creator].min_total, self._totals[creator]
            short = max(0, least - before - more) - max(0, least - before)
            cost += self.problem.rules.creator_penalty * short
        return cost

    def _fatigue(self, count: int) -> float:
        prices = self.problem.rules.fatigue
        return math.fsum(prices[min(n, len(prices) - 1)] for n in range(count)) if prices else 0.0

    def _of_changes(self, gone: list[Session], come: list[Session]) -> float:
        problem = self.problem
        if not problem.current or not problem.change_cost:
            return 0.0
        after = exchanged(self.sessions, gone, come)
        return problem.change_cost * (
            changes(problem.current, after) - changes(problem.current, self.sessions)
        )


def exchanged(sessions: Sequence[Session], out: Iterable[Session], into: Iterable[Session]) -> list[Session]:
    """The plan with the ones out and the others in."""
    after = list(sessions)
    for session in out:
        after.remove(session)
    return [*after, *into]
