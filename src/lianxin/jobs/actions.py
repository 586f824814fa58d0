"""Handing work to the background, and the worker that does it.

A worker holds a lease on its job and renews it. When the worker is killed the lease runs out and another one
starts the job again, so what a job does must be harmless when done twice.
"""

from __future__ import annotations

import logging
import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth import get_user_model
from django.db import OperationalError, close_old_connections, connection, models
from django.utils import timezone

from lianxin.core import hooks, ledger
from lianxin.core.ledger import Who
from lianxin.core.writing import in_turn
from lianxin.jobs.models import Job
from lianxin.jobs.queries import stale
from lianxin.jobs.rules import HEARTBEAT_SECONDS, LEASE, MAX_ATTEMPTS, Control, Stopped

log = logging.getLogger(__name__)
_OVER = (Job.State.DONE, Job.State.FAILED, Job.State.STOPPED)


def enqueue(*, kind: str, arguments: dict[str, Any], idempotency_key: str | None = None) -> Job:
    """Call in the transaction of what the job is about: both stand or neither.

    The same key gives the same job. Raises KeyError for a kind that nobody registered in `hooks.job_kinds`.
    """
    hooks.job_kinds[kind]
    if idempotency_key is None:
        return Job.objects.create(kind=kind, arguments=arguments)
    job, _ = Job.objects.get_or_create(
        idempotency_key=idempotency_key, defaults={"kind": kind, "arguments": arguments}
    )
    return job


@in_turn()
def request_stop(*, job: Job) -> Job:
    """A queued job stops at once, a running one when it next reports progress."""
    current = Job.objects.select_for_update().get(pk=job.pk)
    current.stop_requested = True
    if current.state == Job.State.QUEUED:
        current.state = Job.State.STOPPED
        current.ended_at = timezone.now()
    current.save()
    return current


def enqueue_daily() -> None:
    """What is to be done once a day, however often the worker is started."""
    for kind in hooks.daily_jobs:
        enqueue(kind=kind, arguments={}, idempotency_key=f"{kind} {timezone.localdate()}")


def enqueue_minutely() -> None:
    """What is to be done every minute: one job of a kind at a time, and no row of those that are over."""
    for kind in hooks.minute_jobs:
        key = f"{kind} minutely"
        Job.objects.filter(idempotency_key=key, state__in=_OVER).delete()
        enqueue(kind=kind, arguments={}, idempotency_key=key)


def work(stop: threading.Event, *, idle_seconds: float = 1.0) -> None:
    """The worker's loop, until `stop` is set; the job at hand is then put back into the queue."""
    today = minute = None
    while not stop.is_set():
        close_old_connections()
        if today != timezone.localdate():
            today = timezone.localdate()
            enqueue_daily()
        if minute != (now := timezone.now().replace(second=0, microsecond=0)):
            minute = now
            enqueue_minutely()
        if not work_once(stop):
            stop.wait(idle_seconds)
    connection.close()


def work_once(stop: threading.Event) -> bool:
    """Does one job, if there is one."""
    job = _lease()
    if job is None:
        return False
    control = Control()
    with _kept_alive(job, control, stop):
        outcome = _run(job, control)
    if outcome["state"] == Job.State.STOPPED and stop.is_set():
        current = Job.objects.get(pk=job.pk)
        if not current.stop_requested:  # it was the worker that was told to stop, not the job
            outcome = {"state": Job.State.QUEUED, "attempts": models.F("attempts") - 1}
    ended = {} if outcome["state"] == Job.State.QUEUED else {"ended_at": timezone.now()}
    done = {"progress_done": control.done, "progress_total": control.total}
    _own(job).update(worker="", lease_until=None, **done, **ended, **outcome)
    return True


def _lease() -> Job | None:
    """The oldest job that waits or whose worker has gone silent; now ours."""
    with in_turn():
        stale().filter(attempts__gte=MAX_ATTEMPTS).update(
            state=Job.State.FAILED, error="the worker was killed each time", ended_at=timezone.now()
        )
        waiting = Job.objects.filter(state=Job.State.QUEUED) | stale()
        job = waiting.select_for_update().order_by("pk").first()
        if job is None:
            return None
        job.state = Job.State.RUNNING
        job.worker = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        job.attempts += 1
        job.heartbeat_at = timezone.now()
        job.lease_until = job.heartbeat_at + LEASE
        job.save()
        return job


def _run(job: Job, control: Control) -> dict[str, Any]:
    """What is to be written down about the job."""
    try:
        with ledger.event(_who(job), f"job:{job.kind}"):
            result = hooks.job_kinds[job.kind](job.arguments, control)
        return {"state": Job.State.DONE, "result": result}
    except Stopped as stopped:
        return {"state": Job.State.STOPPED, "result": stopped.result}
    except Exception as error:
        log.exception("job %s failed", job)
        # The message may quote data; the log of the process has it, the database does not.
        return {"state": Job.State.FAILED, "error": type(error).__name__}


def _who(job: Job) -> Who:
    """The user whose id the arguments name as `actor`; the job itself if they name nobody."""
    number = job.arguments.get("actor")
    user: Any = get_user_model().objects.filter(pk=number).first() if number else None
    return user.who if user else Who(f"job:{job.kind}", "system")


@contextmanager
def _kept_alive(job: Job, control: Control, stop: threading.Event) -> Iterator[None]:
    over = threading.Event()
    thread = threading.Thread(target=_beat, args=(job, control, over, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(job: Job, control: Control, over: threading.Event, stop: threading.Event) -> None:
    """Renews the lease, carries the progress, and passes on that the job is to stop."""
    try:
        while not over.wait(HEARTBEAT_SECONDS):
            try:
                wanted = _renew(job, control)
            except OperationalError:  # busy for longer than we wait; the lease lasts until the next beat
                log.warning("no heartbeat for job %s this time", job)
                continue
            if stop.is_set() or not wanted:
                control.stop()
    finally:
        connection.close()


def _renew(job: Job, control: Control) -> bool:
    """Whether the job is still ours and still wanted."""
    now = timezone.now()
    renewed = _own(job).update(
        heartbeat_at=now,
        lease_until=now + LEASE,
        progress_done=control.done,
        progress_total=control.total,
    )
    return bool(renewed) and not _own(job).filter(stop_requested=True).exists()


def _own(job: Job) -> models.QuerySet[Job]:
    """The job as long as we hold its lease."""
    return Job.objects.filter(pk=job.pk, worker=job.worker, state=Job.State.RUNNING)
