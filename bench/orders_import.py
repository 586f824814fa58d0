"""Douyin order lines from a GB18030 csv into the lake, against polars on the same content in UTF-8.

    .venv/bin/python bench/orders_import.py [--lines 3300000] [--rounds 1]

Made-up data, the same for the same number of lines: 30 of the export's 74 columns, among them the
receiver's name, phone and address (dropped by the import), ids with the TAB that Douyin appends, amounts
from 1,000 with a comma, 42 items, 300 creators, all provinces, 6 % refunds, 1 % gifts of no price, 2 %
unpaid. The second export holds 1,000,000 of the same lines, 30 % of them with a later status.

polars reads the UTF-8 file with all its columns and types as it infers them, and writes Parquet with zstd;
and once more with only the columns that the import reads. Every measurement is a process of its own; RSS is
that process's peak, CPU its user and system time.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

DATA = Path(__file__).parent / "data"
FIRST, SECOND = "1640966400_orders.csv", "1643644800_orders.csv"  # 2022-01-01 and 2022-02-01
SECOND_LINES = 1_000_000
HEADERS = [
    "主订单编号", "子订单编号", "选购商品", "商品规格", "商品数量", "商品ID", "商家编码", "商品单价",
    "订单应付金额", "运费", "优惠总金额", "平台优惠", "支付方式", "收件人", "收件人手机号", "省", "市",
    "区", "街道", "详细地址", "订单提交时间", "订单完成时间", "支付完成时间", "流量来源", "订单状态",
    "达人ID", "达人昵称", "售后状态", "流量类型", "流量体裁",
]  # fmt: skip
PROVINCES = [
    "四川省", "重庆市", "贵州省", "云南省", "广东省", "浙江省", "江苏省", "山东省", "河南省", "湖北省",
    "湖南省", "河北省", "北京市", "上海市", "天津市", "福建省", "江西省", "安徽省", "陕西省", "山西省",
    "甘肃省", "青海省", "辽宁省", "吉林省", "黑龙江省", "海南省", "内蒙古自治区", "广西壮族自治区",
    "西藏自治区", "宁夏回族自治区", "新疆维吾尔自治区",
]  # fmt: skip
WANTED = [
    "主订单编号", "子订单编号", "选购商品", "商品规格", "商品数量", "商品ID", "订单应付金额", "省", "市",
    "订单提交时间", "支付完成时间", "订单状态", "达人ID", "达人昵称", "售后状态", "流量体裁",
]  # fmt: skip


def line(number: int, later: bool) -> str:
    at = datetime(2020, 1, 1) + timedelta(seconds=number * 19 + number * number % 17)
    item, creator = number * 7 % 42, number * 13 % 300
    price = 0.0 if number % 100 == 7 else 9.9 + (number * 37 % 120_000) / 100
    changed = later and number % 10 < 3  # shipped before, completed now
    unpaid, refunded = number % 10 >= 3 and number % 33 == 5, number % 17 == 3
    status = "待支付" if unpaid else "已完成" if number % 10 >= 3 or changed else "已发货"
    aftersale = "同意退款，退款成功" if refunded or (changed and number % 50 == 1) else "-"
    province = PROVINCES[number * 11 % len(PROVINCES)]
    finished = f"{at + timedelta(days=5, seconds=number % 5000)}" if status == "已完成" else ""
    paid = "" if unpaid else f"{at + timedelta(seconds=20 + number % 50)}"
    return (
        f"{6900000000000000000 + number * 4 // 5}\t,{6910000000000000000 + number}\t,"
        f"青禾早茶 明前{item}号 250g*2罐（礼盒装）,规格{item % 9};默认,{1 + number % 3},"
        f"{3400000000000000000 + item}\t,SKU{item:03d},{_amount(price)},{_amount(price)},0.00,0.00,0.00,"
        f"微信,张*{number % 97},138****{number % 10_000:04d},{province},{province[:2]}第{number % 12}市,"
        f"某区,某街道,某路{number % 500}号,{at},{finished},{paid},精选联盟,{status},"
        f"{70_000_000_000 + creator},达人{creator}号,{aftersale},自然流量,直播\n"
    )


def _amount(price: float) -> str:
    return f'"{price:,.2f}"' if price >= 1000 else f"{price:.2f}"


def make(lines: int) -> Path:
    """The files, once. Returns their folder."""
    folder = DATA / f"douyin-{lines}"
    if (folder / "done").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    print(f"making {lines:,} lines in {folder}", file=sys.stderr)
    _write(folder / FIRST, range(lines), "gb18030", later=False)
    _write(folder / "orders.utf8.csv", range(lines), "utf-8", later=False)
    # Every third line from the end: old and new months mixed, as a merchant exports "all orders since".
    picked = range(max(lines - 3 * SECOND_LINES, 0), lines, 3) if lines > SECOND_LINES else range(lines // 3)
    _write(folder / SECOND, picked, "gb18030", later=True)
    (folder / "done").touch()
    return folder


def _write(path: Path, numbers: range, encoding: str, *, later: bool) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        file.write(",".join(HEADERS) + "\n")
        for start in range(0, len(numbers), 50_000):
            file.write("".join(line(number, later) for number in numbers[start : start + 50_000]))


def import_file(path: Path) -> dict[str, object]:
    """In a child: the import as the command does it."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.config.settings"
    django.setup()
    from django.core.management import call_command

    from lianxin.records.actions import import_paths

    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    document = import_paths(paths=[path], actor=None)
    seconds = time.perf_counter() - start
    (file,) = document["files"]
    return {
        "seconds": seconds,
        "counts": {key: file[key] for key in ("new", "updated", "unchanged", "rejected")},
    }


def polars_file(path: Path, columns: list[str]) -> dict[str, object]:
    import polars as pl

    target = path.with_suffix(".parquet")
    start = time.perf_counter()
    text = {"商品单价": pl.String, "订单应付金额": pl.String}  # commas from 1,000 on
    table = pl.scan_csv(path, try_parse_dates=True, schema_overrides=text)
    (table.select(columns) if columns else table).sink_parquet(target, compression="zstd")
    seconds = time.perf_counter() - start
    target.unlink()
    return {"seconds": seconds}


def child(job: str, home: Path, *arguments: str) -> dict[str, object]:
    command = [sys.executable, __file__, "--job", job, *arguments]
    environment = {**os.environ, "LIANXIN_HOME": str(home)}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def run_job(job: str, path: Path) -> None:
    jobs = {
        "import": lambda: import_file(path),
        "polars": lambda: polars_file(path, []),
        "polars-wanted": lambda: polars_file(path, WANTED),
    }
    result = jobs[job]()
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps(result | {"rss_mb": used.ru_maxrss / 1024, "cpu": used.ru_utime + used.ru_stime}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=3_300_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--job")
    parser.add_argument("path", nargs="?", type=Path)
    given = parser.parse_args()
    if given.job:
        run_job(given.job, given.path)
        return
    folder = make(given.lines)
    home = DATA / "home"
    for _ in range(given.rounds):
        shutil.rmtree(home, ignore_errors=True)
        peer = child("polars", home, str(folder / "orders.utf8.csv"))
        narrow = child("polars-wanted", home, str(folder / "orders.utf8.csv"))
        first = child("import", home, str(folder / FIRST))
        second = child("import", home, str(folder / SECOND))
        report(peer, narrow, first, second)


def report(peer: dict, narrow: dict, first: dict, second: dict) -> None:
    for name, found, base in (
        ("polars, utf-8, all columns, to zstd Parquet", peer, peer),
        ("polars, utf-8, the 16 columns that the import reads", narrow, peer),
        ("first import, gb18030 csv to lake", first, peer),
        ("later export of 1,000,000 lines, 30 % changed", second, first),
    ):
        ratio = found["seconds"] / base["seconds"]
        measured = f"{found['seconds']:6.2f} s  ratio {ratio:5.2f}  cpu {found['cpu']:6.2f} s"
        print(f"{name:55} {measured}  {found['rss_mb']:5.0f} MB  {found.get('counts', '')}")


if __name__ == "__main__":
    main()
