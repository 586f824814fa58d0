"""My data: everything about me, nothing about anybody else."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lianxin.core.fields import seal
from lianxin.learning.models import Attendance, Certificate, Event
from lianxin.liaison.models import Contact
from lianxin.market.models import Contract
from lianxin.people.models import Member
from lianxin.records.models import Change

Login = Callable[..., Client]
DAY = dt.date(2021, 5, 6)
pytestmark = pytest.mark.usefixtures("district")


@pytest.fixture
def member(login: Login) -> Client:
    return login("member", member_no="M1")


@pytest.fixture
def grower(login: Login) -> Client:
    return login("grower", unit="东山合作社")


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_a_member_starts_with_the_own_entry(member: Client) -> None:
    page = text(member, "/my/")
    assert "陈M1" in page
    assert "13800000000" in page
    assert "陈M2" not in page


def test_every_note_about_me_is_there_with_its_words(member: Client) -> None:
    page = text(member, "/my/records/contacts/")
    assert "谈到M1的仓库" in page
    assert "王干部" in page
    assert "谈到M2的仓库" not in page


def test_a_record_says_where_it_came_from_and_who_changed_it(member: Client) -> None:
    row = Contact.unscoped.get(contact_no="C0")
    Change.objects.create(
        sheet="contacts",
        record=row.pk,
        before={"summary": seal("旧的摘要")},
        after={"summary": seal(row.summary)},
    )
    page = text(member, f"/my/records/contacts/{row.pk}/")
    for words in ("联系记录.xlsx", "五月", "旧的摘要", "谈到M1的仓库"):
        assert words in page


def test_a_stranger_and_a_missing_record_are_alike(member: Client) -> None:
    def missing(address: str) -> str:
        """Without what differs between any two addresses."""
        return re.sub(r'value="[^"]*"', "", text(member, address, 404))

    other = Contact.unscoped.get(contact_no="C1").pk
    assert missing(f"/my/records/contacts/{other}/") == missing("/my/records/contacts/999/")
    assert missing("/my/records/organisations/") == missing("/my/records/nothing/")


def test_a_grower_sees_exactly_the_own_lines(grower: Client) -> None:
    products, contracts = text(grower, "/my/records/products/"), text(grower, "/my/records/contracts/")
    assert "橙子0" in products
    assert "橙子1" not in products
    assert "H0" in contracts or "橙子0" in contracts
    assert "橙子1" not in contracts
    text(grower, f"/my/records/contracts/{Contract.unscoped.get(contract_no='H1').pk}/", 404)
    text(grower, "/my/records/contacts/", 404)


def test_many_rows_are_paged(member: Client) -> None:
    first = Contact.unscoped.get(contact_no="C0")
    for n in range(40):
        Contact.objects.create(
            contact_no=f"D{n:02d}",
            officer_id=first.officer_id,
            member_id="M1",
            date=dt.date(2022, 1, 1),
            channel="微信",
            reached=False,
        )
    assert text(member, "/my/records/contacts/").count('class="entry"') == 30
    assert text(member, "/my/records/contacts/?page=2").count('class="entry"') == 11


def test_a_certificate_is_found_through_the_attendance(member: Client, login: Login) -> None:
    event = Event.objects.create(
        event_no="E1", title="直播实训", kind="培训班", status="已举办", starts_on=DAY, capacity=20
    )
    for n, attendee in enumerate(("陈M1", "陈M2"), start=1):
        Attendance.objects.create(event=event, date=DAY, attendee=attendee, member_id=f"M{n}")
        Certificate.objects.create(cert_no=f"Z{n}", event=event, attendee=attendee, issued_on=DAY)
    page = text(member, "/my/records/certificates/")
    assert "直播实训" in page
    assert page.count('class="entry"') == 1
    own, other = (Certificate.unscoped.get(cert_no=f"Z{n}").pk for n in (1, 2))
    assert "Z1" in text(member, f"/my/records/certificates/{own}/")
    text(member, f"/my/records/certificates/{other}/", 404)
    office = login("office")
    assert office.get(f"/records/certificates/{own}/").status_code == 200
    looks = text(member, "/my/looks/")
    assert "证书" in looks.split("day-own")[0]
    text(login("grower", unit="东山合作社"), "/my/records/certificates/", 404)


@pytest.mark.parametrize("role", ["member", "grower"])
def test_an_account_that_stands_for_nobody_is_told_whom_to_ask(role: str, login: Login) -> None:
    page = text(login(role), "/my/")
    assert "尚未" in page
    assert "陈M" not in page


@pytest.mark.parametrize("role", ["office", "auditor", "liaison_officer", "unit_contact", "administrator"])
def test_the_portal_is_not_for_staff(role: str, login: Login) -> None:
    text(login(role), "/my/", 404)


def test_every_row_about_a_member_is_shown_somewhere(member: Client) -> None:
    """Counted from the rules, not from the pages."""
    from lianxin.core.scope import rules
    from lianxin.core.sheets import sheet_of

    seen: set[tuple[str, Any]] = set()
    for rule in rules():
        name = sheet_of(rule.model).name
        for path in rule.about:
            seen |= {
                (name, pk) for pk in rule.model.unscoped.filter(**{path: "M1"}).values_list("pk", flat=True)
            }
    assert {name for name, _ in seen} == {"members", "assignments", "contacts"}
    for name, pk in seen:
        assert f"/my/records/{name}/{pk}/" in text(member, f"/my/records/{name}/")
    assert Member.unscoped.count() == 2
