"""Records as they are typed: judged as by an import, told to the ledger, undone."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.ledger import Who
from lianxin.liaison.models import Assignment, Case, Contact, Officer
from lianxin.people.models import Member, Organisation
from lianxin.records.actions import change_many, remove_record, roll_back, save_record, undo
from lianxin.records.actions.writing import bump
from lianxin.records.models import Change, Revision
from lianxin.records.queries.history import history, removed
from lianxin.records.rules import NotSaved, Refused

MEMBER = {"member_no": "M9", "name": "李四", "kind": "主播", "joined_on": "2021/3/1", "focus": "是"}


class Kept:
    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def append(self, payload: dict[str, Any], subjects: object) -> None:
        self.events.append(payload)

    def written(self) -> list[tuple[str, list[str]]]:
        return [(e["verb"], sorted(e["subjects"])) for e in self.events if e["verb"] != "read"]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    store = Kept()
    monkeypatch.setattr(ledger, "_openers", [lambda: store])
    with ledger.event(Who("test", "office"), "test"):
        yield store


@pytest.fixture
def office(db: None) -> User:
    return User.objects.create_user("office", role="office")


@pytest.fixture
def officer(db: None) -> User:
    return User.objects.create_user("officer", role="liaison_officer", officer_no="G1")


@pytest.fixture
def members(db: None) -> list[Member]:
    day = dt.date(2021, 1, 1)
    unit = Organisation.objects.create(name="城关镇", kind="成员单位", phone="13811112222")
    found = [
        Member.objects.create(
            member_no=f"M{n}", name=f"张{n}", kind="主播", joined_on=day, focus=True, organisation=unit
        )
        for n in (1, 2)
    ]
    held = Officer.objects.create(officer_no="G1", name="王干部", role="干部")
    Assignment.objects.create(officer=held, member=found[0], starts_on=day)
    return found


def codes(error: pytest.ExceptionInfo[NotSaved]) -> set[tuple[str, str]]:
    return {(problem.column, problem.code) for problem in error.value.problems}


def test_adding(office: User, members: list[Member], kept: Kept) -> None:
    made: Any = save_record(
        sheet="members", pk=None, values=MEMBER | {"organisation": "城关镇"}, actor=office
    )
    assert (made.name, made.joined_on, made.focus, made.town) == ("李四", dt.date(2021, 3, 1), True, "")
    assert (made.entered_by, made.batch, made.source_file, made.source_row) == (office, None, "", None)
    change = Change.objects.get(sheet="members")
    assert (change.record, change.before, change.actor) == (made.pk, None, office)
    assert change.after["name"] != "李四"  # sealed
    assert kept.written() == [("add", ["member:M9"])]
    assert Revision.objects.get(sheet="members").number == 1


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"kind": "播主"}, ("kind", "one_of_near")),
        ({"kind": ""}, ("kind", "required")),
        ({"joined_on": "昨天"}, ("joined_on", "bad_date")),
        ({"left_on": "2020-01-01"}, ("left_on", "before")),
        ({"organisation": "城关"}, ("organisation", "no_such_near")),
        ({"focus": "大概"}, ("focus", "bad_flag")),
        ({"member_no": "6.92E+18"}, ("member_no", "scientific_id")),
        ({"member_no": "M1"}, ("member_no", "key_taken")),
    ],
)
def test_judged_as_by_an_import(
    typed: dict[str, str], problem: tuple[str, str], office: User, members: list[Member], kept: Kept
) -> None:
    with pytest.raises(NotSaved) as error:
        save_record(sheet="members", pk=None, values=MEMBER | typed, actor=office)
    assert codes(error) == {problem}
    assert not Change.objects.exists()
    assert not kept.written()


def test_everything_that_is_wrong_is_said_at_once(office: User, members: list[Member], kept: Kept) -> None:
    with pytest.raises(NotSaved) as error:
        save_record(sheet="members", pk=members[0].pk, values={"kind": "", "focus": "?"}, actor=office)
    assert codes(error) == {("kind", "required"), ("focus", "bad_flag")}


def test_changing(office: User, members: list[Member], kept: Kept) -> None:
    pk, seen = members[0].pk, members[0].entered_at
    found: Any = save_record(
        sheet="members", pk=pk, values={"town": "青溪镇", "kind": "主播"}, actor=office, seen_at=seen
    )
    assert (found.town, found.name, found.entered_by) == ("青溪镇", "张1", office)
    change = Change.objects.get()
    assert (change.after, set(change.before)) == ({"town": "青溪镇"}, {"town", "_source"})
    assert kept.written() == [("change", ["member:M1"])]
    with pytest.raises(Refused, match="changed_meanwhile"):
        save_record(sheet="members", pk=pk, values={"town": "别处"}, actor=office, seen_at=seen)
    assert Member.unscoped.get(pk=pk).town == "青溪镇"


def test_nothing_changed_is_nothing_written(office: User, members: list[Member], kept: Kept) -> None:
    values = {"kind": "主播", "joined_on": "20210101", "name": "张1", "organisation": " 城关镇"}
    save_record(sheet="members", pk=members[0].pk, values=values, actor=office)
    assert not Change.objects.exists()
    assert not Revision.objects.exists()
    assert not kept.written()


def test_keys_stay_while_something_refers_to_them(office: User, members: list[Member], kept: Kept) -> None:
    one, two = members
    with pytest.raises(Refused, match="key_in_use"):
        save_record(sheet="members", pk=one.pk, values={"member_no": "M7"}, actor=office)
    with pytest.raises(Refused, match="record_in_use") as error:
        remove_record(sheet="members", pk=one.pk, actor=office)
    assert error.value.params["records"] == ["结对联系 1"]
    save_record(sheet="members", pk=two.pk, values={"member_no": "M7"}, actor=office)
    remove_record(sheet="members", pk=two.pk, actor=office)
    assert [m.member_no for m in Member.unscoped.all()] == ["M1"]


def test_a_list_refers_too(office: User, members: list[Member], kept: Kept) -> None:
    Organisation.objects.create(name="区商务局", kind="成员单位")
    case = {
        "case_no": "Q1",
        "member_no": "M1",
        "category": "其他",
        "title": "仓库",
        "opened_on": "2021-01-01",
    }
    save_record(sheet="cases", pk=None, values=case | {"support_units": "区商务局；城关镇"}, actor=office)
    with pytest.raises(NotSaved) as error:
        save_record(
            sheet="cases", pk=None, values=case | {"case_no": "Q2", "support_units": "无此局"}, actor=office
        )
    assert codes(error) == {("support_units", "no_such")}
    unit = Organisation.unscoped.get(name="区商务局")
    with pytest.raises(Refused, match="record_in_use"):
        remove_record(sheet="organisations", pk=unit.pk, actor=office)


def test_many(office: User, members: list[Member], kept: Kept) -> None:
    pks = [m.pk for m in members]
    save_record(sheet="members", pk=pks[0], values={"town": "青溪镇"}, actor=office)
    assert change_many(sheet="members", pks=pks, values={"town": "青溪镇"}, actor=office) == 1
    assert kept.written()[-1] == ("change", ["member:M2"])
    with pytest.raises(NotSaved) as error:
        change_many(sheet="members", pks=pks, values={"left_on": "2019-01-01"}, actor=office)
    assert codes(error) == {("left_on", "before")}
    with pytest.raises(Refused, match="key_of_many"):
        change_many(sheet="members", pks=pks, values={"member_no": "M"}, actor=office)
    with pytest.raises(Refused, match="too_many_records"):
        change_many(sheet="members", pks=list(range(501)), values={"town": ""}, actor=office)


def test_all_or_none(office: User, members: list[Member], kept: Kept) -> None:
    save_record(sheet="members", pk=members[1].pk, values={"joined_on": "2022-01-01"}, actor=office)
    with pytest.raises(NotSaved):
        change_many(
            sheet="members", pks=[m.pk for m in members], values={"left_on": "2021-06-01"}, actor=office
        )
    assert not Member.unscoped.exclude(left_on=None).exists()


def test_undoing_a_change(office: User, members: list[Member], kept: Kept) -> None:
    pk = members[0].pk
    save_record(sheet="members", pk=pk, values={"town": "甲", "phone": "13800001234"}, actor=office)
    first = Change.objects.latest("pk")
    save_record(sheet="members", pk=pk, values={"industry": "茶"}, actor=office)
    undo(change=first.pk, actor=office)
    found = Member.unscoped.get(pk=pk)
    assert (found.town, found.phone, found.industry) == ("", "", "茶")
    assert kept.written()[-1] == ("undo", ["member:M1"])
    with pytest.raises(Refused, match="undo_changed_since"):
        undo(change=first.pk, actor=office)
    undo(change=Change.objects.latest("pk").pk, actor=office)
    assert Member.unscoped.get(pk=pk).town == "甲"


def test_undoing_an_entry_and_a_removal(office: User, members: list[Member], kept: Kept) -> None:
    made = save_record(sheet="members", pk=None, values=MEMBER, actor=office)
    added = Change.objects.latest("pk")
    assert undo(change=added.pk, actor=office) is None
    gone = Change.objects.latest("pk")
    from lianxin.core.sheets import sheet

    assert list(removed(sheet("members"))) == [gone]
    back: Any = undo(change=gone.pk, actor=office)
    assert (back.pk, back.name, back.entered_by) == (made.pk, "李四", office)
    assert not removed(sheet("members")).exists()
    with pytest.raises(NotSaved):
        undo(change=gone.pk, actor=office)


def test_undoing_what_refers_to_nothing_any_more(office: User, members: list[Member], kept: Kept) -> None:
    Organisation.objects.create(name="合作社", kind="合作社")
    save_record(sheet="members", pk=members[1].pk, values={"organisation": ""}, actor=office)
    change = Change.objects.latest("pk")
    save_record(sheet="members", pk=members[0].pk, values={"organisation": "合作社"}, actor=office)
    remove_record(sheet="organisations", pk=Organisation.unscoped.get(name="城关镇").pk, actor=office)
    with pytest.raises(NotSaved) as error:
        undo(change=change.pk, actor=office)
    assert codes(error) == {("organisation", "no_such")}


def test_an_officer_keeps_the_own_members(officer: User, members: list[Member], kept: Kept) -> None:
    one, two = members
    save_record(sheet="members", pk=one.pk, values={"town": "青溪镇"}, actor=officer)
    with pytest.raises(PermissionDenied):
        save_record(sheet="members", pk=two.pk, values={"town": "青溪镇"}, actor=officer)
    contact = {
        "contact_no": "L1",
        "officer_no": "G1",
        "date": "2021-02-01",
        "channel": "电话",
        "reached": "是",
    }
    made = save_record(sheet="contacts", pk=None, values=contact | {"member_no": "M1"}, actor=officer)
    with pytest.raises(NotSaved) as error:
        save_record(sheet="contacts", pk=made.pk, values={"member_no": "M2"}, actor=officer)
    assert codes(error) == {("member_no", "not_own_member")}
    with pytest.raises(NotSaved):
        save_record(
            sheet="contacts", pk=None, values=contact | {"contact_no": "L2", "member_no": "M2"}, actor=officer
        )
    assert Contact.unscoped.count() == 1
    with pytest.raises(PermissionDenied):
        save_record(sheet="officers", pk=None, values={}, actor=officer)


@pytest.mark.parametrize("role", sorted(set(User.Role.values) - {"office", "liaison_officer"}))
def test_others_change_no_member(role: str, members: list[Member], kept: Kept) -> None:
    actor = User.objects.create_user(role, role=role)
    pk = members[1].pk
    change = Change.objects.create(sheet="members", record=pk, before={"town": "甲"}, after={"town": ""})
    tries = [
        lambda: save_record(sheet="members", pk=pk, values={"town": "乙"}, actor=actor),
        lambda: save_record(sheet="members", pk=None, values=MEMBER, actor=actor),
        lambda: change_many(sheet="members", pks=[pk], values={"town": "乙"}, actor=actor),
        lambda: remove_record(sheet="members", pk=pk, actor=actor),
        lambda: undo(change=change.pk, actor=actor),
    ]
    for attempt in tries:
        with pytest.raises((PermissionDenied, Http404)):
            attempt()
    assert Member.unscoped.get(pk=pk).town == ""


def test_history(office: User, members: list[Member], kept: Kept) -> None:
    pk = members[0].pk
    save_record(sheet="members", pk=pk, values={"town": "甲", "name": "张一"}, actor=office)
    save_record(sheet="members", pk=pk, values={"town": "乙"}, actor=office)
    bump("members")
    latest, first = history(office, Member.objects.visible_to(office).get(pk=pk))
    assert [(m.column.name, m.before, m.after) for m in first.moved] == [
        ("name", "张1", "张一"),
        ("town", "", "甲"),
    ]
    assert (latest.stands, first.stands, first.source, first.verb) == (True, False, None, "change")


def test_a_rolled_back_batch_is_not_undone(office: User, kept: Kept, tmp_path: Any) -> None:
    from lianxin.records.actions import import_paths

    path = tmp_path / "单位.csv"
    path.write_text("单位名称,单位类别\n区商务局,成员单位\n", encoding="utf-8-sig")
    batch = import_paths(paths=[path], actor=office)["batch"]
    record = Organisation.objects.visible_to(office).get()
    (entry,) = history(office, record)
    assert (entry.source, entry.stands) == (("单位.csv", "", 2), True)
    save_record(sheet="organisations", pk=record.pk, values={"town": "青溪镇"}, actor=office)
    later, entry = history(office, Organisation.objects.visible_to(office).get())
    assert (later.source, entry.source) == (None, ("单位.csv", "", 2))
    undo(change=later.change.pk, actor=office)
    assert roll_back(batch_no=batch, actor=office).kept == [("organisations", record.pk)]
    with pytest.raises(Refused, match="batch_rolled_back"):
        undo(change=entry.change.pk, actor=office)


def test_out_of_sight_is_as_missing(members: list[Member], kept: Kept) -> None:
    Case.objects.create(
        case_no="Q1", member=members[0], category="其他", title="仓库", opened_on=dt.date(2021, 1, 1)
    )
    trainer = User.objects.create_user("t", role="trainer")
    for pk in (Case.unscoped.get().pk, 10**9):
        with pytest.raises(Http404):
            save_record(sheet="cases", pk=pk, values={"title": "x"}, actor=trainer)
