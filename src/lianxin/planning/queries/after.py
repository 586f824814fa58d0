"""Afterwards: what released sessions sold, against what was expected when they were planned."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lianxin.engines.forecast import Compared, Score, compare, score
from lianxin.lib.dates import BEIJING
from lianxin.planning import access
from lianxin.planning.models import Proposal, Season
from lianxin.planning.queries.forecasting import learnt_of
from lianxin.planning.queries.past import past


@dataclass(frozen=True)
class Sum:
    """Expected and sold pieces of a session, a product or a creator, over `lines` lines."""

    key: str
    lines: int
    expected: float
    sold: float


@dataclass(frozen=True)
class Afterwards:
    """`lines`: one for each product of each released session whose sales are known, in the order of time.

    `waiting`: released sessions of which nothing is known yet. `known_until`: what the forecast had learnt
    from; it never saw the lines that it is held to.
    """

    known_until: datetime | None
    lines: tuple[Compared, ...]
    score: Score
    waiting: tuple[str, ...]

    def by_session(self) -> list[Sum]:
        return self._sums(lambda one: one.line.session)

    def by_product(self) -> list[Sum]:
        return self._sums(lambda one: one.line.shown.product)

    def by_creator(self) -> list[Sum]:
        return self._sums(lambda one: one.line.shown.creator)

    def _sums(self, key: Any) -> list[Sum]:
        groups: dict[str, list[Compared]] = defaultdict(list)
        for one in self.lines:
            groups[key(one)].append(one)
        return [
            Sum(name, len(rows), sum(one.mean for one in rows), sum(one.line.sold for one in rows))
            for name, rows in groups.items()
        ]


def afterwards(actor: Any, season: Season) -> Afterwards:
    """Of a season's released sessions, those the actor may see; whose they are is told to the ledger."""
    released = access.proposals_of(actor).filter(season=season, state=Proposal.State.RELEASED)
    rows = list(released.exclude(session_no="").values_list("session_no", "member_no", "asked_at"))
    access.tell({member for _, member, _ in rows})
    numbers = {number for number, _, _ in rows}
    lines = [line for line in past().lines if line.session in numbers]
    known = {line.session for line in lines}
    asked = [at.astimezone(BEIJING).replace(tzinfo=None) for _, _, at in rows]
    until = min([*asked, *(line.shown.starts_at for line in lines)], default=None)
    learnt = learnt_of([member for _, member, _ in rows], before=until) if lines else None
    found = compare(learnt.fit, lines) if learnt else []
    return Afterwards(until, tuple(found), score(found), tuple(sorted(numbers - known)))
