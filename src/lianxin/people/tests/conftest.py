"""A small district: two officers, a unit, members of both, and everybody who looks at them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.liaison.models import Assignment, Case, Officer
from lianxin.people.models import Account, Member, Organisation

DAY = dt.date(2021, 1, 1)


class Kept:
    """A store that keeps events in memory."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def append(self, payload: dict[str, Any], subjects: Any) -> None:
        self.events.append(payload)

    @property
    def last(self) -> dict[str, Any]:
        return self.events[-1]


class Reader(Client):
    """A logged-in browser whose requests are events, whether or not a middleware makes them so."""

    user: Any = None

    def request(self, **request: Any) -> Any:
        with ledger.event(self.user.who, "test"):
            return super().request(**request)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    store = Kept()
    monkeypatch.setattr(ledger, "_openers", [lambda: store])
    return store


@pytest.fixture
def district(db: None) -> dict[str, Any]:
    unit = Organisation.objects.create(
        name="城关电商协会", kind="协会", town="城关镇", contact="李明", phone="13811112222"
    )
    other = Organisation.objects.create(name="河口合作社", kind="合作社", town="河口镇")
    people = [
        ("M001", "张三丰", "山里红", "主播", "城关镇", unit, "13800000001"),
        ("M002", "李四光", "河边李", "写作", "河口镇", other, "13800000002"),
        ("M003", "单雄信", "", "主播", "城关镇", None, "13800000003"),
    ]
    members = [
        Member.objects.create(
            member_no=no,
            name=name,
            stage_name=stage,
            kind=kind,
            industry="茶叶",
            town=town,
            organisation=organisation,
            phone=phone,
            joined_on=DAY,
            focus=no == "M001",
            left_on=dt.date(2022, 1, 1) if no == "M003" else None,
        )
        for no, name, stage, kind, town, organisation, phone in people
    ]
    officer = Officer.objects.create(officer_no="G1", name="王干部", role="干部")
    Assignment.objects.create(officer=officer, member=members[0], starts_on=DAY)
    for number, day, followers in ((1, DAY, 100), (2, dt.date(2021, 6, 1), 250)):
        Account.objects.create(
            member=members[0],
            platform="抖音",
            account_id="a1",
            nickname="山里红",
            followers=followers,
            likes=number,
            as_of=day,
        )
    return {"unit": unit, "members": members, "officer": officer}


@pytest.fixture
def case(district: dict[str, Any]) -> Case:
    """An open request of M002."""
    return Case.objects.create(
        case_no="Q1", member=district["members"][1], category="其他", title="仓库", opened_on=DAY
    )


STANDS_FOR: dict[str, dict[str, str]] = {
    "liaison_officer": {"officer_no": "G1"},
    "unit_contact": {"unit": "城关电商协会"},
    "member": {"member_no": "M002"},
    "grower": {"unit": "河口合作社"},
}


@pytest.fixture
def as_(db: None, kept: Kept, settings: Any) -> Callable[[str], Reader]:
    """A browser in which a user of that role is logged in."""

    def enter(role: str) -> Reader:
        user = User.objects.create_user(role, role=role, **STANDS_FOR.get(role, {}))
        client = Reader()
        client.user = user
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return enter
