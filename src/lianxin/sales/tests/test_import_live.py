"""Douyin's two session tables become rows of the sheet live_sessions."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from lianxin.market.models import LiveSession
from lianxin.people.models import Account, Member
from lianxin.records.actions import import_paths
from lianxin.sales.rules.live import duration
from lianxin.sales.tests.test_import_orders import write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_home")]
SHOP = {
    "主播昵称": "茶妹", "主播抖音号": "chamei", "直播开始时间": "2021-07-08 16:33:00",
    "直播结束时间": "2021-07-08 18:03:10",
    "直播间观看人数": "12,345", "直播间成交金额": "¥4,900.5", "主播头像": "http://x",
}  # fmt: skip
CREATOR = {
    "直播标题": "采茶", "直播ID": "7123", "开播时间": "2021/07/08 16:33", "直播时长": "1小时21分5秒",
    "直播间观看人数": "88", "直播间成交金额": "¥49.9", "看播粉丝占比": "100.00%",
}  # fmt: skip


def beijing(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def member() -> Member:
    member = Member.objects.create(
        member_no="M1", name="甲", kind="主播", joined_on="2021-01-01", focus=False
    )
    Account.objects.create(
        member=member, platform="抖音", account_id="chamei", nickname="茶妹", as_of="2021-01-01"
    )
    return member


def test_the_shop_table_finds_the_host_by_account_or_nickname(folder, member):
    rows = [SHOP, {**SHOP, "主播抖音号": "", "直播开始时间": "2021-07-09 10:00:00",
    "直播结束时间": "2021-07-09 11:00:00"},
            {**SHOP, "主播抖音号": "other", "主播昵称": "路人"}, {"主播昵称": "合计",
            "直播间成交金额": "9"}]  # fmt: skip
    (f,) = import_paths(paths=[write(folder, "l.csv", rows, list(SHOP))], actor=None)["files"]
    assert (f["read"], f["new"], f["rejected"], f["excluded"]) == (4, 2, 1, {"合计行": 1})
    assert [(p["row"], p["column"]) for p in f["problems"]] == [(4, "主播抖音号")]
    first = LiveSession.unscoped.order_by("starts_at").first()
    assert first.session_no == "抖音-chamei-202107081633"
    assert (first.member_id, first.viewers, first.reported_amount) == ("M1", 12345, Decimal("4900.50"))
    assert (first.starts_at, first.ends_at) == (beijing(2021, 7, 8, 16, 33), beijing(2021, 7, 8, 18, 3, 10))


def test_the_creators_own_table_needs_to_be_told_whose_it_is(folder, member):
    path = write(folder, "c.csv", [CREATOR])
    document = import_paths(paths=[path], actor=None)
    assert document["files"] == [] and "--shop" in document["unknown"][0]["reason"]
    (f,) = import_paths(paths=[path], actor=None, shop="chamei")["files"]
    assert f["new"] == 1
    session = LiveSession.unscoped.get()
    assert (session.session_no, session.member_id) == ("抖音-7123", "M1")
    assert session.ends_at == beijing(2021, 7, 8, 17, 54, 5)
    assert import_paths(paths=[path], actor=None, shop="M1")["files"][0]["unchanged"] == 1


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1小时21分5秒", 4865), ("45分", 2700), ("59秒", 59), ("01:02:03", 3723), ("1天2小时", 93600)],
)
def test_durations(text, seconds):
    assert duration(text).total_seconds() == seconds


@pytest.mark.parametrize("text", ["", "很久", "1:2", "5"])
def test_what_is_no_duration(text):
    assert duration(text) is None


def test_what_the_sheet_refuses_is_told_in_the_files_own_columns(folder, member):
    rows = [SHOP, {**SHOP, "直播开始时间": "2021-07-09 16:33:00"}, {**SHOP, "直播开始时间": "昨"}]
    document = import_paths(paths=[write(folder, "s.csv", rows)], actor=None)
    found = [(p["row"], p["column"], p["value"]) for p in document["files"][0]["problems"]]
    assert found == [(3, "直播结束时间", "2021-07-08 18:03:10"), (4, "直播开始时间", "昨")]
