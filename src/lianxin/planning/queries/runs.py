"""Work in the background on a season."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from lianxin.jobs.models import Job
from lianxin.planning.access import seasons_visible_to
from lianxin.planning.models import Run, Season


def running(season: Season) -> Run | None:
    """What is at work on it, or waits for its turn."""
    open_ = Run.objects.filter(season=season, job__state__in=[Job.State.QUEUED, Job.State.RUNNING])
    return open_.select_related("job").first()


def run_for(actor: Any, pk: int) -> Run:
    """404 to whom it is nothing."""
    found = Run.objects.filter(pk=pk, season__in=seasons_visible_to(actor))
    run = found.select_related("job", "season", "version").first()
    if run is None:
        raise Http404
    return run


def last_run(season: Season, kind: str) -> Run | None:
    return Run.objects.filter(season=season, kind=kind).select_related("job", "version").first()
