"""Receipts of a figure with millions of rows: a page once warm, and the csv download's memory.

    .venv/bin/python bench/figures.py && .venv/bin/python bench/receipt.py [--pages 5]

Reads the lake that bench/figures.py leaves. The peer of a page is DuckDB's own LIMIT and OFFSET over the
same rows with the joins that whose-sale-it-is needs. The download is written as the console writes it, in a
process of its own; RSS is that process's peak, and what it had before the first row.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HOME = Path(__file__).parent / "data" / "figures" / "home"
os.environ["LIANXIN_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.config.settings"
PERIOD = "2020..2021"
PEER = """
    WITH ids AS (SELECT platform, account_id, arg_max(member_no, as_of) AS owner
             FROM lake.main.accounts GROUP BY ALL),
    names AS (SELECT platform, nickname_key, min(member_no) AS namesake FROM lake.main.accounts GROUP BY ALL
              HAVING count(DISTINCT member_no) = 1)
    SELECT l.*, owner, namesake, s.member_no, s.product_no
    FROM lake.main.lines l LEFT JOIN ids ON ids.platform = l.platform AND account_id = creator_id
    LEFT JOIN names ON names.platform = l.platform AND nickname_key = creator_key
    LEFT JOIN lake.main.listings s ON s.platform = l.platform AND s.item_id = l.item_id
    WHERE paid_at IS NOT NULL AND status <> 'unpaid' AND NOT covered LIMIT 50 OFFSET {offset}
"""


def best(work: Callable[[], Any], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def pages(rounds: int) -> None:
    from lianxin.reports.queries import receipt
    from lianxin.sales.queries import lake

    def page(offset: int, **where: str) -> int:
        found = receipt(key="sales.net", period=PERIOD, where=where)
        try:
            return len(found.page(offset, 50))
        finally:
            found.close()

    found = receipt(key="sales.net", period=PERIOD)
    rows = found.head()["count"]
    found.close()
    with lake().reading() as reading:
        for name, offset in (("first", 0), ("middle", rows // 2), ("last", rows - 50)):
            sql = PEER.format(offset=offset)
            mine = best(lambda o=offset: page(o), rounds)
            peer = best(lambda q=sql: reading.con.execute(q).fetchall(), rounds)
            print(f"  {name:7}page of {rows:,} rows {mine:5.0f} ms  LIMIT OFFSET {peer:5.0f} ms")
    print(f"  first  page of one platform        {best(lambda: page(0, platform='快手'), rounds):6.0f} ms")
    print(
        f"  first page of one member          {best(lambda: page(0, member_no='member_no3'), rounds):6.0f} ms"
    )


def peak_rss() -> float:
    """MiB. Not getrusage: there a child starts with its parent's peak."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def download(rows: int) -> None:
    """About that many rows, as the console sends them."""
    from lianxin.console.actions.receipts import receipt_csv
    from lianxin.reports.queries import receipt

    days = date(2020, 1, 1) + timedelta(days=rows * 731 // 3_233_422)
    found = receipt(key="sales.net", period=f"2020-01-01..{days}")
    before = peak_rss()
    start, size, lines = time.perf_counter(), 0, 0
    for piece in receipt_csv(found):
        size += len(piece)
        lines += piece.count(b"\r\n")
    peak = peak_rss()
    seconds = time.perf_counter() - start
    print(f"  csv of {lines - 1:,} rows, {size >> 20} MiB: {seconds:.1f} s,", end=" ")
    print(f"RSS {peak:.0f} MiB ({before:.0f} before)")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=5)
    parser.add_argument("--download", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not HOME.exists():
        sys.exit("run bench/figures.py first")
    import django

    django.setup()
    from lianxin.core import ledger

    with ledger.event(ledger.Who("bench", "command_line"), "bench"):
        measure(given.download, given.pages)


def measure(download_rows: int | None, rounds: int) -> None:
    if download_rows:
        download(download_rows)
        return
    print("receipts of sales.net; milliseconds, best of", rounds)
    pages(rounds)
    for rows in (300_000, 1_000_000):
        subprocess.run([sys.executable, __file__, "--download", str(rows)], check=True)


if __name__ == "__main__":
    main()
