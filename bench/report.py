"""Publishing the annual report over a district's lines, against the same numbers and hashes in plain SQL.

    .venv/bin/python bench/report.py [--lines 3300000] [--home DIR]

The peer is DuckDB with hand-written SQL (figures.sql for the 64 figures of both years, and here the splits of
sales that the report prints and one SHA-256 over the sold lines' sorted hashes): no text, no receipts of the
other figures, no charts, nothing stored. Each side runs in a process of its own, whose greatest memory is
told. `--home` publishes in a home that is there, for instance a demo district, and then has no peer.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import figures as bench_figures

SPLITS = (("month", "strftime(paid_at, '%Y-%m')"), ("platform", "platform"), ("province", "province"))
SOLD = (
    "paid_at >= '2021-01-01' AND paid_at < '2022-01-01' AND status <> 'unpaid' AND NOT covered"  # the year's
)
COLUMNS = (
    *("platform", "line_id", "paid_at", "item_title", "quantity", "paid_amount", "refund_amount"),
    *("refund_basis", "creator_name", "creator_id", "shop", "order_id", "ordered_at", "status", "item_id"),
    *("spec", "carrier", "city", "province", "source_file", "source_sheet", "source_row", "source_batch"),
)


def ours(snapshot: str) -> dict[str, Any]:
    """Draft, publish and open again."""
    from lianxin.core import ledger
    from lianxin.core.ledger import Who
    from lianxin.reports import actions, queries
    from lianxin.reports.models import Edition

    with ledger.event(Who("bench", "office"), "bench"):
        draft = actions.start_draft(period="2021", actor=None)
        begun, cpu = time.perf_counter(), time.process_time()
        edition = actions.publish_edition(edition_no=draft.pk, checks=True, actor=None)
        published, cpu = time.perf_counter() - begun, time.process_time() - cpu
        opened = []
        for _ in range(5):
            begun = time.perf_counter()
            document = queries.document_of(Edition.objects.get(pk=edition.pk))
            opened.append(time.perf_counter() - begun)
    return {"publish": published, "cpu": cpu, "open": min(opened), "figures": len(document.figures)}


def peer(snapshot: str) -> dict[str, Any]:
    from lianxin.sales.queries import lake

    begun, cpu = time.perf_counter(), time.process_time()
    bench_figures.by_hand(snapshot)
    with lake().reading(int(snapshot)) as reading:
        for _name, group in SPLITS:
            reading.con.execute(
                "SELECT count(DISTINCT (platform, order_id)), sum(paid_amount), sum(refund_amount) "
                f"FROM lake.main.lines WHERE {SOLD} GROUP BY {group}"
            ).fetchall()
        texts = ", ".join(f"{column}::VARCHAR" for column in COLUMNS)
        reading.con.execute(
            "SELECT sha256(string_agg(h, '' ORDER BY h)) FROM "
            f"(SELECT sha256(to_json([{texts}])) AS h FROM lake.main.lines WHERE {SOLD})"
        ).fetchall()
    return {"publish": time.perf_counter() - begun, "cpu": time.process_time() - cpu}


def measured(side: str, home: Path, snapshot: str) -> dict[str, Any]:
    """In a process of its own."""
    run = subprocess.run(
        [sys.executable, __file__, "--side", side, "--home", str(home), "--snapshot", snapshot],
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(run.stdout.splitlines()[-1]))


def run_side(side: str, snapshot: str) -> None:
    import django

    django.setup()
    found = {"ours": ours, "peer": peer}[side](snapshot)
    found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(found))


def prepare(lines: int) -> tuple[Path, str]:
    shutil.rmtree(bench_figures.DATA, ignore_errors=True)
    home = bench_figures.DATA / "home"
    home.mkdir(parents=True)
    os.environ["LIANXIN_HOME"] = str(home)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    bench_figures.prepare(lines)
    from lianxin.reports.actions import take_snapshot

    return home, take_snapshot()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=3_300_000)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--side", choices=["ours", "peer"])
    parser.add_argument("--snapshot", default="")
    given = parser.parse_args()
    if given.home:
        os.environ["LIANXIN_HOME"] = str(given.home.resolve())
    if given.side:
        run_side(given.side, given.snapshot)
        return
    if given.home:
        print(json.dumps({"load": os.getloadavg()[0], **measured("ours", given.home, "")}))
        return
    home, snapshot = prepare(given.lines)
    sides = {side: measured(side, home, snapshot) for side in ("peer", "ours")}
    mine, other = sides["ours"], sides["peer"]
    print(f"{given.lines:,} lines; load {os.getloadavg()[0]:.1f}")
    for side, name in (("ours", "publish, ours"), ("peer", "SQL by hand")):
        one = sides[side]
        print(f"  {name:16} {one['publish']:6.1f} s  cpu {one['cpu']:6.1f} s  {one['megabytes']:5} MB")
    ratios = [mine[what] / other[what] for what in ("publish", "cpu", "megabytes")]
    print("  ratio            {:6.2f}        {:6.2f}    {:5.2f}".format(*ratios))
    print(f"  open again       {mine['open'] * 1000:6.0f} ms")


if __name__ == "__main__":
    main()
