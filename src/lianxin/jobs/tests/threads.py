"""Run by test_work.py: what a worker in a thread does when it, its job or its lease is taken away."""

import threading
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from lianxin.core import hooks  # noqa: E402
from lianxin.jobs import actions  # noqa: E402
from lianxin.jobs.models import Job  # noqa: E402
from lianxin.jobs.rules import Control, Stopped  # noqa: E402

started = threading.Event()


def long(arguments: dict, control: Control) -> None:
    """Works until it is told to stop."""
    started.set()
    while True:
        control.progress(control.done + 1)
        time.sleep(0.005)


def lose(arguments: dict, control: Control) -> str:
    Job.objects.filter(kind="lose").update(worker="another")
    try:
        long(arguments, control)
    except Stopped:
        return "mine"


def worker() -> tuple[threading.Thread, threading.Event]:
    stop = threading.Event()
    thread = threading.Thread(target=actions.work, args=(stop,), kwargs={"idle_seconds": 0.01})
    thread.start()
    return thread, stop


def until(job: Job, states: set[str]) -> Job:
    while job.state not in states:
        time.sleep(0.01)
        job.refresh_from_db()
    return job


call_command("migrate", "jobs", verbosity=0, skip_checks=True)
actions.HEARTBEAT_SECONDS = 0.05
hooks.job_kinds |= {"long": long, "lose": lose, "short": lambda arguments, control: None}

thread, stop = worker()
job = actions.enqueue(kind="long", arguments={})
started.wait()
actions.request_stop(job=job)
after = until(actions.enqueue(kind="short", arguments={}), {"done"})
job.refresh_from_db()
print(f"asked to stop: {job.state}, the next one: {after.state}")

started.clear()
job = actions.enqueue(kind="long", arguments={})
started.wait()
stop.set()
thread.join()
job.refresh_from_db()
print(f"worker goes: {job.state} after {job.attempts} attempts")
Job.objects.filter(pk=job.pk).update(state="stopped")  # deleting asks tables that are not made here

job = actions.enqueue(kind="lose", arguments={})
actions.work_once(threading.Event())
job.refresh_from_db()
print(f"lost lease: {job.state} by {job.worker}, result {job.result}")
