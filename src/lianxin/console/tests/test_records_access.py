"""Who sees and changes which records: each role its slice, and no more by searching, sorting or guessing."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from lianxin.accounts.models import User
from lianxin.console.tests.pages import ask, find, shown
from lianxin.people.models import Member
from lianxin.records.models import Change


@pytest.fixture
def seen_by(user: Callable[[str], User], client: Client, members: list[Member]) -> Callable[[str], Client]:
    def enter(role: str) -> Client:
        actor = user(role)
        actor.officer_no, actor.unit = "G1", "城关镇"
        actor.save()
        client.force_login(actor)
        return client

    return enter


SEEN = {  # members, contacts, cases; None: no such sheet
    "office": ({"M1", "M2", "M3"}, {"L1", "L2", "L3"}, {"Q1", "Q2", "Q3"}),
    "auditor": ({"M1", "M2", "M3"}, {"L1", "L2", "L3"}, {"Q1", "Q2", "Q3"}),
    "liaison_officer": ({"M1", "M2", "M3"}, {"L1"}, {"Q1"}),
    "unit_contact": ({"M1"}, None, {"Q1", "Q2", "Q3"}),
    "studio_manager": ({"M1", "M2", "M3"}, None, None),
    "trainer": ({"M1", "M2", "M3"}, None, None),
    "market_staff": ({"M1", "M2", "M3"}, None, None),
    "planner": ({"M1", "M2", "M3"}, None, None),
}


@pytest.mark.parametrize("role", sorted(SEEN))
def test_each_role_sees_its_slice(role: str, seen_by: Callable[[str], Client], members: list[Member]) -> None:
    client = seen_by(role)
    missing = told(client, f"/records/members/{10**9}/")
    for name, keys in zip(("members", "contacts", "cases"), SEEN[role], strict=True):
        rows = {r[0]: r[1] for r in _rows(name)}
        if keys is None:
            for end in ("", "list.csv", "new", f"{rows[min(rows)]}/", f"{rows[min(rows)]}/edit", "removed/"):
                assert client.get(f"/records/{name}/{end}").status_code == 404
            continue
        assert set(shown(ask(client, f"/records/{name}/"))) == keys
        exported = client.get(f"/records/{name}/list.csv").content.decode()
        assert {key for key in rows if key in exported} == keys
        for key, pk in rows.items():
            for end in ("", "edit", "remove"):
                answer = told(client, f"/records/{name}/{pk}/{end}")
                assert (answer == missing) == (key not in keys)


def told(client: Client, address: str) -> tuple[int, str]:
    """Status and page, without the tokens that are new each time and the address itself."""
    answer = client.get(address)
    page = re.sub(r'value="\w{64}"', "", answer.content.decode())
    return answer.status_code, page.replace(address, "")


def _rows(name: str) -> list[tuple[str, int]]:
    from lianxin.core.sheets import sheet

    target = sheet(name)
    key = target.column(target.key[0]).attribute
    return list(target.model.unscoped.values_list(key, "pk"))


@pytest.mark.parametrize("role", sorted(set(SEEN) - {"office"}))
def test_who_may_not_change(role: str, seen_by: Callable[[str], Client], members: list[Member]) -> None:
    client = seen_by(role)
    other = members[1]
    change = Change.objects.create(
        sheet="members", record=other.pk, before={"town": "甲"}, after={"town": ""}
    )
    tries = [
        client.get(f"/records/members/{other.pk}/edit"),
        client.post(f"/records/members/{other.pk}/edit", {"town": "x"}),
        client.post(f"/records/members/{other.pk}/remove"),
        client.post(f"/records/members/undo/{change.pk}"),
    ]
    assert {r.status_code for r in tries} <= {403, 404}
    client.post(
        "/records/members/change", {"row": [other.pk], "change": "town", "town": "x", "step": "write"}
    )
    assert Member.unscoped.get(pk=other.pk).town == ""
    assert Member.unscoped.count() == 3


def test_hidden_columns_cannot_be_probed(seen_by: Callable[[str], Client], members: list[Member]) -> None:
    client = seen_by("trainer")
    page = ask(client, "/records/members/?kind=写作&joined_on.from=2021-01-03&sort=joined_on")
    assert set(shown(page)) == {"M1", "M2", "M3"}
    assert "写作" not in page[page.index("<h1>") :].replace("kind=", "")
    assert not shown(ask(client, find(client, "members", search="13800000001")))
    assert not shown(ask(client, find(client, "members", search="chengguan")))
    detail = ask(client, f"/records/members/{members[0].pk}/")
    assert "张三丰" in detail and "138" not in detail and "城关镇" not in detail


def test_an_officer_reads_names_of_others(seen_by: Callable[[str], Client], members: list[Member]) -> None:
    client = seen_by("liaison_officer")
    exported = client.get("/records/members/list.csv").content.decode("utf-8-sig").splitlines()
    rows = {line.split(",")[0]: line for line in exported[1:]}
    assert "写作" in rows["M1"] and "主播" not in rows["M2"] and "李四" in rows["M2"]


def test_an_administrator_sees_no_records(
    user: Callable[[str], User], client: Client, members: list[Member]
) -> None:
    client.force_login(user("administrator"))
    assert client.get("/records/").status_code in (403, 404)
    assert client.get("/records/members/").status_code in (403, 404)
    assert client.get(f"/records/members/{members[0].pk}/").status_code in (403, 404)
