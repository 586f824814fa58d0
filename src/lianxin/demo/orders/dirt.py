"""Rows that go wrong in real files: what Excel did to an id, unknown words, days that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from lianxin.demo.orders import buyers
from lianxin.demo.orders.files import Export

Cells = dict[str, str | int]


def rows(export: Export) -> Iterator[Cells]:
    """The broken rows of a file, each with one thing wrong."""
    if export.name.startswith("抖音"):
        yield from _douyin(export)
    else:
        yield from _kuaishou(export)


def _douyin(export: Export) -> Iterator[Cells]:
    day = f"{export.since:%Y-%m-%d}"
    number = 4_700_000_000_000_000_000 + export.since.toordinal() * 100
    broken: tuple[Cells, ...] = (
        {"主订单编号": "4.70074E+18", "子订单编号": "4.70074E+18"},
        {"订单状态": "待成团"},
        {"订单提交时间": f"{day[:4]}-13-45 88:00:00"},
        {"子订单编号": "-"},
        {"商品数量": "-1"},
        {"订单应付金额": "十二元"},
    )
    for n, wrong in enumerate(broken):
        good: Cells = {
            "主订单编号": f"{number + n}\t", "子订单编号": f"{number + n}\t", "选购商品": "高山春笋尝鲜装",
            "商品数量": "1",
            "商品ID": "3500000000000000001\t", "商品单价": "12.90", "订单应付金额": "12.90",
            "订单提交时间": f"{day} 20:15:00",
            "支付完成时间": f"{day} 20:15:31", "订单状态": "已完成", "售后状态": "-", "达人ID": "-",
            "达人昵称": "-",
            "收件人": buyers.NAMES[n], "收件人手机号": buyers.PHONES[n], "详细地址": buyers.ADDRESSES[n],
            "省": "四川省", "市": "成都市",
        }  # fmt: skip
        yield good | wrong


def _kuaishou(export: Export) -> Iterator[Cells]:
    day = f"{export.since:%Y-%m-%d}"
    good: Cells = {
        "订单创建时间": f"{day} 20:15:00", "订单支付时间": f"{day} 20:15:31", "订单状态": "交易成功",
        "实付款": "¥12.90", "成交数量": "1",
        "商品名称": "高山春笋尝鲜装", "商品ID": "22000000000001", "收货人姓名": buyers.NAMES[0],
        "收货人电话": buyers.PHONES[0],
    }  # fmt: skip
    yield good | {"订单号": 2_320_999_999_999_999_9}  # a number of 17 digits: Excel has rounded it
    yield good | {"订单号": "2320999999999998", "订单状态": "拼单中"}
