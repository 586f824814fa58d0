"""Records and lake as of one moment: from the models through the lake to the JSON that commands print."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from lianxin.core import hooks
from lianxin.council.models import Meeting
from lianxin.engines.figures import EngineMissing, UnknownDimension, UnknownFigure
from lianxin.engines.lake import Lake, UnknownSnapshot
from lianxin.goodworks.models import Campaign, Donation
from lianxin.people.models import Member
from lianxin.records.models import Revision
from lianxin.reports.actions import snapshots as actions
from lianxin.reports.queries import answers as queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("event")]


@pytest.fixture(autouse=True)
def lake(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lake]:
    lake = Lake(folder / "lake")
    monkeypatch.setattr(actions, "lake", lambda: lake)
    monkeypatch.setattr(queries, "lake", lambda: lake)
    with translation.override("zh-hans"):
        yield lake
    lake.close()


def written(*sheets: str) -> None:
    """What importers and forms do after each write."""
    for sheet in sheets:
        revision, _ = Revision.objects.get_or_create(sheet=sheet)
        revision.number += 1
        revision.save()


def add_member(number: int, **values: Any) -> Member:
    member = Member.objects.create(
        member_no=f"M{number}",
        name="某某",
        kind="主播",
        joined_on=dt.date(2021, 1, 1),
        focus=True,
        source_file="成员.xlsx",
        source_sheet="成员",
        source_row=number,
        **values,
    )
    written("members")
    return member


def figure(key: str, **question: Any) -> dict[str, Any]:
    question = {"period": "2021", "snapshot": actions.take_snapshot()} | question
    (found,) = queries.figures(keys=[key], **question)["figures"]
    return dict(found)


def test_an_empty_home_has_every_figure() -> None:
    snapshot = actions.take_snapshot()
    answer = queries.figures(period="2021", snapshot=snapshot)
    assert answer["period"] == {"text": "2021", "first": "2021-01-01", "last": "2021-12-31"}
    assert (answer["snapshot"], answer["engine"], len(answer["figures"])) == (snapshot, "duckdb", 64)
    values = {found["key"]: (found["value"], found["rows"]) for found in answer["figures"]}
    assert values["sales.net"] == ("0.00", 0)
    assert values["sales.refund_rate"] == values["liaison.most_per_officer"] == (None, 0)
    assert values["market.jobs"] == values["learning.events"] == (0, 0)


def test_a_snapshot_is_taken_only_when_records_moved() -> None:
    first = actions.take_snapshot()
    assert actions.take_snapshot() == first
    add_member(1)
    second = actions.take_snapshot()
    assert second > first
    assert actions.take_snapshot() == second


def test_an_older_snapshot_still_gives_what_it_gave() -> None:
    add_member(1)
    before = actions.take_snapshot()
    add_member(2)
    Member.objects.filter(member_no="M1").update(focus=False)
    written("members")
    assert figure("people.members")["value"] == 2
    assert figure("people.focus_members")["rows"] == 1
    assert figure("people.members", snapshot=before)["value"] == 1
    assert figure("people.focus_members", snapshot=before)["value"] == 1


def test_an_older_reading_does_not_overwrite_a_newer_one() -> None:
    add_member(1)
    actions.take_snapshot()
    late = actions._versions()
    tables = {"members": actions.facts("members")}
    add_member(2)
    newest = actions.take_snapshot()
    assert actions._write({"members": late["members"]}, tables, 1.0) == newest
    assert figure("people.members")["value"] == 2


def test_previous_change_phrase_and_split() -> None:
    flood = Campaign.objects.create(
        campaign_no="G1", title="抗洪", kind="抗洪救灾", starts_on=dt.date(2021, 7, 1)
    )
    for number, day, amount in (
        (1, "2020-12-31", "80.00"),
        (2, "2021-01-01", "90.005"),
        (3, "2021-12-31", "9.99"),
    ):
        Donation.objects.create(
            donation_no=f"D{number}",
            campaign=flood if number == 3 else None,
            kind="现金",
            amount=Decimal(amount).quantize(Decimal("0.01")),
            donated_on=dt.date.fromisoformat(day),
        )
    written("campaigns", "donations")
    found = figure("goodworks.donations", by="campaign_no")
    assert (found["value"], found["rows"], found["previous"], found["change"]) == ("99.99", 2, "80.00", 25.0)
    assert found["phrase"] == "近100元"
    assert found["by"] == [
        {"campaign_no": "", "value": "90.00", "rows": 1},
        {"campaign_no": "G1", "value": "9.99", "rows": 1},
    ]
    assert figure("goodworks.donations", period="2020")["change"] is None
    point = figure("people.members")
    assert (point["previous"], point["change"]) == (None, None)


def test_a_receipt_shows_where_rows_came_from_and_nothing_personal() -> None:
    add_member(7)
    Meeting.objects.create(meeting_no="H1", title="专题", kind="专题会议", held_on=dt.date(2021, 3, 4))
    written("meetings")
    snapshot = actions.take_snapshot()
    with closing(queries.receipt(key="people.members", period="2021", snapshot=snapshot)) as receipt:
        assert receipt.head() == {
            "key": "people.members",
            "period": {"text": "2021", "first": "2021-01-01", "last": "2021-12-31"},
            "where": {},
            "snapshot": snapshot,
            "value": 1,
            "unit": "名",
            "is": "期末日在库的成员：加入日期不晚于期末日，且未在期末日或之前退出",
            "count": 1,
        }
        assert ("member_no", "成员编号") in receipt.columns
        (row,) = receipt.stream()
        assert row["joined_on"] == "2021-01-01"
        assert not {"name", "phone"} & row.keys()
        assert row["source"] == {"file": "成员.xlsx", "sheet": "成员", "row": 7, "batch": ""}
        assert receipt.page(0, 50) == [row] and receipt.page(50, 50) == []
    with closing(queries.receipt(key="council.meetings", period="2021", snapshot=snapshot)) as receipt:
        (row,) = receipt.page(0, 50)
        assert row["source"].keys() == {"user", "at"}


def test_every_column_has_a_chinese_header() -> None:
    snapshot = actions.take_snapshot()
    for known in hooks.figures:
        with closing(queries.receipt(key=known.key, period="2021", snapshot=snapshot)) as receipt:
            assert not [name for name, label in receipt.columns if label.isascii() and name != "url"]


def test_wrong_questions_are_named() -> None:
    snapshot = actions.take_snapshot()
    with pytest.raises(UnknownFigure) as unknown:
        queries.figures(keys=["sales.nett"], period="2021", snapshot=snapshot)
    assert unknown.value.params["near"][0] == "sales.net"
    with pytest.raises(UnknownDimension) as dimension:
        queries.figures(keys=["sales.net"], period="2021", by="plattform", snapshot=snapshot)
    assert dimension.value.params["near"] == ("platform",)
    with pytest.raises(UnknownDimension):
        queries.figures(period="2021", where={"colour": "red"}, snapshot=snapshot)
    with pytest.raises(UnknownDimension):
        queries.receipt(key="sales.provinces", period="2021", where={"city": "成都"}, snapshot=snapshot)
    with pytest.raises(UnknownSnapshot):
        queries.figures(period="2021", snapshot=str(int(snapshot) + 99))
    with pytest.raises(EngineMissing):
        queries.figures(period="2021", engine="abacus", snapshot=snapshot)


def test_without_keys_only_figures_that_have_the_dimension() -> None:
    found = queries.figures(period="2021", by="topic", snapshot=actions.take_snapshot())["figures"]
    assert {f["key"] for f in found} >= {"learning.courses", "desk.questions"}
    assert all(f["by"] == [] for f in found) and len(found) < 10
