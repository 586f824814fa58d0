"""The board: a draft with its verdict, as the page draws it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lianxin.engines.planner import Problem, Session, Verdict
from lianxin.planning import access, rules
from lianxin.planning.models import Draft, Mark, Run, Season, Version
from lianxin.planning.queries import drawing, judging, names
from lianxin.planning.queries.runs import last_run


@dataclass
class Board:
    """A draft in the actor's name. Whose sessions and terms it shows is told to the ledger."""

    season: Season
    draft: Draft
    problem: Problem
    sessions: tuple[Session, ...]
    verdict: Verdict
    marks: list[Mark]
    creators: dict[str, str]

    @cached_property
    def told(self) -> dict[str, Any]:
        """Broken rules with the sessions that break them."""
        return judging.told(self.problem, self.sessions, self.verdict)

    @cached_property
    def strains(self) -> list[rules.Strain]:
        return rules.strains(self.problem, self.sessions, self.verdict.sold)

    @cached_property
    def shelf(self) -> list[rules.OnShelf]:
        return rules.on_shelf(self.problem, self.sessions, self.verdict.sold)

    @cached_property
    def products(self) -> dict[str, str]:
        found = names.of_products([one.id for one in self.problem.products])
        return {one.id: found.get(one.id) or one.id for one in self.problem.products}

    @cached_property
    def studios(self) -> dict[str, str]:
        """Number → type."""
        return {one.id: one.type for one in self.problem.studios}

    @cached_property
    def is_old(self) -> bool:
        """Whether records have moved on since the draft's instance was drawn."""
        return self.draft.instance.drawn_from != drawing.drawn_from(self.season)

    @cached_property
    def locked(self) -> set[rules.Key]:
        """Sessions that a lock keeps."""
        return {
            rules.key_of(one)
            for one in self.sessions
            if any(lock.is_kept_by(one) for lock in self.problem.locked)
        }

    @cached_property
    def wrong(self) -> set[rules.Key]:
        """Sessions that break a rule."""
        return {(at[0], at[1]) for one in self.told["broken"] for at in one["sessions"]}

    @property
    def gap(self) -> float | None:
        """Percent of the bound that are missing; None where nothing is proved, or the draft breaks a rule."""
        bound = self.bound
        if not bound or self.verdict.broken:
            return None
        return max(100 * (bound - self.verdict.objective) / abs(bound), 0.0)

    @cached_property
    def input_hash(self) -> str:
        return judging.input_hash(self.draft.instance, self.problem)

    @cached_property
    def unmet(self) -> Run | None:
        """The last look at what cannot all be kept, if nothing it rests on has changed since."""
        run = last_run(self.season, Run.Kind.WISHES)
        return run if run and run.answer.get("input") == self.input_hash else None

    @cached_property
    def bound(self) -> float | None:
        """The least proved from these records under no more locks and bans than stand now: it holds still."""
        rows = Version.objects.filter(instance=self.draft.instance, bound__isnull=False)
        found = []
        for one in rows.only("bound", "locked", "forbidden"):
            locked, forbidden = (map(rules.part_read, had) for had in (one.locked, one.forbidden))
            if one.bound is not None and rules.narrows(self.problem, locked, forbidden):
                found.append(one.bound)
        return min(found, default=None)

    @cached_property
    def by_day(self) -> dict[tuple[str, Any], list[Session]]:
        """(creator or studio, day) → sessions in order."""
        found: dict[tuple[str, Any], list[Session]] = defaultdict(list)
        for one in sorted(self.sessions, key=lambda s: (s.slot, s.creator)):
            day = self.problem.slots[one.slot].date
            found[one.creator, day].append(one)
            found[one.studio, day].append(one)
        return found


def board_of(actor: Any, season: Season) -> Board | None:
    """None where the season has no draft yet."""
    draft = Draft.objects.select_related("instance", "base").filter(season=season).first()
    if draft is None:
        return None
    problem = judging.marked(season, draft.instance)
    sessions = judging.draft_sessions(draft)
    known = {one.id for one in problem.creators} | judging.creators_in(sessions)
    access.tell(known)
    return Board(
        season,
        draft,
        problem,
        sessions,
        judging.judged(draft.instance, problem, sessions),
        access.marks_of(actor, season),
        names.of_members(actor, known),
    )
