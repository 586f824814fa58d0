"""Value against changes: new plans at several prices of a change, which know of each other."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from math import inf

from lianxin.engines.planner.checking import check
from lianxin.engines.planner.problem import Plan, Problem, Session
from lianxin.engines.planner.remaking import Replan, replan, trimmed, with_sessions
from lianxin.engines.planner.replanning import Event, apart_from_changes, moves, repaired

#: Prices of a changed session (yuan) at which the curve is told.
PRICES = (0.0, 100.0, 300.0, 1000.0, 2000.0)
#: Yuan that sums of the same may differ by.
ROUNDING = 1e-6


def curve(
    problem: Problem,
    sessions: Sequence[Session],
    events: Sequence[Event],
    *,
    prices: Sequence[float] = PRICES,
    today: date | None = None,
    seconds: float = 2.0,
    seed: int = 0,
    workers: int = 2,
    iterations: int | None = None,
    on_price: Callable[[int], None] | None = None,
) -> list[Replan]:
    """A new plan for each price of a change; `on_price` hears the number of the price that comes next.

    Each search begins from the best that is known at its price, and in the end each price is given the best
    plan that was found at any. Where changes cost less a plan is never worth less, apart from what they cost.
    Raises LocksConflict.
    """
    found: list[Replan] = []
    for number, price in enumerate(prices):
        if on_price:
            on_price(number)
        found.append(
            replan(
                problem,
                sessions,
                events,
                change_cost=price,
                today=today,
                seconds=seconds,
                seed=seed,
                workers=workers,
                iterations=iterations,
                start=_start(sessions, found, price),
            )
        )
    return _shared(sessions, found)


def _start(old: Sequence[Session], found: Sequence[Replan], price: float) -> Sequence[Session] | None:
    """The best of the plans so far at this price, if one is better than the old plan mended."""
    if not found:
        return None
    now = replace(found[0].problem, change_cost=price)
    return max([repaired(now, old), *(one.plan.sessions for one in found)], key=lambda one: _rank(now, one))


def _rank(problem: Problem, sessions: Iterable[Session]) -> tuple[bool, float]:
    verdict = check(problem, list(sessions))
    return verdict.ok, verdict.objective


def _shared(old: Sequence[Session], found: Sequence[Replan]) -> list[Replan]:
    """Each price with the best of all plans at this price that is worth no less than the dearer price's."""
    chosen: dict[float, Replan] = {}
    least = -inf
    for one in sorted(found, key=lambda one: -one.change_cost):
        plans = [one.plan, *(_at_price(one, other.plan, old) for other in [*found, *chosen.values()])]
        best = max(
            (plan for plan in plans if apart_from_changes(plan) >= least - ROUNDING),
            key=lambda plan: plan.objective,
        )
        least = apart_from_changes(best)
        new = moves(one.problem, old, best.sessions)
        chosen[one.change_cost] = one if best is one.plan else replace(one, plan=best, moves=tuple(new))
    return [chosen[one.change_cost] for one in found]


def _at_price(point: Replan, other: Plan, old: Sequence[Session]) -> Plan:
    """Another price's plan as it would be told at this one."""
    plan = with_sessions(point.problem, point.plan, other.sessions)
    return trimmed(point.problem, plan, old, -inf)
