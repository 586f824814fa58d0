"""Work in the background on a season: asked for, reported on, stopped."""

from __future__ import annotations

from typing import Any

from lianxin.accounts.models import User
from lianxin.jobs.actions import enqueue, request_stop
from lianxin.planning.actions.acting import planning
from lianxin.planning.models import Run, Season
from lianxin.planning.queries.runs import running
from lianxin.planning.rules import NotPlanned

#: Seconds that the solver may be given.
LEAST, MOST = 1, 600


def start_run(*, season: Season, kind: str, actor: User, **asked: Any) -> Run:
    """One at a time for a season. Raises PermissionDenied, NotPlanned."""
    if not LEAST <= asked.get("seconds", LEAST) <= MOST:
        raise NotPlanned("season_seconds", least=LEAST, most=MOST)
    with planning(actor, "change"):
        if running(season):
            raise NotPlanned("season_runs_already")
        run = Run.objects.create(season=season, kind=kind, asked=asked, made_by=actor)
        run.job = enqueue(kind="planning", arguments={"run": run.pk, "actor": actor.pk})
        run.save(update_fields=["job"])
    return run


def stop_run(*, run: Run, actor: User) -> None:
    """The solver hands over the best it has by then. Raises PermissionDenied."""
    with planning(actor, "change"):
        if run.job and not run.job.is_over:
            request_stop(job=run.job)


def report(run: Run, **news: Any) -> None:
    """What the page shows while it runs."""
    Run.objects.filter(pk=run.pk).update(news=news)


def conclude(run: Run, **done: Any) -> None:
    Run.objects.filter(pk=run.pk).update(**done)
