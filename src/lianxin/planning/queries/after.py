"""Afterwards: what released sessions sold, against what their plan and the forecast had expected of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lianxin.engines.forecast import PastLine, Score, compare, score
from lianxin.engines.planner import sales_by_line
from lianxin.lib.dates import BEIJING
from lianxin.planning import access, rules
from lianxin.planning.models import Proposal, Season
from lianxin.planning.queries.forecasting import learnt_of
from lianxin.planning.queries.judging import problem_of
from lianxin.planning.queries.listed import Unlisted, unlisted_of
from lianxin.planning.queries.past import past

#: A session's number and a product's.
Line = tuple[str, str]


@dataclass(frozen=True)
class Sum:
    """Pieces of a session, a product or a creator, over `lines` lines of which `sold_out` sold all there was.

    `expected`: what buyers would want, as the forecast had it. `planned`: what the plan counted on, which no
    stock exceeds. Either is None if it does not know all the lines.
    """

    key: str
    lines: int
    sold_out: int
    expected: float | None
    planned: float | None
    sold: float


@dataclass(frozen=True)
class Afterwards:
    """`lines`: one for each product of each released session whose sales are known, in the order of time.

    `waiting`: released sessions of which nothing is known yet. `known_until`: what the forecast had learnt
    from; it never saw the lines that it is held to. There is none if nothing had been sold by then.
    `unlisted`: what was shown, and is in no line because no order can be told to be of it.
    """

    known_until: datetime | None
    lines: tuple[PastLine, ...]
    score: Score
    waiting: tuple[str, ...]
    expected: Mapping[Line, float]
    planned: Mapping[Line, float]
    unlisted: tuple[Unlisted, ...]

    def by_session(self) -> list[Sum]:
        return self._sums(lambda one: one.session)

    def by_product(self) -> list[Sum]:
        return self._sums(lambda one: one.shown.product)

    def by_creator(self) -> list[Sum]:
        return self._sums(lambda one: one.shown.creator)

    def _sums(self, key: Callable[[PastLine], str]) -> list[Sum]:
        groups: dict[str, list[PastLine]] = defaultdict(list)
        for one in self.lines:
            groups[key(one)].append(one)
        return [
            Sum(
                name,
                len(rows),
                sum(one.sold_out for one in rows),
                _over(rows, self.expected),
                _over(rows, self.planned),
                sum(one.sold for one in rows),
            )
            for name, rows in groups.items()
        ]


def _over(rows: list[PastLine], known: Mapping[Line, float]) -> float | None:
    if any(_line(one) not in known for one in rows):
        return None
    return sum(known[_line(one)] for one in rows)


def _line(one: PastLine) -> Line:
    return one.session, one.shown.product


def afterwards(actor: Any, season: Season) -> Afterwards:
    """Of a season's released sessions, those the actor may see; whose they are is told to the ledger."""
    released = access.proposals_of(actor).filter(season=season, state=Proposal.State.RELEASED)
    rows = list(released.exclude(session_no="").select_related("version__instance"))
    access.tell({row.member_no for row in rows})
    numbers = {row.session_no for row in rows}
    lines = [line for line in past().lines if line.session in numbers]
    known = {line.session for line in lines}
    asked = [row.asked_at.astimezone(BEIJING).replace(tzinfo=None) for row in rows]
    until = min([*asked, *(line.shown.starts_at for line in lines)], default=None)
    learnt = learnt_of([row.member_no for row in rows], before=until) if lines else None
    found = compare(learnt.fit, lines) if learnt else []
    return Afterwards(
        until,
        tuple(lines),
        score(found),
        tuple(sorted(numbers - known)),
        {_line(one.line): one.mean for one in found},
        planned_lines([row for row in rows if row.session_no in known]),
        tuple(unlisted_of({row.session_no: row.products for row in rows})),
    )


def planned_lines(rows: Iterable[Proposal]) -> dict[Line, float]:
    """What the version that each session was released from expected it to sell, beside its other sessions."""
    of_version: dict[Any, list[Proposal]] = defaultdict(list)
    for row in rows:
        of_version[row.version].append(row)
    found: dict[Line, float] = {}
    for version, released in of_version.items():
        sales = sales_by_line(problem_of(version.instance), rules.read(version.sessions))
        for row in released:
            for product in row.products:
                if (units := sales.get((row.member_no, row.slot, product))) is not None:
                    found[row.session_no, product] = units
    return found
