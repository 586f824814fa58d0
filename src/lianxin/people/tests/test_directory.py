"""Lists of members and organisations: who sees whom, how they are found, what leaves."""

import io
from typing import Any

import openpyxl
import pytest

pytestmark = pytest.mark.usefixtures("district")


def numbers(page: Any) -> list[str]:
    return [one["row"].member_no for one in page.context["rows"]]


def search(client: Any, text: str, name: str = "members") -> Any:
    answer = client.post(f"/people/search/{name}", {"text": text})
    assert text not in answer.url
    return client.get(answer.url)


def test_the_office_sees_all(as_, kept) -> None:
    page = as_("office").get("/people/")
    assert numbers(page) == ["M001", "M002", "M003"]
    shown = page.content.decode()
    assert "138****0001" in shown
    assert "13800000001" not in shown
    assert "王干部" in shown
    assert set(kept.last["subjects"]) == {"member:M001", "member:M002", "member:M003"}


@pytest.mark.parametrize(
    ("role", "seen", "opened"),
    [
        ("auditor", ["M001", "M002", "M003"], ["M001", "M002", "M003"]),
        ("liaison_officer", ["M001", "M002", "M003"], ["M001"]),
        ("unit_contact", ["M001"], ["M001"]),
        ("trainer", ["M001", "M002", "M003"], []),
    ],
)
def test_who_sees_whom(as_, role: str, seen: list[str], opened: list[str]) -> None:
    page = as_(role).get("/people/")
    assert numbers(page) == seen
    assert [one["row"].member_no for one in page.context["rows"] if one["open"]] == opened
    assert ("河口镇" in page.content.decode()) == ("M002" in opened)


@pytest.mark.parametrize("role", ["member", "grower", "administrator"])
def test_who_has_no_business_here(as_, role: str) -> None:
    client = as_(role)
    for address in ("/people/", "/people/organisations/", "/people/M001/", "/people/export/members.csv"):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("张", ["M001"]),
        ("zhangs", ["M001"]),
        ("zsf", ["M001"]),
        ("shanxx", ["M003"]),
        ("hebianli", ["M002"]),
        ("m002", ["M002"]),
        ("没有这人", []),
    ],
)
def test_search(as_, text: str, found: list[str]) -> None:
    assert numbers(search(as_("office"), text)) == found


def test_a_search_is_told_as_what_it_showed(as_, kept) -> None:
    search(as_("office"), "lsg")
    assert set(kept.last["subjects"]) == {"member:M002"}


def test_an_unknown_token_searches_nothing(as_) -> None:
    assert len(numbers(as_("office").get("/people/?s=nothing"))) == 3


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=主播", ["M001", "M003"]),
        ("town=河口镇", ["M002"]),
        ("organisation=城关电商协会", ["M001"]),
        ("focus=1", ["M001"]),
        ("state=present", ["M001", "M002"]),
        ("state=left", ["M003"]),
        ("officer=G1", ["M001"]),
        ("kind=主播&state=present", ["M001"]),
        ("sort=name", ["M002", "M003", "M001"]),
        ("kind=no such kind", ["M001", "M002", "M003"]),
    ],
)
def test_filters(as_, query: str, found: list[str]) -> None:
    assert numbers(as_("office").get(f"/people/?{query}")) == found


def test_a_filter_does_not_tell_about_members_of_others(as_) -> None:
    client = as_("liaison_officer")
    assert numbers(client.get("/people/?kind=主播")) == ["M001"]
    assert numbers(client.get("/people/?town=河口镇")) == ["M001", "M002", "M003"]  # not one of its choices
    assert numbers(client.get("/people/?state=left")) == []
    assert "kind" not in as_("trainer").get("/people/").context["form"].fields


def test_organisations(as_, kept) -> None:
    page = as_("office").get("/people/organisations/?town=城关镇")
    shown = page.content.decode()
    assert "城关电商协会" in shown
    assert "李*" in shown
    assert "13811112222" not in shown
    assert kept.last["subjects"] == {"unit:城关电商协会": ["organisations"]}
    assert [o["row"].name for o in search(as_("auditor"), "hkhzs", "organisations").context["rows"]] == [
        "河口合作社"
    ]


def test_export_holds_what_is_seen(as_, kept) -> None:
    answer = as_("liaison_officer").get("/people/export/members.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["成员编号", "M001", "M002", "M003"]
    assert "138****0001" in rows[1]
    assert [cell for cell in rows[2] if cell] == ["M002", "李四光", "河边李"]
    assert kept.last["verb"] == "export"
    assert len(kept.last["subjects"]) == 3
    assert "13800000001" not in as_("office").get("/people/export/members.csv").content.decode("utf-8-sig")


def test_several_are_changed_at_once(as_, district) -> None:
    client = as_("office")
    assert 'action="/records/members/change"' in client.get("/people/").content.decode()
    rows = [member.pk for member in district["members"][:2]]
    asked = {"row": rows, "change": "industry", "industry": "竹编"}
    assert client.post("/records/members/change", asked | {"step": "look"}).status_code == 200
    client.post("/records/members/change", asked | {"step": "write"})
    found = client.get("/people/?industry=竹编")
    assert numbers(found) == ["M001", "M002"]
    assert 'name="row"' not in as_("auditor").get("/people/").content.decode()
