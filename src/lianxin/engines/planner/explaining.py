"""Why a session is in a plan, and why a product is not: from the plan's own numbers, at once.

Every figure here is exact for the one exchange it speaks of, while all other sessions stay as they are. What
mending the rest makes of it, `estimating` tells, and a whole new plan `forcing`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lianxin.engines.planner.checking import check
from lianxin.engines.planner.deltas import Deltas, exchanged
from lianxin.engines.planner.exchanges import Exchanges, Way
from lianxin.engines.planner.obstacles import Obstacle, obstacles
from lianxin.engines.planner.problem import Problem, Session
from lianxin.engines.planner.result import Prices

#: So many ways are held against all rules, the best first.
JUDGED = 25


@dataclass(frozen=True)
class WhySession:
    """What a session brings: the plan is worth so much less without it, and without each of its products."""

    session: Session
    brings: float
    products: dict[str, float]
    locks: tuple[int, ...]


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
    asked = Exchanges(problem, sessions, creator, product)
    nearest, loosened = _judged(asked)
    shown = tuple(n for n, one in enumerate(sessions) if one.creator == creator and product in one.products)
    return WhyNot(creator, product, shown, obstacles(asked, nearest, prices), nearest, loosened)


def _judged(asked: Exchanges) -> tuple[Way | None, Way | None]:
    """The best way that keeps every rule, and the best one before it that does not."""
    before = {str(one) for one in check(asked.problem, asked.sessions).broken}
    loosened = None
    for way in asked.ways()[:JUDGED]:
        out = [way.instead_of] if way.instead_of else []
        after = check(asked.problem, exchanged(asked.sessions, out, [way.session])).broken
        broken = tuple(one for one in after if str(one) not in before)
        if not broken:
            return way, loosened
        loosened = loosened or replace(way, broken=broken)
    return None, loosened


def unplaced(
    problem: Problem, sessions: Sequence[Session], product: str, prices: Prices | None = None
) -> list[WhyNot]:
    """The same for every creator who could show the product, the nearest first."""
    able = [creator for creator, sold in problem.demand.base if sold == product]
    answers = [why_not(problem, sessions, creator, product, prices) for creator in able]
    return sorted(answers, key=lambda one: -one.nearest.gain if one.nearest else float("inf"))
