"""What few changes win back: people can be told of three at once, hardly of thirty.

A price keeps changes few, but says nothing of how many there will be. Here the number is given. It begins
with the changes that bring most of those that plans at several prices make, and with the best single changes
one after the other. What is sold in the changed sessions is then searched anew, for the changes they come
with counted on others as well.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from lianxin.engines.planner.checking import check
from lianxin.engines.planner.finishing import finished
from lianxin.engines.planner.problem import Problem, Session
from lianxin.engines.planner.remaking import Replan, in_place, with_sessions
from lianxin.engines.planner.replanning import moves, repaired
from lianxin.engines.planner.reworking import Effort, Start
from lianxin.engines.planner.single import one_by_one
from lianxin.engines.planner.standing import Standing
from lianxin.engines.planner.stepping import steps

#: Numbers of changes of which it is told what they win back.
COUNTS = (1, 2, 3, 5, 10)
#: Of a plan with more sessions not every single change is tried: it would take minutes.
MANY = 1000
#: For each search of what the changed sessions sell, at most.
SECONDS = 0.3


@dataclass(frozen=True)
class _Way:
    """A plan on the way from the mended one; its worth is without the price of changes."""

    sessions: tuple[Session, ...]
    worth: float
    keeps: bool  # every rule, and every lock
    changes: int
    moved: bool  # a session is moved, given up or added, not only its products changed

    @property
    def rank(self) -> tuple[bool, float]:
        return self.keeps, self.worth


def within(
    points: Sequence[Replan],
    *,
    counts: Sequence[int] = COUNTS,
    seconds: float = SECONDS,
    seed: int = 0,
    iterations: int | None = None,
    on_count: Callable[[int], None] | None = None,
) -> list[Replan]:
    """The best plan that is found with so many changes, for each of `counts`, the fewest first.

    `points` are new plans for the same events. A session that is moved, given up or added is a change, and so
    is one whose products change; what cannot stand goes uncounted. More changes are never worth less. A count
    with which no plan was found that keeps every lock is left out. `on_count` hears the number of the count
    that comes next. Without points there is nothing to tell.
    """
    if not points:
        return []
    first = points[0]
    ways = _Ways(replace(first.problem, current=(), change_cost=0.0), first.problem.current)
    effort = partial(Effort.of, seconds if iterations is None else None, seed, iterations)
    known = [ways.mended, *ways.ways(points, max(counts))]
    found: list[Replan] = []
    for number, most in enumerate(sorted(counts)):
        if on_count:
            on_count(number)
        known += [ways.searched(way, effort) for way in ways.worth_a_search(known, most)]
        best = max((way for way in known if way.changes <= most), key=lambda way: way.rank)
        if best.keeps:
            found.append(_told(first, best, most))
    return found


def _told(point: Replan, way: _Way, most: int) -> Replan:
    """A way as a new plan, in the terms of the plans it was made from."""
    plan = with_sessions(point.problem, point.plan, way.sessions)
    new = tuple(moves(point.problem, point.problem.current, way.sessions))
    return replace(point, plan=plan, moves=new, most=most)


class _Ways:
    """The plan as it was, mended, and the ways from there."""

    def __init__(self, problem: Problem, old: Sequence[Session]) -> None:
        self.problem = problem
        left = repaired(problem, old)
        self._stands = {_key(one) for one in left}
        self._left = left
        self.mended = self._way(left)

    def ways(self, points: Sequence[Replan], most: int) -> list[_Way]:
        """The first changes of each new plan, and the best single changes one after the other."""
        first = [step for one in points for step in steps(self.problem, self._left, one.moves, most)]
        found = [step.sessions for step in first]
        for stay in (False, True) if len(self._left) <= MANY else ():
            found += one_by_one(self.problem, self._left, most, stay=stay)
        return [self._way(sessions) for sessions in found]

    def worth_a_search(self, known: Sequence[_Way], most: int) -> list[_Way]:
        """The best with so many changes, and the best of products alone."""
        few = [way for way in known if way.keeps and 0 < way.changes <= most]
        stay = [way for way in few if not way.moved]
        best = [max(some, key=lambda way: way.rank) for some in (few, stay) if some]
        return best[:1] if len(best) == 2 and best[0] is best[1] else best

    def searched(self, way: _Way, effort: Callable[[], Effort]) -> _Way:
        """With what is best to sell in the changed sessions; no other session changes."""
        standing = Standing(in_place(self.problem, way.sessions), way.sessions)
        changed = [one for one in way.sessions if _key(one) not in self._stands]
        start = Start(standing, standing.copy(), standing.places(changed))
        better = self._way(finished(start.search(effort()), way.sessions))
        return better if better.rank > way.rank and better.changes <= way.changes else way

    def _way(self, sessions: Sequence[Session]) -> _Way:
        made = moves(self.problem, self._left, sessions)
        verdict = check(self.problem, sessions)
        moved = any(one.kind != "mix" for one in made)
        return _Way(tuple(sessions), verdict.objective, verdict.ok, len(made), moved)


def _key(session: Session) -> tuple[str, str, int, frozenset[tuple[str, int]]]:
    return session.creator, session.studio, session.slot, frozenset(session.products.items())
