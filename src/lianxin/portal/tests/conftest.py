"""A district with two members and two growers, and whoever looks at it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lianxin.accounts.models import User
from lianxin.liaison.models import Assignment, Contact, Officer
from lianxin.market.models import Contract, Product
from lianxin.people.models import Member, Organisation


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger of this test alone."""
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()


DAY = dt.date(2021, 5, 6)


@pytest.fixture
def district(db: None) -> dict[str, Any]:
    farms = [Organisation.objects.create(name=name, kind="合作社") for name in ("东山合作社", "西岭农场")]
    members = [
        Member.objects.create(
            member_no=no, name=f"陈{no}", kind="主播", joined_on=DAY, focus=True, phone=f"1380000000{n}"
        )
        for n, no in enumerate(("M1", "M2"))
    ]
    officer = Officer.objects.create(officer_no="G1", name="王干部", role="干部")
    for n, member in enumerate(members):
        Assignment.objects.create(officer=officer, member=member, starts_on=DAY)
        Contact.objects.create(
            contact_no=f"C{n}",
            officer=officer,
            member=member,
            date=DAY,
            channel="电话",
            reached=True,
            summary=f"谈到{member.member_no}的仓库",
            source_file="联系记录.xlsx",
            source_sheet="五月",
            source_row=7 + n,
        )
    for n, farm in enumerate(farms):
        product = Product.objects.create(
            product_no=f"P{n}", name=f"橙子{n}", category="水果", producer=farm, listed_on=DAY
        )
        Contract.objects.create(
            contract_no=f"H{n}", producer=farm, product=product, area_mu=10 + n, signed_on=DAY
        )
    return {"members": members, "farms": farms}


@pytest.fixture
def login(db: None) -> Callable[..., Client]:
    """A client in which somebody is logged in."""

    def make(role: str, **stands_for: str) -> Client:
        user = User.objects.create_user(f"{role}{len(stands_for)}", password="correct horse", role=role)
        User.objects.filter(pk=user.pk).update(display_name="陈小满", **stands_for)
        client = Client()
        client.force_login(user)
        return client

    return make
