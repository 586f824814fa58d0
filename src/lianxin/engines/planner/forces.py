"""What can be asked of a plan: a session that may not be, a product that must be shown once more.

Each says whether a plan has it so already, how a search for it begins, and what a search without it leaves
alone as well, so that both are equally free.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from lianxin.engines.planner.chain import Chain
from lianxin.engines.planner.estimating import kept_out, tried
from lianxin.engines.planner.problem import Problem, Session
from lianxin.engines.planner.reworking import Start
from lianxin.engines.planner.standing import Near, Standing

#: So many of the most promising ways are searched, each in a thread.
SEARCHED = 2


class Force(Protocol):
    def is_so(self, sessions: Sequence[Session]) -> bool:
        """Whether a plan has it already."""

    def starts(self, problem: Problem, sessions: Sequence[Session], near: Near | None = None) -> list[Start]:
        """The plan with it so, in the most promising ways; none if it cannot be. ``near`` may change."""

    def hold(self, standing: Standing, chain: Chain) -> None:
        """Fixes what a search for it fixes too."""


@dataclass(frozen=True)
class Absent:
    """The creator has no session in this slot."""

    creator: str
    slot: int

    def is_so(self, sessions: Sequence[Session]) -> bool:
        return not any(map(self._is_it, sessions))

    def starts(self, problem: Problem, sessions: Sequence[Session], near: Near | None = None) -> list[Start]:
        number = next(n for n, one in enumerate(sessions) if self._is_it(one))
        start = kept_out(problem, sessions, number, near)
        return [start] if start else []

    def hold(self, standing: Standing, chain: Chain) -> None:
        """Nothing."""

    def _is_it(self, session: Session) -> bool:
        return (session.creator, session.slot) == (self.creator, self.slot)


@dataclass(frozen=True)
class Shown:
    """The creator shows more than ``units`` of the product, in this slot or in all."""

    creator: str
    product: str
    slot: int | None
    units: int

    @classmethod
    def once_more(cls, sessions: Sequence[Session], creator: str, product: str, slot: int | None) -> Shown:
        return cls(creator, product, slot, cls(creator, product, slot, 0)._count(sessions))

    def is_so(self, sessions: Sequence[Session]) -> bool:
        return self._count(sessions) > self.units

    def starts(self, problem: Problem, sessions: Sequence[Session], near: Near | None = None) -> list[Start]:
        return tried(Standing(problem, sessions), self.creator, self.product, self.slot, near)[:SEARCHED]

    def hold(self, standing: Standing, chain: Chain) -> None:
        """What shows it already."""
        for showing in standing.showings(self.creator, self.product):
            standing.hold(chain, showing)

    def _count(self, sessions: Sequence[Session]) -> int:
        own = [one for one in sessions if one.creator == self.creator and self.slot in (None, one.slot)]
        return sum(one.products.get(self.product, 0) for one in own)
