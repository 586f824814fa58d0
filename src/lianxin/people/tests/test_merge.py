"""Two records of one person made one, and apart again to the letter."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from lianxin.accounts.models import User
from lianxin.core.sheets import sheets
from lianxin.goodworks.models import Campaign, Mentorship, Participation
from lianxin.liaison.models import Assignment
from lianxin.people.actions import keep_apart, merge_members, undo_merge
from lianxin.people.models import Account, Alias, Member
from lianxin.people.queries import subjects_of_member, suggestions
from lianxin.records.actions import save_record
from lianxin.records.models import Change, Revision
from lianxin.records.rules import Refused

DAY = dt.date(2021, 1, 1)


@pytest.fixture
def office(db: None, kept: Any) -> User:
    return User.objects.create_user("office", role="office")


@pytest.fixture
def twice(district: dict[str, Any], office: User) -> None:
    """M001 and M003 are one person: own rows of each, one row that both have, an account to log in with."""
    campaign = Campaign.objects.create(campaign_no="P1", title="助农", kind="助农", starts_on=DAY)
    one, two, three = district["members"]
    for member, hours in ((one, 2), (three, 3)):
        Participation.objects.create(campaign=campaign, member=member, date=DAY, hours=hours)
    Participation.objects.create(campaign=campaign, member=three, date=dt.date(2021, 2, 1), hours=1)
    Mentorship.objects.create(mentor=three, mentee=two, starts_on=DAY)
    Assignment.objects.create(officer=district["officer"], member=three, starts_on=dt.date(2022, 1, 1))
    Account.objects.create(
        member=three, platform="快手", account_id="k1", nickname="单", followers=5, as_of=DAY
    )
    Alias.objects.create(old_no="M0", member_no="M003")
    User.objects.create_user("shan", role="member", member_no="M003")


def everything() -> dict[str, Any]:
    """Every row of every sheet as stored, and what stands beside them."""
    found: dict[str, Any] = {
        s.name: list(s.model.unscoped.order_by("pk").values_list(*_stored(s.model))) for s in sheets()
    }
    found["users"] = list(User.objects.order_by("pk").values_list("username", "member_no"))
    found["aliases"] = list(Alias.objects.order_by("pk").values_list("old_no", "member_no"))
    return found


def _stored(model: Any) -> list[str]:
    return [f.attname for f in model._meta.concrete_fields]


def test_a_merge_and_back(twice: None, office: User, kept: Any) -> None:
    before = everything()
    revision = Revision.objects.filter(sheet="members").values_list("number", flat=True).first() or 0
    done = merge_members(kept="M001", gone="M003", taken=["name", "left_on"], actor=office)

    assert not Member.unscoped.filter(member_no="M003").exists()
    one = Member.unscoped.get(member_no="M001")
    assert (one.name, one.stage_name, one.left_on) == ("单雄信", "山里红", dt.date(2022, 1, 1))
    hours = Participation.unscoped.order_by("date").values_list("member", "hours")
    assert [(no, int(h)) for no, h in hours] == [("M001", 2), ("M001", 1)]
    assert set(Mentorship.unscoped.values_list("mentor", flat=True)) == {"M001"}
    assert set(Account.unscoped.values_list("member", flat=True)) == {"M001"}
    assert User.objects.get(username="shan").member_no == "M001"
    assert subjects_of_member("M001") == ["member:M001", "member:M0", "member:M003"]
    assert Revision.objects.get(sheet="members").number > revision
    assert kept.last["verb"] == "merge"
    assert set(kept.last["subjects"]) == {"member:M001", "member:M003"}

    undo_merge(merge=done.pk, actor=office)
    assert everything() == before
    assert kept.last["verb"] == "undo"
    assert set(kept.last["subjects"]) == {"member:M001", "member:M003"}
    with pytest.raises(Refused, match="merge_undone"):
        undo_merge(merge=done.pk, actor=office)
    connection.check_constraints()


def test_what_nobody_else_moved_is_still_there_after_both(twice: None, office: User) -> None:
    """A later change of another column stays when the merge is undone."""
    done = merge_members(kept="M001", gone="M003", taken=["name"], actor=office)
    pk = Member.unscoped.get(member_no="M001").pk
    with _event(office):
        save_record(sheet="members", pk=pk, values={"industry": "竹编"}, actor=office)
    undo_merge(merge=done.pk, actor=office)
    one = Member.unscoped.get(pk=pk)
    assert (one.name, one.industry) == ("张三丰", "竹编")


@pytest.mark.parametrize("built", ["number", "column", "row", "merged"])
def test_an_undo_is_refused_when_something_is_built_on_it(twice: None, office: User, built: str) -> None:
    done = merge_members(kept="M001", gone="M003", taken=["name"], actor=office)
    if built == "number":
        Member.objects.create(member_no="M003", name="新人", kind="主播", joined_on=DAY, focus=False)
    if built == "column":
        Member.unscoped.filter(member_no="M001").update(name="张三疯")
    if built == "row":
        Mentorship.unscoped.update(mentor="M002", mentee="M001")
    if built == "merged":
        Mentorship.unscoped.all().delete()
        merge_members(kept="M002", gone="M001", taken=[], actor=office)
    before = everything()
    with pytest.raises(Refused, match="merge_built_on"):
        undo_merge(merge=done.pk, actor=office)
    assert everything() == before


def test_merges_are_taken_back_one_after_another(twice: None, office: User) -> None:
    before = everything()
    Mentorship.unscoped.all().delete()
    bare = everything()
    first = merge_members(kept="M001", gone="M003", taken=[], actor=office)
    second = merge_members(kept="M002", gone="M001", taken=["phone", "organisation"], actor=office)
    assert subjects_of_member("M002") == ["member:M002", "member:M0", "member:M001", "member:M003"]
    undo_merge(merge=second.pk, actor=office)
    undo_merge(merge=first.pk, actor=office)
    assert everything() == bare != before


def test_a_number_given_to_somebody_else_is_no_longer_the_old_ones(twice: None, office: User) -> None:
    merge_members(kept="M001", gone="M003", taken=[], actor=office)
    Member.objects.create(member_no="M003", name="新人", kind="主播", joined_on=DAY, focus=False)
    assert subjects_of_member("M001") == ["member:M001", "member:M0"]
    assert subjects_of_member("M003") == ["member:M003"]


def test_refusals(twice: None, office: User) -> None:
    before = everything()
    Change.objects.all().delete()
    for kept, gone, code in (("M001", "M001", "merge_same"), ("M001", "M999", "merge_gone")):
        with pytest.raises(Refused, match=code):
            merge_members(kept=kept, gone=gone, taken=[], actor=office)
    with pytest.raises(Refused, match="merge_of_pair"):  # M003 is the mentor of M002
        merge_members(kept="M002", gone="M003", taken=[], actor=office)
    for role in ("auditor", "liaison_officer", "unit_contact", "trainer", "member"):
        somebody = User.objects.create_user(role, role=role)
        with pytest.raises(PermissionDenied):
            merge_members(kept="M001", gone="M003", taken=[], actor=somebody)
        with pytest.raises(PermissionDenied):
            undo_merge(merge=1, actor=somebody)
    assert {k: v for k, v in everything().items() if k != "users"} == {
        k: v for k, v in before.items() if k != "users"
    }
    assert not Change.objects.exists()


def test_suggestions(twice: None, office: User, kept: Any) -> None:
    Member.objects.create(
        member_no="M009",
        name="张三峰",
        kind="主播",
        joined_on=DAY,
        focus=False,
        phone="13800000001",
        town="城关镇",
    )
    with _event(office):
        (found,), total = suggestions(office)
    assert total == 1
    assert (found.pair.first, found.pair.second) == ("M001", "M009")
    assert found.pair.reasons == ("phone", "sound", "town")
    assert set(kept.last["subjects"]) == {"member:M001", "member:M009"}
    keep_apart(first="M009", second="M001", actor=office)
    with _event(office):
        assert suggestions(office) == ([], 0)


def _event(user: User) -> Any:
    from lianxin.core import ledger

    return ledger.event(user.who, "test")


def test_two_merges_at_once(tmp_path: Path) -> None:
    """In a process and a home of their own: the tests' database in memory does not let threads wait.

    The second half is the control: without looking under the lock, both happen and nobody is left.
    """
    (tmp_path / "home").mkdir()
    command = [sys.executable, str(Path(__file__).with_name("at_once.py"))]
    environment = os.environ | {"LIANXIN_HOME": str(tmp_path / "home")}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert run.stdout.splitlines() == [
        "['done', 'merge_gone'] left: 1",
        "['done', 'done'] left: 0",
    ], run.stderr
