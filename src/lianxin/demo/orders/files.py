"""Which merchant downloaded what and when: the export files of a district."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from lianxin.demo.orders import douyin, jingdong, kuaishou, pinduoduo, taobao, wechat, xiaohongshu
from lianxin.demo.orders.cells import Columns
from lianxin.demo.orders.lines import Lines
from lianxin.demo.orders.sales import DAY, Flags, Plan
from lianxin.demo.world import Place
from lianxin.lib.dates import BEIJING


@dataclass(frozen=True)
class Export:
    """One file: the lines of orders placed from `since` to before `until`, as they stood at `exported`."""

    name: str  # path below the orders folder; csv or xlsx
    header: Sequence[str]
    columns: Callable[[Lines], Columns]
    since: date
    until: date
    exported: datetime  # Beijing, naive
    encoding: str = "gb18030"
    keep: Callable[[Lines], Flags] | None = None  # of these lines only those
    rows: Callable[[Lines], Flags] | None = None  # which lines make a row of their own; None: all
    dirty: bool = False  # some rows at the end that no importer can take
    total: str = ""  # column that a total row at the end sums

    def take(self, lines: Lines) -> Lines:
        ordered = lines.sales.ordered
        since, until = _second(lines.place, self.since), _second(lines.place, self.until)
        lines = lines.where(np.asarray((ordered >= since) & (ordered < until)))
        return lines.where(self.keep(lines)) if self.keep else lines


def seconds_at(place: Place, moment: datetime) -> int:
    return int((moment - datetime.combine(place.first, time())).total_seconds())


def _second(place: Place, day: date) -> int:
    return (day - place.first).days * DAY


def exports(place: Place, plan: Plan) -> list[Export]:
    """The files in which a plan's lines are found."""
    return list(_BY_PLATFORM[plan.platform](place, plan))


def _spans(place: Place, months: int) -> Iterator[tuple[date, date]]:
    starts = [date(y, m, 1) for y in (place.year - 1, place.year) for m in range(1, 13, months)]
    yield from zip(starts, [*starts[1:], date(place.year + 1, 1, 1)], strict=True)


def _after(day: date, days: int) -> datetime:
    return datetime.combine(day + timedelta(days=days), time(9, 30))


def _epoch(moment: datetime) -> int:
    return int(moment.replace(tzinfo=BEIJING).timestamp())


def _shop(plan: Plan) -> str:
    return "禾田阿笋旗舰店" if plan.best else "合作商家"


def _douyin(place: Place, plan: Plan) -> Iterator[Export]:
    """Quarterly files, one with all columns; the last weeks once more when their orders had ended."""
    folder = f"抖音/{_shop(plan)}"
    for n, (since, until) in enumerate(_spans(place, 3 if plan.best else 6)):
        made = _after(until, 4)
        name = f"{folder}/{_epoch(made)}_订单_{since:%Y%m}.csv"
        header = douyin.FULL if n == 0 else douyin.CUSTOM
        yield Export(name, header, douyin.orders, since, until, made, dirty=not plan.best)
    again, end = date(place.year, 12, 16), date(place.year + 1, 1, 1)
    made = _after(end, 25)
    name = f"{folder}/{_epoch(made)}_订单_重新导出.csv"
    yield Export(name, douyin.CUSTOM, douyin.orders, again, end, made, encoding="utf-8-sig")
    for since, until in _spans(place, 12):
        made = _after(until, 25)
        name = f"{folder}/{_epoch(made)}_售后_{since:%Y}.csv"
        yield Export(name, douyin.AFTERSALE, douyin.aftersales, since, until, made, keep=_listed_refund)


def _listed_refund(lines: Lines) -> Flags:
    return lines.refunded & lines.sales.listed


def _kuaishou(place: Place, plan: Plan) -> Iterator[Export]:
    folder = f"快手/{_shop(plan)}"
    for since, until in _spans(place, 12):
        made = _after(until, 20)
        name = f"{folder}/快手订单{since:%Y}.xlsx"
        yield Export(name, kuaishou.ORDERS, kuaishou.orders, since, until, made, dirty=not plan.best)
        name = f"{folder}/快手售后{since:%Y}.xlsx"
        yield Export(name, kuaishou.AFTERSALE, kuaishou.aftersales, since, until, made, keep=_listed_refund)


def _wechat(place: Place, plan: Plan) -> Iterator[Export]:
    for since, until in _spans(place, 12):
        name = f"视频号/{_shop(plan)}/订单明细{since:%Y}.xlsx"
        yield Export(name, wechat.ORDERS, wechat.orders, since, until, _after(until, 20))


def _pinduoduo(place: Place, plan: Plan) -> Iterator[Export]:
    for since, until in _spans(place, 12):
        made = _after(until, 20)
        name = f"拼多多/orders_export{made:%Y-%m-%d}.csv"
        yield Export(
            name,
            pinduoduo.ORDERS,
            pinduoduo.orders,
            since,
            until,
            made,
            encoding="utf-8-sig",
            total="用户实付金额(元)",
        )


def _taobao(place: Place, plan: Plan) -> Iterator[Export]:
    """The item list of the last month was forgotten: those orders are known from the order list only."""
    made = _after(date(place.year + 1, 1, 1), 20)
    forgotten = date(place.year, 12, 1)
    name = f"淘宝/ExportOrderDetailList{made:%Y%m%d%H%M}.csv"
    yield Export(name, taobao.ITEMS, taobao.items, place.first, forgotten, made)
    name = f"淘宝/ExportOrderList{made:%Y%m%d%H%M}.csv"
    end = date(place.year + 1, 1, 1)
    yield Export(name, taobao.ORDERS, taobao.orders, place.first, end, made, rows=Lines.first_of_order)


def _jingdong(place: Place, plan: Plan) -> Iterator[Export]:
    for since, until in _spans(place, 12):
        yield Export(
            f"京东/订单导出{since:%Y}.csv", jingdong.ORDERS, jingdong.orders, since, until, _after(until, 20)
        )


def _xiaohongshu(place: Place, plan: Plan) -> Iterator[Export]:
    for since, until in _spans(place, 12):
        name = f"小红书/订单{since:%Y}.xlsx"
        yield Export(name, xiaohongshu.ORDERS, xiaohongshu.orders, since, until, _after(until, 20))


_BY_PLATFORM: dict[str, Callable[[Place, Plan], Iterator[Export]]] = {
    "抖音": _douyin,
    "快手": _kuaishou,
    "视频号": _wechat,
    "拼多多": _pinduoduo,
    "淘宝": _taobao,
    "京东": _jingdong,
    "小红书": _xiaohongshu,
}
