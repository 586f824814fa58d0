"""Reading jobs."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lianxin.jobs.models import Job


def stale() -> QuerySet[Job]:
    """Jobs whose worker has gone silent; the next worker takes them over."""
    return Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=timezone.now())


def job_json(job: Job) -> dict[str, Any]:
    """How far a job is: "job", "kind", "state", "done", "total" (null if unknown), "result", "error"."""
    return {
        "job": job.pk,
        "kind": job.kind,
        "state": job.state,
        "done": job.progress_done,
        "total": job.progress_total,
        "result": job.result,
        "error": job.error,
    }
