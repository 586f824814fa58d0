"""Jobs are done once, taken over from the dead, stopped when asked, and never lost."""

import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from lianxin.core import hooks
from lianxin.jobs import actions, queries
from lianxin.jobs.models import Job
from lianxin.jobs.rules import MAX_ATTEMPTS, Control

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """The arguments of jobs of the kind "note", in the order they were done."""
    found: list[dict] = []

    def note(arguments: dict, control: Control) -> dict:
        found.append(arguments)
        control.progress(3, 3)
        return {"noted": arguments["n"]}

    monkeypatch.setitem(hooks.job_kinds, "note", note)
    return found


def drain() -> None:
    while actions.work_once(threading.Event()):
        pass


def test_jobs_are_done_in_order_and_say_how_it_went(seen: list[dict]) -> None:
    jobs = [actions.enqueue(kind="note", arguments={"n": n}) for n in range(3)]
    drain()
    assert [arguments["n"] for arguments in seen] == [0, 1, 2]
    job = Job.objects.get(pk=jobs[2].pk)
    assert queries.job_json(job) == {
        "job": job.pk,
        "kind": "note",
        "state": "done",
        "done": 3,
        "total": 3,
        "result": {"noted": 2},
        "error": "",
    }
    assert job.is_over
    assert not actions.work_once(threading.Event())


def test_the_same_key_is_one_job(seen: list[dict]) -> None:
    first = actions.enqueue(kind="note", arguments={"n": 1}, idempotency_key="upload-7")
    assert actions.enqueue(kind="note", arguments={"n": 2}, idempotency_key="upload-7") == first
    drain()
    assert actions.enqueue(kind="note", arguments={"n": 3}, idempotency_key="upload-7") == first
    drain()
    assert seen == [{"n": 1}]


def test_a_job_stands_and_falls_with_its_transaction(seen: list[dict]) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.enqueue(kind="note", arguments={"n": 1})
        raise RuntimeError
    drain()
    assert seen == []


def test_an_unknown_kind_is_refused_at_once() -> None:
    with pytest.raises(KeyError):
        actions.enqueue(kind="nobody knows", arguments={})


@pytest.mark.filterwarnings("ignore")
def test_a_failure_is_kept_without_what_it_quotes(seen: list[dict], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(arguments: dict, control: Control) -> None:
        raise ValueError("13812345678")

    monkeypatch.setitem(hooks.job_kinds, "fail", fail)
    job = actions.enqueue(kind="fail", arguments={})
    drain()
    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == ("failed", "ValueError", 1)


def test_a_waiting_job_stops_at_once(seen: list[dict]) -> None:
    job = actions.request_stop(job=actions.enqueue(kind="note", arguments={"n": 1}))
    drain()
    assert (job.state, seen) == ("stopped", [])


def silent(attempts: int) -> Job:
    """A job whose worker died."""
    return Job.objects.create(
        kind="note",
        arguments={"n": 9},
        state=Job.State.RUNNING,
        worker="gone",
        attempts=attempts,
        lease_until=timezone.now() - timedelta(seconds=1),
    )


def test_the_job_of_a_dead_worker_is_taken_over(seen: list[dict]) -> None:
    job = silent(attempts=1)
    assert list(queries.stale()) == [job]
    drain()
    job.refresh_from_db()
    assert (job.state, job.attempts, seen) == ("done", 2, [{"n": 9}])


def test_a_job_that_kills_its_workers_is_given_up(seen: list[dict]) -> None:
    job = silent(attempts=MAX_ATTEMPTS)
    drain()
    job.refresh_from_db()
    assert (job.state, seen) == ("failed", [])


def test_workers_in_threads(folder: Path) -> None:
    """In a process and a home of their own: the tests' database in memory does not let threads wait."""
    environment = os.environ | {
        "LIANXIN_HOME": str(folder),
        "DJANGO_SETTINGS_MODULE": "lianxin.config.settings",
    }
    command = [sys.executable, str(Path(__file__).with_name("threads.py"))]
    done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines() == [
        "asked to stop: stopped, the next one: done",
        "worker goes: queued after 0 attempts",
        "lost lease: running by another, result None",
    ], done.stderr
