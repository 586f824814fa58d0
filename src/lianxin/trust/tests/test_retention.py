"""What is over its time goes, what is open stays, what counts keeps counting."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.engines.ledger import Ledger
from lianxin.learning.models import Attendance, Event
from lianxin.liaison.models import Case, Contact, Officer
from lianxin.people.models import Member
from lianxin.records.access import visible_to
from lianxin.records.models import Batch, BatchFile, Change
from lianxin.trust.actions import preview, run_retention, set_retention
from lianxin.trust.models import Request, Step
from lianxin.trust.rules import CLASSES, Declined

OLD, NEW = dt.date(2005, 5, 5), dt.date.today()
RECORDS = [kept.code for kept in CLASSES if not kept.active]


@pytest.fixture
def old_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """A ledger whose clock stands in 2015 until it is told otherwise."""
    Ledger.make(tmp_path / "ledger")
    found = Ledger(tmp_path / "ledger", bytes(32), clock=lambda: now[0])
    now = [dt.datetime(2015, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=8)))]
    found.now = now  # type: ignore[attr-defined]
    monkeypatch.setattr(ledger, "_openers", [lambda: found])
    yield found
    found.close()


@pytest.fixture
def rows(book: Ledger, district: dict[str, Member], office: User) -> None:
    officer = Officer.unscoped.create(officer_no="G1", name="王干部", role="干部")
    event = Event.unscoped.create(event_no="E1", title="课", kind="培训班", starts_on=OLD, status="已举办")
    for number, member in district.items():
        for day in (OLD, NEW):
            Contact.unscoped.create(
                **{"contact_no": f"{number}-{day}", "officer": officer, "member": member, "date": day},
                **{"channel": "电话", "reached": True, "summary": f"{number} {day}"},
            )
    for day in (OLD, NEW):
        Attendance.unscoped.create(event=event, date=day, attendee="路人甲")
    Case.unscoped.create(case_no="Q1", member=district["M2"], category="其他", title="x", opened_on=OLD)
    Member.unscoped.filter(member_no="M1").update(joined_on=OLD, left_on=OLD)
    for code in RECORDS:
        set_retention(code=code, months=60, active=True, actor=office)


def notes() -> list[str]:
    return sorted(note for note in Contact.unscoped.values_list("summary", flat=True) if note)


def test_run(rows: None, book: Ledger) -> None:
    kept = {model: model.unscoped.count() for model in (Contact, Attendance, Member)}
    due = preview()
    assert (due["contact_notes"], due["attendees"], due["left_names"], due["left_phones"]) == (1, 1, 1, 1)
    assert len(notes()) == 4  # looking changed nothing
    done = run_retention()
    assert {code: done[code] for code in due} == due
    assert notes() == sorted([f"M1 {NEW}", f"M2 {OLD}", f"M2 {NEW}"])  # M2 has an open case
    left = Member.unscoped.get(member_no="M1")
    assert left.name.startswith("已匿名")
    assert (left.phone, left.stage_name) == ("", "")
    assert sorted(a[:3] for a in Attendance.unscoped.values_list("attendee", flat=True)) == [
        "已匿名",
        "路人甲",
    ]
    assert kept == {model: model.unscoped.count() for model in kept}
    assert Change.objects.filter(sheet="contacts").count() == 1
    told = [e.payload for e in book.about("member:M1") if e.payload]
    assert {(p["actor"], p["verb"]) for p in told} == {("job:retention", "erase")}
    assert set(preview().values()) == {0}
    assert not any(run_retention().values())


def test_records_stay_until_the_office_says_so(rows: None, office: User) -> None:
    set_retention(code="contact_notes", months=60, active=False, actor=office)
    assert run_retention().get("contact_notes") is None
    assert len(notes()) == 4
    assert preview()["contact_notes"] == 1


@pytest.mark.parametrize("kept", CLASSES, ids=lambda kept: kept.code)
def test_nothing_shorter_than_the_least(kept: Any, office: User, user: Any) -> None:
    with pytest.raises(Declined) as caught:
        set_retention(code=kept.code, months=kept.least - 1, active=True, actor=office)
    assert caught.value.code == "kept_too_short"
    with pytest.raises(Declined):
        set_retention(code=kept.code, months=kept.months, active=True, actor=user("auditor"))
    assert set_retention(code=kept.code, months=kept.least, active=True, actor=office).months == kept.least


def test_the_ledgers_details_go_and_its_chain_holds(
    old_book: Any, district: dict[str, Member], office: User
) -> None:
    with ledger.event(office.who, "x"):
        list(visible_to(office, "members"))
    old_book.now[0] = dt.datetime.now(dt.timezone(dt.timedelta(hours=8)))
    with ledger.event(office.who, "y"):
        list(visible_to(office, "members"))
    assert preview()["ledger"] == 1
    assert run_retention()["ledger"] == 1
    assert preview()["ledger"] == 0
    assert [e.payload is None for e in old_book.entries(1, 2)] == [True, False]
    assert old_book.verify().ok


def test_workbooks_and_words_of_requests(book: Ledger, district: object, m1: User) -> None:
    batch = Batch.objects.create(batch_no="20050505-0001")
    Batch.objects.update(started_at=dt.datetime(2005, 5, 5, tzinfo=dt.UTC))
    BatchFile.objects.create(batch=batch, file="x", kind="sheet:members", problem_workbook=b"x")
    asked = Request.objects.create(
        **{
            "member_no": "M1",
            "kind": "object",
            "text": "私事",
            "how": "self",
            "due_on": OLD,
            "state": "answered",
        },
        closed_at=dt.datetime(2005, 5, 5, tzinfo=dt.UTC),
    )
    Step.objects.create(request=asked, what="opened", text="私事")
    assert (preview()["problem_workbooks"], preview()["requests"]) == (1, 1)
    done = run_retention()
    assert (done["problem_workbooks"], done["requests"]) == (1, 1)
    asked.refresh_from_db()
    assert (asked.text, asked.steps.get().text) == ("", "")
    assert BatchFile.objects.get().problem_workbook is None
