"""A problem's locks, bans and rules as things that can be named and taken away one by one."""

from collections import defaultdict
from dataclasses import dataclass

from lianxin.engines.planner.problem import Part, Problem

#: Rules that can be named and loosened one by one, each for a creator or a studio.
OF_CREATOR = ("creator_busy", "studio_type", "no_demand", "creator_day", "repeat", "week_cap", "run", "rest")
OF_STUDIO = ("studio_busy", "studio_slot")


@dataclass(frozen=True, order=True)
class Member:
    """A lock, a ban, or a rule of a creator or studio; `key` is its number or the id."""

    rule: str
    key: str

    @property
    def name(self) -> str:
        return f"{self.rule}[{self.key}]"


Active = frozenset[Member]


class Locks:
    """What a search for sessions that keep locks looks up."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.creators = {one.id: one for one in problem.creators}
        self.studios = {one.id: one for one in problem.studios}
        self.locks = [Member("locked", str(number)) for number in range(len(problem.locked))]
        self.bans = [Member("forbidden", str(number)) for number in range(len(problem.forbidden))]
        of_creators = [Member(rule, one.id) for one in problem.creators for rule in OF_CREATOR]
        of_studios = [Member(rule, one.id) for one in problem.studios for rule in OF_STUDIO]
        self.rules = [*of_creators, *of_studios, *self.bans]
        self.sells: dict[str, list[str]] = defaultdict(list)
        for creator, product in problem.demand.base:
            self.sells[creator].append(product)

    def part(self, lock: Member) -> Part:
        """What a lock or ban names."""
        parts = self.problem.locked if lock.rule == "locked" else self.problem.forbidden
        return parts[int(lock.key)]
