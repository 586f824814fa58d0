"""The made-up district as files and rows: repeatable, consistent, fictional, and dirty where it should be."""

import re
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import numpy as np
import openpyxl
import polars as pl
import pytest

from lianxin import demo
from lianxin.core import sheets as registry
from lianxin.demo import names, seasons
from lianxin.demo.build import tell
from lianxin.demo.orders import buyers, douyin
from lianxin.demo.orders.sales import Plan, plans, stream
from lianxin.demo.orders.shows import shows
from lianxin.demo.world import Place, Sheets, places, split


@pytest.fixture(scope="module")
def place() -> Place:
    return places("small", 2021, demo.SEED)[0]


@pytest.fixture(scope="module")
def told(place: Place):
    return tell(place)


@pytest.fixture(scope="module")
def sold(place: Place, told) -> list[Plan]:
    return plans(place, told[1], shows(place, *told))


@pytest.fixture(scope="module")
def sheets(told) -> Sheets:
    return told[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> demo.Built:
    return demo.build(tmp_path_factory.mktemp("demo"))


def test_two_builds_are_the_same_bytes_and_progress_ends_at_its_total(
    built: demo.Built, tmp_path: Path
) -> None:
    seen: list[tuple[int, int | None]] = []
    again = demo.build(tmp_path, progress=lambda done, of: seen.append((done, of)))
    assert len(built.paths) == len(set(built.paths)) > 40
    for one, other in zip(built.paths, again.paths, strict=True):
        assert one.read_bytes() == other.read_bytes(), one
        if one.relative_to(built.folder).parts[0] == "订单":
            assert one.stat().st_mtime == other.stat().st_mtime
    assert seen[-1] == (36_320, 36_320)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_another_seed_makes_another_district(sheets: Sheets) -> None:
    other = tell(places("small", 2021, 7)[0])[2]
    same = {name for name in sheets if sheets[name] == other[name]}
    assert same == {"bases", "studios", "investments", "listings"} & same


@pytest.mark.parametrize("wrong", [{"scale": "planet"}, {"year": 1949}])
def test_what_cannot_be_made_is_said(tmp_path: Path, wrong: dict) -> None:
    with pytest.raises(ValueError, match="scale is one of"):
        demo.build(tmp_path, **wrong)


def test_all_sheets_are_there_with_unique_keys_and_living_references(sheets: Sheets) -> None:
    assert sorted(sheets) == sorted(s.name for s in registry.sheets())
    for sheet in registry.sheets():
        rows = sheets[sheet.name]
        keys = Counter(tuple(row.get(name) for name in sheet.key) for row in rows)
        assert keys.most_common(1)[0][1] == 1, sheet.name
        for column in sheet.columns:
            values = [row.get(column.name) for row in rows]
            if column.required:
                assert all(value is not None and value != "" for value in values), (sheet.name, column.name)
            if column.choices:
                assert {v for v in values if v} <= set(column.choices), (sheet.name, column.name)
            if column.ref:
                known = {row[registry.sheet(column.ref).key[0]] for row in sheets[column.ref]}
                given = {
                    v for value in values if value for v in (value if isinstance(value, list) else [value])
                }
                assert given <= known, (sheet.name, column.name)


def test_no_studio_is_booked_twice_and_some_nights_pass_midnight(sheets: Sheets) -> None:
    by_studio: dict[str, list] = {}
    for row in sheets["bookings"]:
        by_studio.setdefault(row["studio_no"], []).append((row["starts_at"], row["ends_at"]))
    for spans in by_studio.values():
        spans.sort()
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert sum(row["ends_at"].date() > row["starts_at"].date() for row in sheets["bookings"]) > 100


def test_everything_happens_while_its_member_is_there(sheets: Sheets) -> None:
    joined = {row["member_no"]: row["joined_on"] for row in sheets["members"]}
    for name, column in (
        ("works", "published_on"),
        ("honours", "awarded_on"),
        ("proposals", "submitted_on"),
        ("cases", "opened_on"),
    ):
        assert all(row[column] >= joined[row["member_no"]] for row in sheets[name]), name


def test_all_districts_of_a_province_are_told_apart() -> None:
    first, second = (tell(p)[2] for p in places("province", 2021, demo.SEED)[:2])
    assert len(places("province", 2021, demo.SEED)) == 10
    for sheet in registry.sheets():
        keys = [
            {tuple(row.get(name) for name in sheet.key) for row in rows[sheet.name]}
            for rows in (first, second)
        ]
        assert not keys[0] & keys[1], sheet.name


def test_order_numbers_do_not_meet(place: Place, told, sold: list[Plan]) -> None:
    """Lines of all seller groups of a platform have numbers of their own."""
    for platform in {item.platform for item in told[1]}:
        groups = [plan for plan in sold if plan.platform == platform]
        ids = [set(np.concatenate([s.line_id for s in stream(place, plan)]).tolist()) for plan in groups]
        lines = sum(len(s) for plan in groups for s in stream(place, plan))
        assert sum(map(len, ids)) == lines


def test_growth_seasons_and_festivals_show(place: Place, sold: list[Plan]) -> None:
    by_day = sum(plan.orders.sum(axis=0) for plan in sold if plan.best)
    days = seasons.days(place)
    of = lambda first, last: by_day[days.index(first) : days.index(last) + 1].mean()
    ordinary = of(date(2021, 10, 1), date(2021, 10, 31))
    assert by_day[days.index(place.turn) :].sum() > 1.5 * by_day[: days.index(place.turn)].sum()
    assert of(date(2021, 11, 9), date(2021, 11, 12)) > 2 * ordinary
    assert of(date(2021, 6, 16), date(2021, 6, 20)) > 1.5 * ordinary
    assert of(date(2021, 1, 20), date(2021, 2, 5)) > 2 * of(date(2021, 2, 10), date(2021, 2, 16))
    lychee = next(plan for plan in sold if plan.best and plan.platform == "抖音")
    at = next(n for n, item in enumerate(lychee.items) if item.product.name.startswith("晚熟荔枝"))
    in_season = [n for n, day in enumerate(days) if day.month in (7, 8)]
    assert lychee.orders[at][in_season].sum() > 0.6 * lychee.orders[at].sum()


def test_live_evenings_sell_at_night_and_past_midnight(place: Place, sold: list[Plan]) -> None:
    plan = next(plan for plan in sold if plan.best and plan.platform == "抖音")
    hours = np.concatenate([s.ordered for s in stream(place, plan)]) // 3600 % 24
    counts = np.bincount(hours, minlength=24)
    assert counts[19:24].sum() > 0.6 * counts.sum()
    assert counts[0] > counts[1] > counts[4]


def _douyin(built: demo.Built, part: str, encoding: str = "gb18030") -> list[tuple[Path, pl.DataFrame]]:
    found = [path for path in built.paths if re.match(r"\d{10}_", path.name) and part in path.name]
    return [(p, pl.read_csv(p.read_bytes().decode(encoding).encode(), infer_schema=False)) for p in found]


def test_douyin_files_are_as_merchants_download_them(built: demo.Built) -> None:
    files = _douyin(built, "_订单_20")
    assert {tuple(frame.columns) for _, frame in files} == {douyin.FULL, douyin.CUSTOM}
    assert len(douyin.FULL) == 74
    for path, frame in files:
        exported = int(path.name[:10])
        assert path.stat().st_mtime == exported
        good = frame.filter(pl.col("主订单编号").str.ends_with("\t"))
        assert good["子订单编号"].str.ends_with("\t").mean() > 0.99
        assert good["收件人"].str.starts_with("虚构买家").all()
    names_ = pl.concat([f.select("达人昵称", "达人ID", "售后状态", "订单状态") for _, f in files])
    assert set(names_["达人昵称"]) > {"-", "禾田阿笋", "外地达人阿土"}
    assert names_.filter((pl.col("达人ID") == "-") & (pl.col("达人昵称") == "禾田阿笋")).height > 100
    assert set(names_["售后状态"]) >= {"-", "退款成功", "已全额退款", "售后关闭"}


def test_a_later_export_has_changed_rows(built: demo.Built) -> None:
    again = pl.concat([f for _, f in _douyin(built, "重新导出", "utf-8-sig")])
    before = pl.concat([f.select(again.columns) for _, f in _douyin(built, "_订单_20")])
    both = again.join(before, on="子订单编号")
    assert both.height == again.height > 500
    changed = both.filter(pl.col("订单状态") != pl.col("订单状态_right"))
    assert changed.height > 0.2 * both.height
    refunded = both.filter(pl.col("售后状态").str.contains("退款成功") & (pl.col("售后状态_right") == "-"))
    assert refunded.height > 5


def test_a_total_row_adds_up(built: demo.Built) -> None:
    for path in built.paths:
        if path.name.startswith("orders_export"):
            frame = pl.read_csv(path.read_bytes().decode("utf-8-sig").encode(), infer_schema=False)
            *amounts, total = (Decimal(text) for text in frame["用户实付金额(元)"])
            assert frame["商品"][-1] == "合计"
            assert sum(amounts) == total


def test_dirty_rows_are_there(built: demo.Built) -> None:
    text = "".join(
        p.read_bytes().decode("gb18030") for p in built.paths if "合作商家" in str(p) and "_订单_20" in p.name
    )
    for wrong in ("4.70074E+18", "待成团", "-13-45 88:00:00", "十二元", ",-1,"):
        assert wrong in text
    path = next(p for p in built.paths if p.name == "快手订单2021.xlsx" and "合作商家" in str(p))
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        rows = list(book.active.iter_rows(values_only=True))
    assert isinstance(rows[-2][0], (int, float))
    assert all(isinstance(row[0], str) for row in rows[1:-2])


def test_buyers_and_numbers_belong_to_nobody(sheets: Sheets) -> None:
    phones = {row["phone"] for sheet in ("members", "organisations") for row in sheets[sheet]}
    assert all(re.fullmatch(r"1990001\d{4}", phone) for phone in phones)
    assert all(re.fullmatch(r"1990000\d{4}", phone) for phone in buyers.PHONES)
    assert all(row["url"].startswith("https://video.example/") for row in sheets["works"])


def test_credit_codes_have_a_right_check_sign() -> None:
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    for n in (1, 40, 9_103):
        code = names.uscc(n)
        assert len(code) == 18
        total = sum(signs.index(sign) * weight for sign, weight in zip(code, _WEIGHTS, strict=False))
        assert signs.index(code[17]) == (31 - total % 31) % 31


_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


@pytest.mark.parametrize("total", [0, 1, 7, 100])
def test_shares_add_up(total: int) -> None:
    shares = split(total, [0.2, 3.0, 1.1])
    assert sum(shares) == total
    assert all(
        abs(share - total * weight / 4.3) < 1 for share, weight in zip(shares, (0.2, 3.0, 1.1), strict=True)
    )


def test_every_year_that_is_offered_has_its_calendar() -> None:
    for year in demo.YEARS:
        place = places("small", year, 1)[0]
        days = seasons.days(place)
        assert days[-1] - days[0] == timedelta(days=len(days) - 1)
        assert seasons.trade(place).min() > 0
