"""A masked value is shown once, for a reason, and that is told."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.people.models import Member, Organisation

PHONE, CONTACT = "13800138000", "欧阳联系"


class Kept:
    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def append(self, payload: dict[str, Any], subjects: Any) -> None:
        self.events.append(payload)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    store = Kept()
    monkeypatch.setattr(ledger, "_openers", [lambda: store])
    return store


@pytest.fixture
def member(own_home: Path) -> Member:
    Organisation.objects.create(name="区商务局", kind="成员单位", contact=CONTACT)
    return Member.objects.create(
        member_no="M1", name="张一", kind="主播", joined_on=dt.date(2020, 1, 1), focus=True, phone=PHONE
    )


def address(row: Any, name: str = "members") -> str:
    return f"/records/{name}/{row.pk}/reveal"


def test_the_record_shows_it_masked_with_a_button(office: Client, member: Member) -> None:
    page = office.get(f"/records/members/{member.pk}/").content.decode()
    assert "138****8000" in page
    assert PHONE not in page
    assert address(member) in page


def test_a_list_of_phones_alone_is_masked(office: Client, member: Member) -> None:
    answer = office.post("/records/members/columns", {"column": ["phone"]}, follow=True)
    page = answer.content.decode()
    assert "138****8000" in page
    assert PHONE not in page


def test_without_a_reason_there_is_a_question_and_no_look(office: Client, member: Member, kept: Kept) -> None:
    answer = office.post(address(member), {"column": "phone"})
    assert answer.status_code == 200
    assert PHONE not in answer.content.decode()
    assert office.post(address(member), {"column": "phone", "text": "看"}).status_code == 422
    assert not kept.events


@pytest.mark.parametrize(
    ("said", "code"),
    [({"text": "约上门时间"}, "typed"), ({"duty": "Preparing a call or visit"}, "duty")],
)
def test_with_a_reason_it_is_shown_once_and_told(
    said: dict[str, str], code: str, office: Client, member: Member, kept: Kept
) -> None:
    answer = office.post(address(member), {"column": "phone", **said})
    assert PHONE in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert PHONE not in office.get(f"/records/members/{member.pk}/").content.decode()
    event = kept.events[0]
    assert "members.phone" in event["subjects"]["member:M1"]
    assert event["purpose"]["code"] == code
    assert PHONE not in str(kept.events)


def test_a_units_contact_is_told_under_the_unit(office: Client, member: Member, kept: Kept) -> None:
    unit = Organisation.unscoped.get()
    answer = office.post(address(unit, "organisations"), {"column": "contact", "text": "发会议通知"})
    assert CONTACT in answer.content.decode()
    assert "organisations.contact" in kept.events[0]["subjects"]["unit:区商务局"]


def test_only_masked_columns_of_rows_in_sight(
    office: Client, user: Callable[[str], User], member: Member
) -> None:
    why = {"text": "约上门时间"}
    assert office.get(address(member)).status_code == 405
    for column in ("name", "member_no", "nothing", ""):
        assert office.post(address(member), {"column": column, **why}).status_code == 404
    assert office.post("/records/members/999/reveal", {"column": "phone", **why}).status_code == 404
    assert office.post("/records/nothing/1/reveal", {"column": "phone", **why}).status_code == 404
    for role in ("trainer", "liaison_officer", "unit_contact"):  # names only, or nothing at all
        other = Client()
        other.force_login(user(role))
        answer = other.post(address(member), {"column": "phone", **why})
        assert answer.status_code == 404
        assert PHONE not in answer.content.decode()
