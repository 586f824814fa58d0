"""A ledger of this test alone, two members, and those who look at them."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lianxin.accounts.models import User
from lianxin.core import hooks, ledger
from lianxin.core.ledger import Who
from lianxin.engines.ledger import Ledger
from lianxin.people.models import Account, Member, Organisation


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    Ledger.make(tmp_path / "ledger")
    found = Ledger(tmp_path / "ledger", bytes(32))
    monkeypatch.setattr(ledger, "_openers", [lambda: found])
    monkeypatch.setattr(hooks, "about_member", [])  # figures are heavy, and tested with the reports
    yield found
    found.close()


@pytest.fixture
def district(db: None) -> dict[str, Member]:
    day = dt.date(2020, 1, 1)
    unit = Organisation.unscoped.create(name="城关镇", kind="成员单位")
    found = {}
    for number, name, stage in (("M1", "赵一一", "山里一姐"), ("M2", "钱二二", "阿二说茶")):
        member = Member.unscoped.create(
            **{"member_no": number, "name": name, "stage_name": stage, "kind": "主播", "town": "白节镇"},
            **{"joined_on": day, "focus": False, "organisation": unit, "phone": f"1381234567{number[1]}"},
        )
        Account.unscoped.create(
            member=member, platform="抖音", account_id=f"dy{number}", nickname=stage, followers=10, as_of=day
        )
        found[number] = member
    return found


@pytest.fixture
def user(db: None) -> Callable[..., User]:
    def make(role: str, **more: Any) -> User:
        name = more.pop("username", role)
        return User.objects.create(username=name, role=role, **more)

    return make


@pytest.fixture
def office(user: Callable[..., User]) -> User:
    return user("office", display_name="王晓梅")


@pytest.fixture
def m1(user: Callable[..., User]) -> User:
    return user("member", username="m1", member_no="M1")


@pytest.fixture
def m2(user: Callable[..., User]) -> User:
    return user("member", username="m2", member_no="M2")


@pytest.fixture
def looking() -> Iterator[None]:
    with ledger.event(Who("test", "office"), "test"):
        yield
