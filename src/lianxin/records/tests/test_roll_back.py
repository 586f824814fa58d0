"""Undoing a batch, and what a killed import leaves."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lianxin.core import hooks
from lianxin.council.models import Meeting
from lianxin.people.models import Member, Organisation
from lianxin.records import queries
from lianxin.records.actions import import_paths, roll_back, stop_dead_batches
from lianxin.records.models import Batch, Change, Revision
from lianxin.records.rules import Refused
from lianxin.records.tests.factories import write_csv

UNITS = ["单位名称", "单位类别", "所在乡镇", "联系人"]


def bring(folder: Path, name: str, *rows: list[str], head: list[str] = UNITS) -> str:
    return import_paths(paths=[write_csv(folder / name, [head, *rows])], actor=None)["batch"]


def state() -> list[dict]:
    return list(Organisation.unscoped.order_by("name").values())


@pytest.mark.django_db
def test_new_rows_go_and_changed_rows_return(folder: Path) -> None:
    bring(folder, "一.csv", ["甲", "协会", "青溪镇", "张三"], ["乙", "协会", "", ""])
    before = state()
    second = bring(
        folder, "二.csv", ["甲", "企业", "", "李四"], ["乙", "协会", "", ""], ["丙", "协会", "", ""]
    )
    number = Revision.objects.get().number
    done = roll_back(batch_no=second, actor=None)
    assert (done.removed, done.restored, done.kept) == (1, 1, [])
    assert state() == before
    assert Revision.objects.get().number == number + 1
    batch = Batch.objects.get(pk=second)
    assert batch.state == Batch.State.ROLLED_BACK
    assert batch.rolled_back_at is not None


@pytest.mark.django_db
def test_a_batch_that_changed_one_row_twice(folder: Path) -> None:
    first = bring(folder, "一.csv", ["甲", "协会", "青溪镇", ""])
    before = state()
    inside = folder / "多"
    inside.mkdir()
    write_csv(inside / "a单位.csv", [UNITS, ["甲", "企业", "", ""], ["新", "协会", "", ""]])
    write_csv(inside / "b单位.csv", [UNITS, ["甲", "媒体", "", ""], ["新", "企业", "", ""]])
    batch = import_paths(paths=[inside], actor=None)["batch"]
    roll_back(batch_no=batch, actor=None)
    assert state() == before
    roll_back(batch_no=first, actor=None)
    assert state() == []


@pytest.mark.django_db
def test_a_row_changed_since_stays_and_is_named(folder: Path) -> None:
    first = bring(folder, "一.csv", ["甲", "协会", "", ""], ["乙", "协会", "", ""])
    second = bring(folder, "二.csv", ["甲", "企业", "", ""])
    done = roll_back(batch_no=first, actor=None)
    kept = Organisation.unscoped.get()
    assert (kept.name, kept.kind) == ("甲", "企业")
    assert done.kept == [("organisations", kept.pk)]
    assert (done.removed, second) == (1, kept.batch_id)


@pytest.mark.django_db
def test_a_change_that_was_itself_rolled_back_is_no_hindrance(folder: Path) -> None:
    first = bring(folder, "一.csv", ["甲", "协会", "", ""])
    second = bring(folder, "二.csv", ["甲", "企业", "", ""])
    roll_back(batch_no=second, actor=None)
    assert roll_back(batch_no=first, actor=None).removed == 1


@pytest.mark.django_db
@pytest.mark.parametrize("listed", [False, True])
def test_rows_that_others_refer_to_are_not_removed(folder: Path, listed: bool) -> None:
    first = bring(folder, "一.csv", ["甲", "协会", "", ""], ["乙", "协会", "", ""])
    head = ["会议编号", "会议名称", "会议类型", "召开日期", "参会单位" if listed else "主办单位"]
    second = bring(folder, "会议.csv", ["H1", "会", "调研", "2021-01-01", "甲"], head=head)
    before = state()
    with pytest.raises(Refused) as refused:
        roll_back(batch_no=first, actor=None)
    assert refused.value.code == "still_referred_to"
    assert refused.value.params["records"] == ["会议 H1"]
    assert state() == before
    assert Batch.objects.get(pk=first).state == Batch.State.DONE
    roll_back(batch_no=second, actor=None)
    roll_back(batch_no=first, actor=None)
    assert not Organisation.objects.exists()
    assert not Meeting.objects.exists()


@pytest.mark.django_db
def test_one_batch_of_rows_that_refer_to_each_other(folder: Path) -> None:
    inside = folder / "多"
    inside.mkdir()
    write_csv(inside / "单位.csv", [UNITS, ["甲", "协会", "", ""]])
    head = ["成员编号", "姓名", "成员类别", "加入日期", "重点联系", "所在单位"]
    write_csv(inside / "成员.csv", [head, ["M1", "张三", "主播", "2021-01-01", "是", "甲"]])
    batch = import_paths(paths=[inside], actor=None)["batch"]
    assert roll_back(batch_no=batch, actor=None).removed == 2
    assert not Member.objects.exists()


@pytest.mark.django_db
def test_only_once_and_only_what_there_is(folder: Path) -> None:
    batch = bring(folder, "一.csv", ["甲", "协会", "", ""])
    roll_back(batch_no=batch, actor=None)
    for number, code in [(batch, "batch_rolled_back"), ("19990101-0001", "no_such_batch")]:
        with pytest.raises(Refused) as refused:
            roll_back(batch_no=number, actor=None)
        assert refused.value.code == code


@pytest.mark.django_db
def test_what_lies_outside_the_database_is_undone_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = bring(folder, "一.csv", ["甲", "协会", "", ""])

    def fail(batch_no: str) -> None:
        raise Refused("no_such_batch", batch=batch_no)

    monkeypatch.setattr(hooks, "on_roll_back", [fail])
    with pytest.raises(Refused):
        roll_back(batch_no=batch, actor=None)
    assert len(state()) == 1
    told: list[str] = []
    monkeypatch.setattr(hooks, "on_roll_back", [told.append])
    roll_back(batch_no=batch, actor=None)
    assert (told, state()) == ([batch], [])


@pytest.mark.django_db
def test_batches_are_listed_with_what_they_did(folder: Path) -> None:
    first = bring(folder, "一.csv", ["甲", "协会", "", ""])
    second = bring(folder, "二.csv", ["乙", "协会", "", ""])
    assert [b.batch_no for b in queries.batches()] == [second, first]
    document = queries.batch_json(queries.batches()[0])
    assert (document["state"], document["files"][0]["file"], document["files"][0]["new"]) == (
        "done",
        "二.csv",
        1,
    )
    assert Change.objects.filter(batch=second).count() == 1


IMPORT_SLOWLY = """
import sys, time
import django
django.setup()
from django.core.management import call_command
from pathlib import Path
from lianxin.records.actions import import_paths
call_command("migrate", verbosity=0, skip_checks=True)
def slowly(done, total):
    if done > 1000:
        print("half", flush=True)
        time.sleep(60)
import_paths(paths=[Path(p) for p in sys.argv[1:]], actor=None, progress=slowly)
"""
LOOK = """
import django
django.setup()
from lianxin.people.models import Organisation
from lianxin.records.actions import stop_dead_batches
from lianxin.records.models import Batch
stop_dead_batches()
print(Batch.objects.get().state, Organisation.objects.count(), Batch.objects.get().files.count())
"""


PERSON = "欧阳不许读"


def python(code: str, home: Path, *arguments: str) -> subprocess.Popen:
    environment = os.environ | {
        "LIANXIN_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "lianxin.config.settings",
    }
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def test_a_killed_import_leaves_whole_files_and_says_so(
    folder: Path, migrated_home: Callable[[Path], Path]
) -> None:
    """A batch counts as running for as long as its process lives, and no longer."""
    one = write_csv(folder / "a单位.csv", [UNITS, *([f"甲{n}", "协会", "", PERSON] for n in range(900))])
    two = write_csv(folder / "b单位.csv", [UNITS, *([f"乙{n}", "协会", "", ""] for n in range(3000))])
    home = migrated_home(folder / "home")
    process = python(IMPORT_SLOWLY, home, str(one), str(two))
    assert process.stdout.readline() == "half\n"
    look = python(LOOK, home)
    assert look.communicate()[0].split() == ["running", "900", "1"]
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    look = python(LOOK, home)
    assert look.communicate()[0].split() == ["stopped", "900", "1"]
    kept = [p for p in home.rglob("*") if p.is_file()]
    assert any("甲899".encode() in p.read_bytes() for p in kept)
    assert not [p for p in kept if PERSON.encode() in p.read_bytes()]


@pytest.mark.django_db
def test_a_batch_of_a_dead_process_can_be_rolled_back() -> None:
    Batch.objects.create(batch_no="20210101-0001")
    stop_dead_batches()
    roll_back(batch_no="20210101-0001", actor=None)
    assert Batch.objects.get().state == Batch.State.ROLLED_BACK
