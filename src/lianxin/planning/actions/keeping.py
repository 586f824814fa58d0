"""Versions: a plan that is kept as it is, and one that is taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.engines.planner import Problem, Session
from lianxin.planning import rules
from lianxin.planning.actions.acting import planning
from lianxin.planning.actions.drafting import held, write
from lianxin.planning.models import Instance, Season, Version
from lianxin.planning.queries import judging
from lianxin.planning.rules import NotPlanned


@dataclass(frozen=True)
class Proof:
    """What a solver knew about the plan; nothing of one that was made by hand."""

    bound: float | None = None
    seed: int | None = None
    seconds: float | None = None


def keep_draft(*, season: Season, actor: User, label: str = "") -> Version:
    """The draft as a version made by hand. Raises PermissionDenied; NotPlanned if nothing has changed."""
    with planning(actor, "add"):
        draft = held(season)
        sessions = judging.draft_sessions(draft)
        problem = judging.marked(season, draft.instance)
        kind = Version.Kind.HAND if draft.base_id else Version.Kind.START
        if (
            draft.base
            and draft.base.sessions == rules.written(sessions)
            and draft.base.instance == draft.instance
        ):
            raise NotPlanned("season_nothing_new")
        made = new_version(
            season, draft.instance, problem, sessions, kind=kind, parent=draft.base, label=label, actor=actor
        )
        draft.base = made
        draft.undo = []
        draft.save(update_fields=["base", "undo"])
    return made


def new_version(
    season: Season,
    instance: Instance,
    problem: Problem,
    sessions: Sequence[Session],
    *,
    kind: str,
    parent: Version | None,
    actor: User,
    label: str = "",
    proof: Proof | None = None,
) -> Version:
    """Written within the caller's transaction, with the checker's verdict. `problem` has locks and bans."""
    proof = proof or Proof()
    verdict = judging.judged(instance, problem, sessions)
    locked, forbidden = (
        [rules.part_written(one) for one in found] for found in (problem.locked, problem.forbidden)
    )
    last = Version.objects.filter(season=season).aggregate(last=Max("number"))["last"] or 0
    return Version.objects.create(
        season=season,
        number=last + 1,
        parent=parent,
        kind=kind,
        label=label,
        made_by=actor,
        instance=instance,
        input_hash=judging.input_hash(instance, problem),
        sessions=rules.written(sessions),
        locked=locked,
        forbidden=forbidden,
        objective=verdict.objective,
        bound=proof.bound,
        seed=proof.seed,
        seconds=proof.seconds,
        verdict=judging.told(problem, sessions, verdict),
        sold=dict(verdict.sold),
    )


def take_up(*, version: Version, actor: User) -> None:
    """The draft becomes what the version holds, apart from what has begun. What was moved since the last
    version is in no version then.

    Raises PermissionDenied, NotPlanned.
    """
    sessions = rules.read(version.sessions)
    with planning(actor, "change", judging.creators_in(sessions)):
        draft = held(version.season)
        draft.base = version
        draft.undo = []
        slots = judging.problem_of(draft.instance).slots
        now = judging.draft_sessions(draft)
        write(draft, rules.with_history(slots, now, sessions, timezone.now()), actor)
