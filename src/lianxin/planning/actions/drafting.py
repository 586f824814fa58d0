"""The draft: drawn from the records and moved about by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.engines.planner import Demand, Problem, Session, Verdict, write_problem
from lianxin.planning import rules
from lianxin.planning.actions.acting import planning, require_planner
from lianxin.planning.models import Draft, Instance, Season
from lianxin.planning.queries import drawing, judging
from lianxin.planning.rules import Move, NotPlanned


@dataclass(frozen=True)
class Moved:
    """A move that was made. `before` and `after` are the checker's; the difference is in yuan."""

    revision: int
    before: Verdict
    after: Verdict
    changes: list[rules.Change]

    @property
    def difference(self) -> float:
        return self.after.objective - self.before.objective


def redraw(*, season: Season, actor: User, learn: bool = True) -> Draft:
    """Reads the records anew; sessions stay where they are, and the checker says what no longer holds.

    Without `learn` what creators are expected to sell stays as it was drawn last. Raises PermissionDenied,
    NotPlanned.
    """
    require_planner(actor)
    state = drawing.drawn_from(season)  # first: what changes while it is drawn is to be read again
    drawn = drawing.draw(season, None if learn else _drawn_last(season))  # outside: nobody waits for it
    with planning(actor, "change"):
        return _kept(season, drawn, state)


def _drawn_last(season: Season) -> Demand | None:
    draft = Draft.objects.select_related("instance").filter(season=season).first()
    return judging.problem_of(draft.instance).demand if draft else None


def _kept(season: Season, drawn: Problem, state: str) -> Draft:
    document = write_problem(drawn)
    made, fresh = Instance.objects.get_or_create(
        season=season,
        digest=judging.digest_of(document),
        defaults={"content": document, "drawn_from": state},
    )
    if not fresh and made.drawn_from != state:
        made.drawn_from = state
        made.save(update_fields=["drawn_from"])
    draft, new = Draft.objects.get_or_create(season=season, defaults={"instance": made})
    if not new and draft.instance_id != made.pk:
        draft.instance = made
        draft.save(update_fields=["instance"])
    return draft


def make_move(*, season: Season, move: Move, revision: int, actor: User) -> Moved:
    """`revision`: of the draft that the actor looked at. Raises PermissionDenied; NotPlanned."""
    members = {key[0] for key in (move.at, move.to) if key}
    with planning(actor, "change", members):
        draft = held(season, revision)
        problem = judging.marked(season, draft.instance)
        before = judging.draft_sessions(draft)
        rules.require_ahead(problem.slots, (key[1] for key in (move.at, move.to) if key), timezone.now())
        after = rules.moved(problem, before, move)
        write(draft, after, actor, trace=rules.trace(before, after))
    return Moved(
        draft.revision,
        judging.judged(draft.instance, problem, before),
        judging.judged(draft.instance, problem, after),
        rules.changes(before, after),
    )


def undo_move(*, season: Season, revision: int, actor: User) -> None:
    """The last move. Raises PermissionDenied, NotPlanned."""
    with planning(actor, "undo"):
        draft = held(season, revision)
        if not draft.undo:
            raise NotPlanned("season_nothing_to_undo")
        step = draft.undo[-1]
        slots = judging.problem_of(draft.instance).slots
        rules.require_ahead(slots, (one["slot"] for one in (*step["off"], *step["on"])), timezone.now())
        sessions = rules.taken_back(judging.draft_sessions(draft), step)
        draft.undo = draft.undo[:-1]
        write(draft, sessions, actor)


def held(season: Season, revision: int | None = None) -> Draft:
    """The draft, for writing. Raises NotPlanned when somebody has moved something since `revision`."""
    draft = (
        Draft.objects.select_for_update(of=("self",)).select_related("instance").filter(season=season).first()
    )
    if draft is None:
        raise NotPlanned("season_no_draft")
    if revision is not None and draft.revision != revision:
        raise NotPlanned("season_moved_meanwhile")
    return draft


def write(
    draft: Draft, sessions: Sequence[Session], actor: User, trace: Mapping[str, Any] | None = None
) -> None:
    draft.sessions = rules.written(sessions)
    if trace:
        draft.undo = [*draft.undo, trace][-rules.UNDONE :]
    draft.revision += 1
    draft.moved_by = actor
    draft.save()
