"""One person's page: opened for a reason, in scope, line by line."""

import datetime as dt
import re
from typing import Any

import pytest

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.learning.models import Attendance, Certificate, Event
from lianxin.people.models import Account
from lianxin.people.queries import accounts, total_by_day
from lianxin.people.rules import DUTIES
from lianxin.records.actions import save_record

pytestmark = pytest.mark.usefixtures("district")


def opened(client: Any, member_no: str, reason: str = "核对联系方式") -> Any:
    answer = client.post(f"/people/members/{member_no}/reason", {"text": reason})
    return client.get(answer.url)


def bare(answer: Any, member_no: str) -> str:
    """The page without what is made anew for each, and without the address that was asked for."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return text.replace(member_no, "")


def test_the_officer_opens_an_own_member_at_once(as_, kept) -> None:
    page = as_("liaison_officer").get("/people/M001/")
    assert page.templates[0].name == "people/profile.html"
    assert kept.last["purpose"] == {"code": "duty", "ref": "G1", "text": "", "live": True}
    shown = page.content.decode()
    assert "王干部" in shown
    assert "138****0001" in shown
    assert "<svg" in shown


def test_an_open_request_is_a_reason(as_, kept, case) -> None:
    assert as_("office").get("/people/M002/").templates[0].name == "people/profile.html"
    assert kept.last["purpose"]["code"] == "case"
    assert kept.last["purpose"]["ref"] == "Q1"


def test_without_a_task_a_reason_is_asked_for_once(as_, kept) -> None:
    client = as_("office")
    asked = client.get("/people/M001/")
    assert asked.templates[0].name == "people/reason.html"
    assert "138****" not in asked.content.decode()
    assert (
        client.post("/people/members/M001/reason", {"text": "看"}).templates[0].name == "people/reason.html"
    )
    assert opened(client, "M001").templates[0].name == "people/profile.html"
    assert kept.last["purpose"] == {"code": "typed", "ref": "", "text": "核对联系方式", "live": False}
    assert client.get("/people/M001/?tab=liaison").templates[0].name == "people/profile.html"
    assert client.get("/people/M002/").templates[0].name == "people/reason.html"


def test_a_common_duty_is_picked_with_one_press(as_, kept) -> None:
    client = as_("office")
    client.post("/people/members/M001/reason", {"duty": DUTIES[0]})
    client.get("/people/M001/")
    assert kept.last["purpose"]["code"] == "duty"
    assert not kept.last["purpose"]["live"]


def test_a_stranger_and_nobody_look_alike(as_) -> None:
    client = as_("unit_contact")
    stranger, nobody = client.get("/people/M002/"), client.get("/people/M999/")
    assert stranger.status_code == nobody.status_code == 404
    assert bare(stranger, "M002") == bare(nobody, "M999")
    for action in ("reason", "phone"):
        assert client.post(f"/people/members/M002/{action}").status_code == 404


def test_another_officers_member_is_a_name(as_, kept) -> None:
    client = as_("liaison_officer")
    shown = client.get("/people/M002/").content.decode()
    assert "李四光" in shown
    assert "河口" not in shown
    assert client.post("/people/members/M002/phone").status_code == 404
    assert client.post("/people/members/M002/reason", {"text": "想看看资料"}).status_code in (302, 404)
    assert "河口" not in client.get("/people/M002/").content.decode()


def test_the_phone_is_shown_once_and_told(as_, kept) -> None:
    client = as_("liaison_officer")
    assert "13800000001" in client.post("/people/members/M001/phone").content.decode()
    assert "members.phone" in kept.last["subjects"]["member:M001"]
    assert "13800000001" not in client.get("/people/M001/").content.decode()


def test_every_tab_opens(as_, case) -> None:
    client = as_("office")
    page = opened(client, "M002")
    tabs = [one["tab"].slug for one in page.context["tabs"]]
    assert tabs == [
        "learning",
        "conference",
        "liaison",
        "studios",
        "training",
        "representation",
        "goodworks",
        "market",
        "desk",
    ]
    for tab in [*tabs, "history"]:
        assert client.get(f"/people/M002/?tab={tab}").status_code == 200
    assert "仓库" in client.get("/people/M002/?tab=liaison").content.decode()
    assert client.get("/people/M002/?tab=nonsense").status_code == 404


def test_an_organisation(as_, district, kept) -> None:
    client = as_("office")
    address = f"/people/organisations/{district['unit'].pk}/"
    page = client.get(address)
    assert "张三丰" in page.content.decode()
    for one in page.context["tabs"]:
        assert client.get(f"{address}?tab={one['tab'].slug}").status_code == 200
    asked = client.post(address, {"show": "contact"})
    assert asked.templates[0].name == "people/reason.html"
    shown = client.post(address, {"show": "contact", "give": "1", "text": "约时间走访"}).content.decode()
    assert "李明" in shown
    assert "13811112222" not in shown
    assert kept.last["subjects"]["unit:城关电商协会"] == ["organisations", "organisations.contact"]
    assert as_("unit_contact").get("/people/organisations/999999/").status_code == 404


def test_history_and_earlier_units(as_, district, kept) -> None:
    client = as_("office")
    member = district["members"][0]
    new = {"organisation": "河口合作社", "phone": "13900000009", "name": "张山峰"}
    with ledger.event(client.user.who, "test"):
        save_record(sheet="members", pk=member.pk, values=new, actor=client.user)
    page = opened(client, "M001")
    units = [(one.organisation, one.until is None) for one in page.context["memberships"]]
    assert units == [("河口合作社", True), ("城关电商协会", False)]
    shown = client.get("/people/M001/?tab=history").content.decode()
    assert "张三丰 → 张山峰" in shown
    assert "138****0001 → 139****0009" in shown
    assert "13900000009" not in shown


def test_followers_of_all_accounts_by_day(district, kept) -> None:
    """Worked out by hand: 100 on the first day, 250 and 7 later; an account keeps its last count."""
    Account.objects.create(
        member=district["members"][0],
        platform="快手",
        account_id="k1",
        nickname="红",
        followers=7,
        as_of=dt.date(2021, 7, 1),
    )
    office = User.objects.create_user("office", role="office")
    with ledger.event(office.who, "test"):
        held = accounts(office, district["members"][0])
    days = [(dt.date(2021, 1, 1), 100), (dt.date(2021, 6, 1), 250), (dt.date(2021, 7, 1), 257)]
    assert total_by_day(held) == days
    assert {one.platform: one.gained for one in held} == {"抖音": 150, "快手": None}


def test_a_certificate_is_found_through_the_attendance(as_, district, kept) -> None:
    event = Event.objects.create(
        event_no="E1", title="班", kind="培训班", starts_on=dt.date(2021, 5, 1), status="已举办"
    )
    for attendee, member in (("张三丰", district["members"][0]), ("别人", None)):
        Attendance.objects.create(event=event, date=dt.date(2021, 5, 1), attendee=attendee, member=member)
        Certificate.objects.create(
            cert_no=f"Z-{attendee}", event=event, attendee=attendee, issued_on=dt.date(2021, 5, 2)
        )
    client = as_("office")
    opened(client, "M001")
    shown = client.get("/people/M001/?tab=training").content.decode()
    assert "Z-张三丰" in shown
    assert "Z-别人" not in shown
