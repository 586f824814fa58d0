"""A small office: records and orders as files, imported the real way."""

from pathlib import Path
from typing import Any

from lianxin.records.actions import import_paths
from lianxin.sales.tests.reading import csv_text
from lianxin.sales.tests.test_lines import DOUYIN

UNITS = "单位名称,单位类别,加入日期\n甲单位,成员单位,2020-01-01\n乙单位,成员单位,2021-02-03\n"
MEMBERS = "成员编号,姓名,成员类别,加入日期,重点联系\n" + "".join(
    f"M{n},某{n},{'主播' if n < 12 else '写作'},2021-01-0{1 + n % 9},{'是' if n == 1 else '否'}\n"
    for n in range(1, 15)
)
EVENTS = (
    "活动编号,名称,类型,主题,开始日期,状态\nE1,电商课,培训班,电商,2021-03-01,已举办\n"
    "E2,直播课,培训班,直播,2021-05-01,已举办\nE3,讲座,讲座,,2021-06-01,已举办\nE4,旧课,培训班,电商,2020-03-01,已举办\n"
)
#: One Douyin order a number: what was paid, in which month.
ORDERS = {1: ("100.00", "2021-06"), 2: ("50.50", "2021-06"), 3: ("20.00", "2021-07"), 4: ("9.00", "2020-07")}
TEXT = """本年度办班{{ learning.courses }}，{{ learning.courses | style=change }}。

{{ learning.courses | style=table | by=topic }}

# 销售

净成交额{{ sales.net | style=phrase }}，订单{{ sales.orders | style=number }}单。

在库成员{{ people.members }}，其中写作{{ people.members | where kind=写作 }}。

{{ people.members | style=table | by=kind }}
"""


def order(number: int, **values: str) -> dict[str, str]:
    paid, month = ORDERS[number]
    return {
        **DOUYIN,
        "主订单编号": f"69200000000000010{number:02d}",
        "子订单编号": f"69200000000000020{number:02d}",
        "商品数量": "1",
        "订单应付金额": paid,
        "订单提交时间": f"{month}-09 21:20:00",
        "支付完成时间": f"{month}-09 21:25:00",
        **values,
    }


def bring(folder: Path, name: str, text: str, **options: Any) -> str:
    """The batch's number."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    found = import_paths(paths=[path], actor=None, **options)
    assert not found["unknown"] and not any(file["rejected"] for file in found["files"]), found
    return str(found["batch"])


def furnish(folder: Path) -> dict[str, str]:
    """Batches by what they brought."""
    return {
        "units": bring(folder, "单位.csv", UNITS),
        "members": bring(folder, "成员.csv", MEMBERS),
        "events": bring(folder, "培训活动.csv", EVENTS),
        "orders": bring(folder, "订单.csv", csv_text([order(n) for n in (1, 2)])),
        "later": bring(folder, "订单2.csv", csv_text([order(n) for n in (3, 4)])),
    }


def refund(number: int, amount: str) -> str:
    """An aftersale file with one refund."""
    row = {
        "售后单号": f"A{number}",
        "商品单号": order(number)["子订单编号"].strip("'"),
        "退商品金额（元）": amount,
        "售后状态": "退款成功",
    }
    return csv_text([row])
