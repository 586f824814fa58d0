"""An import in the background: the same document as in the foreground."""

import threading
from pathlib import Path

import pytest

from lianxin.accounts.models import User
from lianxin.jobs import actions
from lianxin.jobs.actions import enqueue, work_once
from lianxin.jobs.rules import Control, Stopped
from lianxin.people.models import Organisation
from lianxin.records.jobs import run_import
from lianxin.records.models import Batch
from lianxin.records.tests.factories import write_csv

UNITS = ["单位名称", "单位类别"]


@pytest.mark.django_db(transaction=True)
def test_an_import_runs_in_the_background(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "HEARTBEAT_SECONDS", 60)  # threads cannot share the tests' database
    office = User.objects.create(username="office", role=User.Role.OFFICE)
    path = write_csv(folder / "单位.csv", [UNITS, ["甲", "协会"]])
    job = enqueue(kind="import", arguments={"paths": [str(path)], "actor": office.pk, "keep_problems": True})
    assert work_once(threading.Event())
    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    assert job.result["files"][0]["new"] == 1
    assert Batch.objects.get(pk=job.result["batch"]).actor == office
    assert Organisation.unscoped.get().entered_by == office


@pytest.mark.django_db
def test_a_refusal_is_a_result_in_words(folder: Path) -> None:
    result = run_import({"paths": [str(folder / "none.csv")]}, Control())
    assert "none.csv" in result["refused"]


@pytest.mark.django_db(transaction=True)
def test_a_stop_comes_with_what_was_done(folder: Path) -> None:
    path = write_csv(folder / "单位.csv", [UNITS, *([f"甲{n}", "协会"] for n in range(1500))])
    control = Control()
    control.stop()
    with pytest.raises(Stopped) as stopped:
        run_import({"paths": [str(path)], "exported_at": "2021-06-09T21:25:25"}, control)
    assert stopped.value.result["stopped"]
    assert not Organisation.objects.exists()
