"""Jobs are done once, taken over from the dead, stopped when asked, and never lost."""

import threading
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from lianxin.core import hooks
from lianxin.jobs import actions, queries
from lianxin.jobs.models import Job
from lianxin.jobs.rules import MAX_ATTEMPTS, Control, Stopped

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
    monkeypatch.setattr(actions, "HEARTBEAT_SECONDS", 0.01)
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


def running(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """The kind "long" works until it is told to stop."""
    started = threading.Event()

    def long(arguments: dict, control: Control) -> None:
        started.set()
        done = 0
        while True:
            done += 1
            control.progress(done)
            threading.Event().wait(0.005)

    monkeypatch.setitem(hooks.job_kinds, "long", long)
    return started


def test_a_running_job_stops_when_asked(seen: list[dict], monkeypatch: pytest.MonkeyPatch) -> None:
    started, stop = running(monkeypatch), threading.Event()
    job = actions.enqueue(kind="long", arguments={})
    worker = threading.Thread(target=actions.work, args=(stop,), kwargs={"idle_seconds": 0.01})
    worker.start()
    assert started.wait(10)
    actions.request_stop(job=job)
    after = actions.enqueue(kind="note", arguments={"n": 1})
    for _ in range(1000):
        after.refresh_from_db()
        if after.is_over:
            break
        threading.Event().wait(0.01)
    stop.set()
    worker.join(10)
    job.refresh_from_db()
    assert (job.state, after.state) == ("stopped", "done")
    assert job.progress_done > 0


def test_a_waiting_job_stops_at_once(seen: list[dict]) -> None:
    job = actions.request_stop(job=actions.enqueue(kind="note", arguments={"n": 1}))
    drain()
    assert (job.state, seen) == ("stopped", [])


def test_a_worker_that_goes_puts_its_job_back(seen: list[dict], monkeypatch: pytest.MonkeyPatch) -> None:
    started, stop = running(monkeypatch), threading.Event()
    job = actions.enqueue(kind="long", arguments={})
    worker = threading.Thread(target=actions.work, args=(stop,))
    worker.start()
    assert started.wait(10)
    stop.set()
    worker.join(10)
    assert not worker.is_alive()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease_until) == ("queued", 0, None)


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


def test_a_worker_that_lost_its_lease_writes_nothing_more(
    seen: list[dict], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(arguments: dict, control: Control) -> str:
        Job.objects.update(worker="another")
        try:
            while True:
                control.progress(1)
                threading.Event().wait(0.005)
        except Stopped:
            return "mine"

    monkeypatch.setitem(hooks.job_kinds, "lose", lose)
    job = actions.enqueue(kind="lose", arguments={})
    assert actions.work_once(threading.Event())
    job.refresh_from_db()
    assert (job.state, job.worker, job.result) == ("running", "another", None)
