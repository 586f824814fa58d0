"""Requests: asked, answered, asked again; corrected and forgotten for real."""

import datetime as dt
from typing import Any

import pytest
from django.http import Http404

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.ledger import Who
from lianxin.engines.ledger import Ledger
from lianxin.learning.models import Attendance, Certificate, Event
from lianxin.liaison.models import Case, Contact, Officer
from lianxin.people.models import Member
from lianxin.records.access import visible_to
from lianxin.records.models import Change
from lianxin.trust.access import get_request_for, requests_visible_to
from lianxin.trust.actions import answer_request, give_consent, open_request, reopen_request, run_retention
from lianxin.trust.models import Request, Use
from lianxin.trust.queries import has_consent, looks, requests_of
from lianxin.trust.rules import Declined

DAY = dt.date(2021, 3, 1)


@pytest.fixture(autouse=True)
def _ready(book: Ledger, district: object) -> None:
    pass


@pytest.fixture
def told(district: Any) -> None:
    """M1 at an event with a certificate, and a note of an officer."""
    event = Event.unscoped.create(
        event_no="E1", title="直播课", kind="培训班", starts_on=DAY, status="已举办"
    )
    for number, name in (("M1", "赵一一"), ("M2", "钱二二")):
        Attendance.unscoped.create(event=event, date=DAY, attendee=name, member=district[number])
        Certificate.unscoped.create(cert_no=f"Z{number}", event=event, attendee=name, issued_on=DAY)
    officer = Officer.unscoped.create(officer_no="G1", name="王干部", role="干部")
    Contact.unscoped.create(
        contact_no="C1",
        officer=officer,
        member=district["M1"],
        date=DAY,
        channel="电话",
        reached=True,
        summary="想办证",
    )
    pk = district["M1"].pk
    Change.objects.create(
        sheet="members", record=pk, before={"phone": _sealed("13900000000")}, after={"phone": ""}
    )


def _sealed(text: str) -> str:
    from lianxin.core.fields import seal

    return str(seal(text))


def declined(code: str, act: Any, **arguments: Any) -> None:
    with pytest.raises(Declined) as caught:
        act(**arguments)
    assert caught.value.code == code


def test_asked_answered_and_asked_again(m1: User, office: User, looking: None) -> None:
    request = open_request(member_no="M1", kind="object", text="不要给我打电话", actor=m1)
    assert (request.state, request.how) == ("open", "self")
    (asked,) = requests_of("M1")
    assert (asked.clock.state, asked.clock.days) == ("running", 15)
    declined("text_missing", answer_request, request=request, outcome="done", text=" ", actor=office)
    declined("bad_outcome", answer_request, request=request, outcome="wrong", text="好", actor=office)
    answer_request(request=request, outcome="refused", text="结对期间需要联系", actor=office)
    declined("already_answered", answer_request, request=request, outcome="done", text="好", actor=office)
    reopen_request(request=request, text="我仍然反对", actor=m1)
    declined("not_answered", reopen_request, request=request, text="再问", actor=m1)
    answer_request(request=request, outcome="done", text="已改为微信联系", actor=office)
    (asked,) = requests_of("M1")
    assert [s.what for s in asked.steps] == ["opened", "answered", "reopened", "answered"]
    assert (asked.request.outcome, asked.clock.state) == ("done", "answered")


@pytest.mark.parametrize("who", ["m2", "auditor", "liaison_officer", "administrator"])
def test_strangers(who: str, m1: User, m2: User, user: Any, looking: None) -> None:
    request = open_request(member_no="M1", kind="see", actor=m1)
    actor = m2 if who == "m2" else user(who)
    declined("not_the_person", answer_request, request=request, outcome="done", text="好", actor=actor)
    declined("not_the_person", open_request, member_no="M1", kind="see", actor=actor)
    if who == "auditor":
        assert get_request_for(actor, request.pk) == request
        return
    assert not requests_visible_to(actor).exists()
    for pk in (request.pk, 10**9):
        with pytest.raises(Http404):
            get_request_for(actor, pk)


def test_the_office_does_not_answer_itself(user: Any, office: User, m1: User) -> None:
    clerk = user("office", username="clerk", member_no="M1")
    request = open_request(member_no="M1", kind="see", actor=m1)
    declined("not_the_person", answer_request, request=request, outcome="done", text="好", actor=clerk)


def test_a_question_about_a_view(m1: User, m2: User, office: User) -> None:
    with ledger.event(office.who, "members", purpose=ledger.Purpose("typed", text="核对登记")):
        list(visible_to(office, "members").filter(member_no="M1"))
    with ledger.event(Who("m1", "member"), "portal"):
        look = next(one for one in looks("M1") if one.username == "office")
    assert look.amber
    assert (look.person, look.reason, look.kinds, look.among) == ("王晓梅", "核对登记", ("members",), False)
    declined("no_such_view", open_request, member_no="M2", kind="view", entry=look.seq, actor=m2)
    declined("no_such_view", open_request, member_no="M1", kind="view", actor=m1)
    request = open_request(member_no="M1", kind="view", entry=look.seq, text="为什么看我", actor=m1)
    assert request.entry == look.seq
    answer_request(request=request, outcome="explained", text="年度核对", actor=office)


def test_a_correction_is_made(m1: User, office: User, district: dict[str, Member], looking: None) -> None:
    pk = district["M1"].pk
    request = open_request(
        member_no="M1", kind="correct", sheet="members", record=pk, column="town", wanted="护国镇", actor=m1
    )
    answer_request(request=request, outcome="done", text="已更正", actor=office)
    assert Member.unscoped.get(pk=pk).town == "护国镇"
    assert Change.objects.filter(sheet="members", record=pk, actor=office).exists()


def test_only_the_own_record_can_be_corrected(m1: User, district: dict[str, Member]) -> None:
    pk = district["M2"].pk
    wrong = {"member_no": "M1", "kind": "correct", "sheet": "members", "column": "town", "wanted": "护国镇"}
    declined("no_such_record", open_request, **wrong, record=pk, actor=m1)
    declined("no_such_record", open_request, **(wrong | {"column": "nothing"}), record=pk, actor=m1)


def test_forgotten(m1: User, office: User, district: dict[str, Member], told: None, looking: None) -> None:
    give_consent(member_no="M1", purpose=Use.PUBLIC_DIRECTORY.value, actor=m1)
    before = {model: model.unscoped.count() for model in (Member, Contact, Attendance, Certificate)}
    request = open_request(member_no="M1", kind="delete", actor=m1)
    answer_request(request=request, outcome="done", text="已匿名", actor=office)
    member = Member.unscoped.get(member_no="M1")
    assert member.name.startswith("已匿名")
    assert (member.phone, member.stage_name) == ("", "")
    assert Contact.unscoped.get().summary == ""
    attended, certified = Attendance.unscoped.get(member="M1"), Certificate.unscoped.get(cert_no="ZM1")
    assert attended.attendee == certified.attendee == member.name
    assert Certificate.unscoped.get(cert_no="ZM2").attendee == "钱二二"
    assert Member.unscoped.get(member_no="M2").name == "钱二二"
    assert not has_consent("M1", Use.PUBLIC_DIRECTORY.value)
    assert before == {model: model.unscoped.count() for model in before}
    kept = " ".join(str(change.before) + str(change.after) for change in Change.objects.all())
    for text in ("赵一一", "13812345671", "13900000000", "想办证"):
        assert text not in kept
        assert _sealed(text) not in kept


def test_an_old_file_does_not_bring_the_name_back(m1: User, office: User, told: None, looking: None) -> None:
    request = open_request(member_no="M1", kind="delete", actor=m1)
    answer_request(request=request, outcome="done", text="已匿名", actor=office)
    nameless = Member.unscoped.get(member_no="M1").name
    Member.unscoped.filter(member_no="M1").update(name="赵一一", phone="13812345671")
    assert run_retention()["forgotten_again"] == 1
    member = Member.unscoped.get(member_no="M1")
    assert (member.name, member.phone) == (nameless, "")
    assert run_retention()["forgotten_again"] == 0


def test_not_forgotten_while_something_is_open(m1: User, office: User, district: dict[str, Member]) -> None:
    Case.unscoped.create(case_no="Q1", member=district["M1"], category="其他", title="仓库", opened_on=DAY)
    request = open_request(member_no="M1", kind="delete", actor=m1)
    declined("still_open", answer_request, request=request, outcome="done", text="好", actor=office)
    assert Member.unscoped.get(member_no="M1").name == "赵一一"
    assert Request.objects.get().state == "open"
    answer_request(request=request, outcome="refused", text="诉求办结后再删除", actor=office)


def test_every_step_is_told(m1: User, office: User, book: Ledger) -> None:
    request = open_request(member_no="M1", kind="see", actor=m1)
    answer_request(request=request, outcome="done", text="请看", actor=office)
    reopen_request(request=request, text="不全", actor=m1)
    told = [(e.payload["actor"], e.payload["verb"]) for e in book.about("member:M1") if e.payload]
    assert told == [("m1", "request"), ("office", "request"), ("m1", "request")]
