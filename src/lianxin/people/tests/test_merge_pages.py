"""The pages of merging and renaming: from the suggestion to the undo, and who gets in."""

from typing import Any

import pytest

from lianxin.market.models import Outlet
from lianxin.people.models import Member, Merge, Organisation, Renaming

pytestmark = pytest.mark.usefixtures("district")


@pytest.fixture
def twin(district: dict[str, Any]) -> Member:
    first = district["members"][0]
    return Member.objects.create(
        member_no="M009",
        name="张三峰",
        stage_name="山里红二号",
        kind="主播",
        joined_on=first.joined_on,
        focus=False,
        phone="13800000001",
        town="城关镇",
    )


def test_from_the_suggestion_to_the_undo(as_, twin, kept) -> None:
    client = as_("office")
    page = client.get("/people/duplicates/").content.decode()
    assert "张三峰" in page
    assert "13800000001" not in page
    assert kept.last["purpose"]["code"] == "duty"
    side = client.get("/people/duplicates/compare?first=M001&second=M009")
    assert {row["column"] for row in side.context["rows"] if row["same"]} >= {"kind", "phone", "town"}
    assert set(kept.last["subjects"]) == {"member:M001", "member:M009"}
    chosen = {
        "first": "M001",
        "second": "M009",
        "member_no": "second",
        "name": "first",
        "stage_name": "second",
    }
    answer = client.post("/people/duplicates/compare", chosen)
    done = Merge.objects.get()
    assert answer.url == f"/people/merges/{done.pk}/"
    one = Member.unscoped.get(member_no="M009")
    assert (one.name, one.stage_name) == ("张三丰", "山里红二号")
    assert client.get(answer.url).context["moved"]
    assert client.get("/people/M001/").url == "/people/M009/"  # the old number leads on
    client.post(answer.url)
    assert Member.unscoped.filter(member_no__in=["M001", "M009"]).count() == 2
    again = client.post(answer.url, follow=True).content.decode()
    assert "已经" in again or "already" in again


def test_two_people_are_not_suggested_again(as_, twin) -> None:
    client = as_("office")
    client.post("/people/duplicates/apart", {"first": "M009", "second": "M001"})
    assert client.get("/people/duplicates/").context["total"] == 0


@pytest.mark.parametrize(
    "query", ["first=M001&second=M001", "first=M001&second=M777", "first=&second=", "first=M001"]
)
def test_nothing_to_compare(as_, query: str) -> None:
    assert as_("office").get(f"/people/duplicates/compare?{query}").status_code == 404


@pytest.mark.parametrize(
    "role", ["auditor", "liaison_officer", "unit_contact", "trainer", "member", "grower"]
)
def test_only_the_office_merges_and_renames(as_, role: str) -> None:
    client = as_(role)
    for address in (
        "/people/duplicates/",
        "/people/duplicates/compare?first=M001&second=M002",
        "/people/merges/1/",
    ):
        assert client.get(address).status_code == 403
    for address in (
        "/people/rename",
        "/people/rename/1/undo",
        "/people/duplicates/apart",
        "/people/merges/1/",
    ):
        assert client.post(address).status_code == 403


def test_places(as_) -> None:
    Outlet.objects.create(outlet_no="W1", name="点", town="城关镇", village="青坪村", opened_on="2021-01-01")
    towns, villages = as_("auditor").get("/people/places/").context["tables"]
    found = {word.text: dict(zip(towns["heads"], word.counts, strict=True)) for word in towns["words"]}
    assert {k: v for k, v in found["城关镇"].items() if v} == {"成员": 2, "单位": 1, "农村电商网点": 1}
    assert [(w.text, w.within, w.counts) for w in villages["words"]] == [("青坪村", "城关镇", (1,))]
    own = as_("liaison_officer").get("/people/places/").context["tables"][0]
    assert sum(dict(zip(own["heads"], w.counts, strict=True))["成员"] for w in own["words"]) == 1


def test_categories(as_) -> None:
    kinds, industries, units = as_("auditor").get("/people/categories/").context["tables"]
    assert {w.text: w.total for w in kinds["words"]}["主播"] == 2
    assert [(w.text, w.total) for w in industries["words"]] == [("茶叶", 3)]
    assert sum(w.total for w in units["words"]) == 2


def test_a_misspelt_town_is_put_right_everywhere_and_back(as_) -> None:
    client = as_("office")
    before = list(Member.unscoped.order_by("pk").values_list("member_no", "town"))
    client.post("/people/rename", {"column": "town", "old": "城关镇", "new": "城关街道"})
    assert set(Member.unscoped.values_list("town", flat=True)) == {"城关街道", "河口镇"}
    assert Organisation.unscoped.filter(town="城关街道").count() == 1
    done = Renaming.objects.get()
    assert len(done.changes) == 3
    client.post(f"/people/rename/{done.pk}/undo")
    assert list(Member.unscoped.order_by("pk").values_list("member_no", "town")) == before
    assert Organisation.unscoped.filter(town="城关镇").count() == 1
    for wrong in (
        {"old": "没有", "new": "新"},
        {"old": "城关镇", "new": "城关镇"},
        {"old": "城关镇", "new": ""},
    ):
        client.post("/people/rename", {"column": "town"} | wrong)
    assert Renaming.objects.count() == 1


def test_an_undo_of_a_renaming_is_all_or_nothing(as_) -> None:
    client = as_("office")
    client.post("/people/rename", {"column": "town", "old": "城关镇", "new": "城关街道"})
    Member.unscoped.filter(member_no="M003").update(town="别处")
    done = Renaming.objects.get()
    client.post(f"/people/rename/{done.pk}/undo")
    assert Member.unscoped.get(member_no="M001").town == "城关街道"
    assert Renaming.objects.get().undone_at is None
