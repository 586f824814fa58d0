"""A plan is mended after something came between: ways with more or fewer changes, one of which is taken.

Few changes are asked for by their number, more of them by their price.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.engines import planner
from lianxin.engines.planner import Part, Problem, Session
from lianxin.jobs.rules import Control
from lianxin.planning import rules
from lianxin.planning.actions.acting import planning
from lianxin.planning.actions.drafting import held, redraw, write
from lianxin.planning.actions.keeping import new_version
from lianxin.planning.actions.running import conclude, start_run
from lianxin.planning.actions.telling import told_conflict
from lianxin.planning.models import Disruption, Draft, Mark, Run, Season, Version
from lianxin.planning.queries import judging
from lianxin.planning.rules import NotPlanned

#: What a changed session is to cost, in yuan, the dearest first: then the fewest change.
PRICES = tuple(sorted(planner.PRICES, reverse=True))
_SECONDS = 2.0


def mend(run: Run, actor: User, control: Control) -> None:
    """Plans anew from the version that `asked` names, in the season as it is now: for each price of a change,
    and for each number of them.

    A lock on what cannot be any more (the creator is away, the studio is shut) is lifted, and that is told.
    """
    version = Version.objects.select_related("season").get(pk=run.asked["version"])
    control.progress(0, _steps())
    draft = redraw(season=version.season, actor=actor, learn=False)  # with everything that came between
    now = judging.marked(version.season, draft.instance)
    lifted = [lock for lock in now.locked if rules.impossible(now, lock)]
    now = replace(now, locked=tuple(lock for lock in now.locked if lock not in lifted))
    try:
        points = _planned(run, version, now, control)
    except planner.LocksConflict as error:
        conclude(run, answer={"conflict": told_conflict(error.conflict)})
        return
    options = _different(_option(one, version.objective) for one in points)
    conclude(run, answer={"options": options, "lifted": [rules.part_written(one) for one in lifted]})


def _planned(run: Run, version: Version, now: Problem, control: Control) -> list[Any]:
    """A plan for each price of a change, then one for each number of them; what is over stays as it was."""
    rounds, sessions = run.asked.get("iterations"), rules.read(version.sessions)
    points = planner.curve(
        planner.with_past(now, sessions, rules.begun_of(now.slots, timezone.now())),
        sessions,
        [],
        prices=PRICES,
        seconds=float(run.asked.get("seconds", _SECONDS)),
        iterations=rounds,
        on_price=lambda number: control.progress(number, _steps()),
    )
    few = planner.within(
        points,
        iterations=rounds,
        on_count=lambda number: control.progress(len(PRICES) + number, _steps()),
    )
    return [*points, *few]


def _steps() -> int:
    return len(PRICES) + len(planner.COUNTS)


def begin_mending(*, season: Season, actor: User) -> Run:
    """From the plan that was on the board before the last thing that came between.

    Raises PermissionDenied, NotPlanned.
    """
    last = Disruption.objects.filter(season=season).order_by("noted_at").last()
    draft = Draft.objects.select_related("base").filter(season=season).first()
    version = draft.base if draft else None
    while last and version and version.made_at >= last.noted_at:
        version = version.parent
    if not last or not version:
        raise NotPlanned("season_nothing_to_mend")
    return start_run(season=season, kind=Run.Kind.REPLAN, actor=actor, version=version.pk, seconds=2)


def _option(found: Any, before: float) -> dict[str, Any]:
    """`before`: what the plan was worth before anything came between."""
    sessions, mixes = found.changed
    lost = before - found.mended
    return {
        "cost": found.change_cost,
        "most": found.most,
        "worth": found.worth,
        "before": before,
        "mended": found.mended,
        "recovered": 100 * (found.worth - found.mended) / lost if lost > 0 else None,
        "sessions_changed": sessions,
        "mixes_changed": mixes,
        "sessions": rules.written(found.plan.sessions),
        "moves": [told_move(one) for one in found.moves],
    }


def told_move(one: Any) -> dict[str, Any]:
    """One change as the engine tells it, for keeping."""
    old, new = (rules.written([s])[0] if s else None for s in (one.old, one.new))
    return {
        "kind": one.kind,
        "old": old,
        "new": new,
        "reason": one.reason,
        "brings": one.brings,
        "values": one.values,
    }


def _different(options: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that nobody would pass over: no other is worth as much with as few changes."""
    found: list[dict[str, Any]] = []
    for one in sorted(options, key=lambda one: (_changes(one), -one["worth"])):
        if not found or one["worth"] > found[-1]["worth"] + 0.5:
            found.append(one)
    return found


def _changes(one: dict[str, Any]) -> float:
    """A change of products is half a change, as it is priced; a new session is one too."""
    new = sum(move["kind"] == "added" for move in one["moves"])
    return float(one["sessions_changed"] + new + one["mixes_changed"] / 2)


def _lift_impossible(season: Season, draft: Draft) -> None:
    """Locks that no plan can keep as the season stands now."""
    problem = judging.problem_of(draft.instance)
    for one in Mark.objects.filter(season=season, kind=Mark.Kind.LOCK):
        if rules.impossible(problem, Part(one.member_no or None, one.studio_no or None, one.slot)):
            one.delete()


def take_option(*, run: Run, number: int, actor: User) -> Version:
    """One of the ways becomes a version and stands on the board. Raises PermissionDenied, NotPlanned."""
    options = run.answer.get("options", [])
    if not 0 <= number < len(options):
        raise NotPlanned("season_no_option")
    sessions = rules.read(options[number]["sessions"])
    with planning(actor, "add", judging.creators_in(sessions)):
        draft = held(run.season)
        _lift_impossible(run.season, draft)
        problem = judging.marked(run.season, draft.instance)
        made = new_version(
            run.season,
            draft.instance,
            problem,
            sessions,
            kind=Version.Kind.REPLANNED,
            parent=draft.base,
            actor=actor,
        )
        draft.base = made
        was: tuple[Session, ...] = judging.draft_sessions(draft)
        write(draft, sessions, actor, trace=rules.trace(was, sessions))
    return made
