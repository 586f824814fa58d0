"""The public directory: only who consents, only what was consented to, gone with the withdrawal."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.engines.ledger import Ledger
from lianxin.people.models import Account, Member
from lianxin.trust.actions import give_consent, withdraw_consent
from lianxin.trust.models import Use

DIRECTORY, NAME = Use.PUBLIC_DIRECTORY.value, Use.PUBLISH_NAME.value

TOKEN = re.compile(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>')  # random letters


@pytest.fixture(autouse=True)
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    Ledger.make(tmp_path / "ledger")
    found = Ledger(tmp_path / "ledger", bytes(32))
    monkeypatch.setattr(ledger, "_openers", [lambda: found])
    yield found
    found.close()


@pytest.fixture
def people(db: None) -> dict[str, User]:
    day = dt.date(2020, 1, 1)
    found = {}
    for number, name, stage, left in (
        ("M1", "赵一一", "山里一姐", None),
        ("M2", "钱二二", "阿二说茶", None),
        ("M3", "孙三三", "老孙酿酒", day),
    ):
        member = Member.unscoped.create(
            **{"member_no": number, "name": name, "stage_name": stage, "kind": "主播", "town": "白节镇"},
            **{"joined_on": day, "left_on": left, "focus": False, "phone": f"1381234567{number[1]}"},
        )
        Account.unscoped.create(
            member=member, platform="抖音", account_id=f"dy{number}", nickname=f"{stage}直播间", as_of=day
        )
        found[number] = User.objects.create(username=number, role="member", member_no=number)
    return found


def page(client: Client, **search: str) -> str:
    address = reverse("public:creators")
    response = client.post(address, search) if search else client.get(address)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    return TOKEN.sub("", str(response.content.decode()))


def listed(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(reverse("public:creators_json")).json()["creators"]
    return found


def test_nobody_without_consent(client: Client, people: dict[str, User]) -> None:
    assert "山里一姐" not in page(client)
    assert listed(client) == []


def test_listed_and_gone_with_the_withdrawal(client: Client, people: dict[str, User]) -> None:
    for number, person in people.items():
        give_consent(member_no=number, purpose=DIRECTORY, actor=person)
    html = page(client)
    assert "山里一姐" in html
    assert "老孙酿酒" not in html  # has left
    for secret in ("赵一一", "钱二二", "13812345671", "M1", "dyM1"):
        assert secret not in html
    assert [c["stage_name"] for c in listed(client)] == ["阿二说茶", "山里一姐"]
    withdraw_consent(member_no="M1", purpose=DIRECTORY, actor=people["M1"])
    assert "山里一姐" not in page(client)
    assert [c["stage_name"] for c in listed(client)] == ["阿二说茶"]


def test_withdrawn_between_counting_and_reading(
    client: Client, people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    from lianxin.public import queries
    from lianxin.public.views import creators as views

    give_consent(member_no="M1", purpose=DIRECTORY, actor=people["M1"])

    def told_late(*, numbers: list[str]) -> None:
        assert numbers == ["M1"]
        withdraw_consent(member_no="M1", purpose=DIRECTORY, actor=people["M1"])

    monkeypatch.setattr(views, "tell_shown", told_late)
    assert queries.listed().count() == 1
    assert "山里一姐直播间" not in page(client)


def test_the_name_needs_a_consent_of_its_own(client: Client, people: dict[str, User]) -> None:
    give_consent(member_no="M1", purpose=DIRECTORY, actor=people["M1"])
    assert "name" not in listed(client)[0]
    give_consent(member_no="M1", purpose=NAME, actor=people["M1"])
    assert listed(client)[0]["name"] == "赵一一"
    assert "赵一一" in page(client)
    withdraw_consent(member_no="M1", purpose=NAME, actor=people["M1"])
    assert "name" not in listed(client)[0]


def test_a_name_alone_lists_nobody(client: Client, people: dict[str, User]) -> None:
    give_consent(member_no="M1", purpose=NAME, actor=people["M1"])
    assert listed(client) == []


@pytest.mark.parametrize(("text", "seen"), [("slyj", True), ("一姐", True), ("赵一一", False), ("茶", False)])
def test_search_by_stage_name_only(client: Client, people: dict[str, User], text: str, seen: bool) -> None:
    give_consent(member_no="M1", purpose=DIRECTORY, actor=people["M1"])
    assert ("山里一姐直播间" in page(client, q=text)) == seen


def test_told_once_a_day(client: Client, people: dict[str, User], book: Ledger) -> None:
    give_consent(member_no="M1", purpose=DIRECTORY, actor=people["M1"])
    for _ in range(3):
        page(client)
    told = [entry.payload for entry in book.about("member:M1") if entry.payload]
    assert [(p["role"], p["subjects"]) for p in told if p["verb"] == "read"] == [
        ("public", {"member:M1": ["public"]})
    ]
