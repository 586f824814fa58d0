"""An exact answer to "why": the plan that stands is searched again with the thing as it was asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lianxin.accounts.models import User
from lianxin.engines import planner
from lianxin.engines.planner import Problem, Session
from lianxin.jobs.rules import Control
from lianxin.planning import rules
from lianxin.planning.actions.mending import told_move
from lianxin.planning.actions.running import conclude
from lianxin.planning.models import Draft, Run
from lianxin.planning.queries import judging

#: An answer ends by counted rounds, mostly within a second; this is the most that it may take.
_SECONDS = 3.0


def explain(run: Run, actor: User, control: Control) -> None:
    """`asked`: creator and slot of a session that may not be, or creator and product that must be shown.

    A lock on the session counts as opened: what else there could be is what is asked about it.
    """
    control.progress(0, 1)
    draft = Draft.objects.select_related("instance").get(season=run.season)
    problem = judging.marked(run.season, draft.instance)
    sessions = judging.draft_sessions(draft)
    asked = run.asked
    more = {"seconds": asked.get("seconds", _SECONDS), "iterations": asked.get("iterations")}
    if "slot" in asked:
        one = rules.find(sessions, (asked["creator"], asked["slot"]))
        opened = _opened(problem, one)
        found = planner.without(opened, sessions, sessions.index(one), **more)
        conclude(run, answer={"forced": _forced(found), "opened": opened != problem})
    else:
        found = planner.with_product(problem, sessions, asked["creator"], asked["product"], **more)
        conclude(run, answer={"forced": _forced(found)})


def _opened(problem: Problem, one: Session) -> Problem:
    """Without the locks on the session."""
    return replace(problem, locked=tuple(lock for lock in problem.locked if not lock.stands_at(one)))


def _forced(found: Any) -> dict[str, Any] | None:
    """None: locks or rules forbid it."""
    if found is None:
        return None
    return {
        "cost": found.cost,
        "found": found.found,
        "gain": found.gain,
        "moves": [told_move(one) for one in found.moves],
        "anyway": [told_move(one) for one in found.anyway],
    }
