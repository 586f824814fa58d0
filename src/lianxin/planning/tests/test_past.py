"""What past sessions sold, from sheets and order exports through the import, against counts by hand."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.home import ENVIRONMENT
from lianxin.engines.figures import Duck, World
from lianxin.engines.planner import Demand, Slot, sample, write_problem
from lianxin.lib.dates import BEIJING
from lianxin.market.models import Listing
from lianxin.planning.actions.acting import touch
from lianxin.planning.models import CreatorTerms, Instance, Proposal, Season, Supply, Version
from lianxin.planning.queries import judging
from lianxin.planning.queries.after import afterwards
from lianxin.planning.queries.forecasting import expected_demand, learnt_of
from lianxin.planning.queries.past import Past, past
from lianxin.records.actions import import_paths
from lianxin.records.models import Batch
from lianxin.reports.actions import take_snapshot
from lianxin.sales.figures import sold_lines
from lianxin.sales.queries import lake, sold_in_sessions
from lianxin.sales.tests.reading import csv_text
from lianxin.sales.tests.test_lines import DOUYIN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("event")]

SHEETS = {
    "单位.csv": [["单位名称", "单位类别"], ["甲合作社", "合作社"]],
    "成员.csv": [
        ["成员编号", "姓名", "成员类别", "加入日期", "重点联系"],
        ["M1", "张一", "主播", "2020-01-01", "是"],
        ["M2", "张二", "主播", "2020-01-01", "是"],
        ["M3", "张三", "主播", "2020-01-01", "否"],
    ],
    "平台账号.csv": [
        ["成员编号", "平台", "账号ID", "昵称", "统计日期"],
        ["M1", "抖音", "a1", "茶妹", "2021-01-01"],
        ["M2", "抖音", "a2", "果哥", "2021-01-01"],
        ["M3", "抖音", "a3", "路人", "2021-01-01"],
    ],
    "产品.csv": [
        ["产品编号", "名称", "品类", "供货单位", "上市月份", "上线日期"],
        ["P1", "绿茶", "茶叶", "甲合作社", "2-4", "2020-01-01"],
        ["P2", "蜜桔", "水果", "甲合作社", "", "2020-01-01"],
    ],
    "上架商品.csv": [
        ["平台", "商品ID", "产品编号", "店铺所属成员"],
        ["抖音", "351", "P1", "M1"],
        ["抖音", "352", "P2", ""],
    ],
    "基地.csv": [["基地名称", "启用日期"], ["东基地", "2020-01-01"]],
    "直播间.csv": [
        ["直播间编号", "基地", "类型", "开放时间", "启用日期"],
        ["Z1", "东基地", "标准", "08:00-24:00", "2020-01-01"],
    ],
    "直播场次.csv": [
        ["场次编号", "成员编号", "平台", "直播间编号", "开始时间", "结束时间"],
        ["B1", "M1", "抖音", "Z1", "2021-03-01 19:00", "2021-03-01 21:00"],
        ["B2", "M2", "抖音", "", "2021-03-02 19:00", "2021-03-02 20:00"],
        ["B3", "M1", "抖音", "Z1", "2021-05-03 09:00", "2021-05-03 10:00"],
        ["B4", "M3", "抖音", "", "2021-03-03 19:00", "2021-03-03 21:00"],
        ["B5", "M1", "抖音", "", "2021-12-01 19:00", "2021-12-01 21:00"],
        ["B6", "M1", "快手", "", "2021-03-05 19:00", "2021-03-05 21:00"],
    ],
    "直播商品.csv": [
        ["场次编号", "产品编号"],
        *(["B1", "P1"], ["B1", "P2"], ["B2", "P2"], ["B3", "P1"], ["B4", "P1"], ["B5", "P1"], ["B6", "P1"]),
    ],
}
#: Moment, item, creator's id and name, pieces, paid: which of them a session sold is said beside.
ORDERS = (
    ("2021-02-01 10:00:00", "352", "-", "-", 1, "20.00"),  # begins what the exports cover
    ("2021-03-01 19:30:00", "351", "a1", "茶妹", 3, "60.00"),  # B1, account
    ("2021-03-01 20:59:59", "351", "-", "茶妹", 2, "40.00"),  # B1, nickname
    ("2021-03-01 20:00:00", "351", "-", "-", 1, "20.00"),  # B1, the shop's member
    ("2021-03-01 20:10:00", "352", "a2", "果哥", 9, "90.00"),  # another creator: nobody's session
    ("2021-03-01 21:00:00", "351", "a1", "茶妹", 7, "140.00"),  # the session is over
    ("2021-03-02 19:00:00", "352", "a2", "果哥", 4, "44.00"),  # B2
    ("2021-03-02 19:10:00", "352", "-", "-", 5, "55.00"),  # nobody's
    ("2021-05-03 09:10:00", "352", "a1", "茶妹", 8, "88.00"),  # B3, a product that it did not show
    ("2021-06-01 09:10:00", "352", "a9", "外人", 8, "88.00"),  # ends what the exports cover
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    folder = tmp_path / "in"
    folder.mkdir()
    for name, rows in SHEETS.items():
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
    (folder / "1640000000_订单.csv").write_text(
        csv_text([_order(n) for n in range(len(ORDERS))], list(DOUYIN)), "gb18030"
    )
    document = import_paths(paths=[folder], actor=None)
    assert document["unknown"] == []
    assert [f["problems"] for f in document["files"] if f["problems"]] == []
    yield tmp_path
    lake().close()


def _order(n: int) -> dict[str, str]:
    at, item, creator, name, pieces, paid = ORDERS[n]
    return DOUYIN | {
        "主订单编号": f"69{n:017d}", "子订单编号": f"69{n:017d}", "商品ID": item, "商品数量": str(pieces),
        "订单应付金额": paid, "订单提交时间": at, "支付完成时间": at, "达人ID": creator, "达人昵称": name,
    }  # fmt: skip


def _by_key(found: Past) -> dict:
    return {(line.session, line.shown.product): line for line in found.lines}


def test_lines_of_past_sessions_by_hand(home: Path) -> None:
    found = _by_key(past())
    assert {key: line.sold for key, line in found.items()} == {
        ("B1", "P1"): 6, ("B1", "P2"): 0, ("B2", "P2"): 4, ("B3", "P1"): 0,
    }  # fmt: skip
    first = found["B1", "P1"].shown
    assert (first.creator, first.category, first.studio_type) == ("M1", "茶叶", "标准")
    assert first.starts_at == datetime(2021, 3, 1, 19)
    assert first.units == 3.0  # two hours shared by two products
    assert first.price == 20.0
    assert first.fresh
    assert not found["B3", "P1"].shown.fresh
    assert found["B2", "P2"].shown.studio_type == ""
    _check_whose_sale()
    _check_every_pair_is_expected()


def _check_whose_sale() -> None:
    """Line by line what the figures say."""
    take_snapshot()
    with lake().reading() as reading:
        world = World(Duck(reading.con), date(2021, 1, 1), date(2021, 12, 31))
        columns = ("ordered_at", "member_no", "product_no", "quantity")
        rows = world.engine.fetch(("sold", "past"), lambda: sold_lines(world).select(*columns), world.values)
    spans = {row[0]: (row[1], row[4], row[5]) for row in SHEETS["直播场次.csv"][1:] if row[2] == "抖音"}
    by_figures: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        at = row["ordered_at"]
        for number, (member, starts, ends) in spans.items():
            inside = datetime.fromisoformat(starts) <= at < datetime.fromisoformat(ends)
            if inside and row["member_no"] == member and row["product_no"]:
                by_figures[number, row["product_no"]] += row["quantity"]
    assert by_figures == {(one.session_no, one.product_no): one.pieces for one in sold_in_sessions()}


def _check_every_pair_is_expected() -> None:
    """New creators and products too."""
    slots = [Slot(n, date(2022, 3, 7), at, 120, 0, n) for n, at in enumerate(("09:00", "19:00"))]
    found = expected_demand(["M1", "M3", "new"], {"P1": 20.0, "P9": 0.0}, slots, ["标准", "VIP"])
    assert found is not None
    assert set(found.base) == {(c, p) for c in ("M1", "M3", "new") for p in ("P1", "P9")}
    assert all(base > 0 for base in found.base.values())
    assert len(found.slot_factor["P1"]) == 2
    assert set(found.studio_factor["P9"]) == {"标准", "VIP"}
    assert found.curve[:2] == (0.0, 1.0)


SHOWN = {"P1": 2, "P2": 1}


def _released(sold_out: float) -> None:
    """A season in which B1 was planned with two units of tea, and so much of it was there."""
    season = Season.objects.create(name="春", first=date(2021, 3, 1), weeks=2, starts=["19:00"])
    Supply.objects.create(season=season, product_no="P1", price=20, margin=8, units=[sold_out, 0])
    moment = datetime(2021, 3, 1, 19, tzinfo=BEIJING)
    Proposal.objects.create(
        season=season, version=_version(season, sold_out), member_no="M1", slot=0, starts_at=moment,
        studio_no="Z1", fee=0,
        ends_at=moment + timedelta(hours=2), products=SHOWN, state="released", session_no="B1",
    )  # fmt: skip


def _version(season: Season, stock: float) -> Version:
    return season.versions.create(
        number=season.versions.count() + 1, kind="hand", instance=_instance(season, stock), input_hash="x",
        sessions=[{"creator": "M1", "studio": "Z1", "slot": 0, "products": SHOWN}], objective=0,
        verdict={"broken": [], "parts": {}},
    )  # fmt: skip


def _instance(season: Season, stock: float) -> Instance:
    """Of one slot: eight pieces of tea are wanted and half of it may be there, of oranges twenty."""
    made = sample("tiny")
    both = frozenset({0, 1})
    creator = replace(made.creators[0], id="M1", slots=both)
    studio = replace(made.studios[0], id="Z1", slots=both)
    tea, oranges = (
        replace(one, id=number, supply=(units, 0), promise=0)
        for one, number, units in zip(made.products, ("P1", "P2"), (stock, 99.0), strict=False)
    )
    demand = Demand(
        base={("M1", "P1"): 4.0, ("M1", "P2"): 20.0},
        slot_factor={},
        studio_factor={},
        curve=(0.0, 1.0, 2.0, 3.0),
        cv=0.0,
    )
    slots = (Slot(0, date(2021, 3, 1), "19:00", 120, 0, 0), Slot(1, date(2021, 3, 8), "19:00", 120, 1, 0))
    problem = replace(
        made, slots=slots, creators=(creator,), studios=(studio,), products=(tea, oranges), demand=demand
    )
    content = write_problem(problem)
    return season.instances.create(digest=judging.digest_of(content), content=content)


def test_a_released_session_has_the_units_and_the_stock_of_its_plan(home: Path) -> None:
    _released(6.0)
    for there_was, sold_out in ((6.0, True), (7.0, False)):
        Supply.objects.update(units=[there_was, 0])
        touch(Season.objects.get())  # as every action does: what is kept of the past is looked at anew
        found = _by_key(past())
        assert [found["B1", product].shown.units for product in ("P1", "P2")] == [2.0, 1.0]
        assert found["B1", "P1"].sold_out is sold_out
        assert not found["B1", "P2"].sold_out


def test_afterwards_the_forecast_is_held_to_what_it_had_not_seen(home: Path) -> None:
    _released(99)
    (home / "in" / "直播场次.csv").write_text(
        "场次编号,成员编号,平台,开始时间,结束时间\nB0,M1,抖音,2021-02-20 19:00,2021-02-20 20:00\n", "utf-8"
    )
    (home / "in" / "直播商品.csv").write_text("场次编号,产品编号\nB0,P1\n", "utf-8")
    import_paths(paths=[home / "in" / "直播场次.csv", home / "in" / "直播商品.csv"], actor=None)
    office = User.objects.create_user("office", role=User.Role.OFFICE)
    season = Season.objects.get()
    found = afterwards(office, season)
    assert [(one.key, one.expected, one.planned, one.sold) for one in found.by_session()] == [
        ("B1", None, 28.0, 6)  # nothing had been sold by then, so nothing was learnt; the plan stands
    ]
    assert found.score.lines == 0
    early = {"主订单编号": "70", "子订单编号": "70" * 9, "订单提交时间": "2021-02-20 19:30:00"}
    text = csv_text([_order(1) | early], list(DOUYIN))
    (home / "in" / "1640000001_订单.csv").write_text(text, "gb18030")
    import_paths(paths=[home / "in" / "1640000001_订单.csv"], actor=None)
    found = afterwards(office, season)
    assert [(one.shown.product, one.sold) for one in found.lines] == [("P1", 6), ("P2", 0)]
    assert found.score.lines == 2
    assert all(one.expected for one in found.by_product())
    assert [(one.key, one.sold) for one in found.by_session()] == [("B1", 6)]
    assert {one.key: one.sold for one in found.by_product()} == {"P1": 6, "P2": 0}
    assert afterwards(None, season).lines == ()
    Supply.objects.update(units=[6, 0])
    Proposal.objects.update(version=_version(season, 6))
    touch(season)
    found = afterwards(office, season)
    assert {one.key: (one.planned, one.sold_out) for one in found.by_product()} == {
        "P1": (6.0, 1),  # eight are wanted, six are there, and six were sold
        "P2": (20.0, 0),
    }
    Proposal.objects.update(slot=1)
    assert {one.planned for one in afterwards(office, season).by_product()} == {None}  # not in the plan
    assert "member:M1" in ledger.current().subjects


def test_the_page_says_what_was_planned_and_sold(home: Path) -> None:
    _released(6)
    CreatorTerms.objects.create(season=Season.objects.get(), member_no="M1")
    client = Client()
    client.force_login(User.objects.create_user("planner", role="planner"))
    page = client.get(f"/planning/{Season.objects.get().pk}/actual/").content.decode()
    rows = table(page)
    assert rows[0] == ["场次", "预测需求", "计划售出", "实际售出", "达成率"]
    assert ["绿茶", "售罄", "—", "6", "6", "100%"] in rows
    assert ["蜜桔", "—", "20", "0", "0%"] in rows
    assert "尚未在" not in page
    release = f"/planning/{Season.objects.get().pk}/release/"
    assert "尚未在" not in client.get(release).content.decode()
    Listing.objects.filter(product="P2").update(platform="快手")
    touch(Season.objects.get())
    for address in (release, release.replace("release", "actual")):
        page = client.get(address).content.decode()
        assert "尚未在“上架商品”登记抖音的商品：蜜桔。" in page
    assert ["绿茶", "售罄", "—", "6", "6", "100%"] in table(page)
    assert "蜜桔" not in {row[0] for row in table(page)}  # nothing is known of it, so nothing is said


def table(page: str) -> list[list[str]]:
    found = re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    return [re.sub(r"<[^>]+>|\s+", " ", row).split() for row in found]


def test_what_is_learnt_is_kept_until_something_changes(home: Path) -> None:
    once = learnt_of(["M1"])
    assert learnt_of(["M1"]) is once
    batch = Batch.objects.first()
    assert batch is not None
    import_paths(paths=[home / "in" / "直播商品.csv"], actor=None)
    assert learnt_of(["M1"]) is once  # nothing was new in the file
    (home / "in" / "直播商品.csv").write_text("场次编号,产品编号\nB2,P1\n", "utf-8")
    import_paths(paths=[home / "in" / "直播商品.csv"], actor=None)
    assert learnt_of(["M1"]) is not once
    assert learnt_of(["M1"], before=datetime(2021, 1, 1)) is None


def test_a_home_without_orders_expects_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    slots = [Slot(0, date(2022, 3, 7), "09:00", 120, 0, 0)]
    assert expected_demand(["M1"], ["P1"], slots, ["标准"]) is None
    lake().close()
