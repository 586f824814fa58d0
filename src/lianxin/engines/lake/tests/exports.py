"""Made-up exports for the lake's tests: small tables with the columns that sales hands over."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from lianxin.engines.lake import Counts, Lake, Source

MONEY = pa.decimal128(18, 2)
LINE = pa.schema(
    [
        (name, pa.string())
        for name in ("shop", "order_id", "line_id", "status", "item_id", "item_title", "spec")
    ]
    + [
        (name, pa.string())
        for name in ("creator_id", "creator_name", "creator_key", "carrier", "province", "city")
    ]
    + [("ordered_at", pa.timestamp("us")), ("own_paid_at", pa.timestamp("us")), ("quantity", pa.int64())]
    + [("paid_amount", MONEY), ("own_refund_amount", MONEY), ("own_refund_basis", pa.string())]
    + [("source_row", pa.int32())]
)
AFTERSALE = pa.schema(
    [
        ("shop", pa.string()),
        ("aftersale_id", pa.string()),
        ("line_id", pa.string()),
        ("succeeded", pa.bool_()),
        ("refund_amount", MONEY),
        ("source_row", pa.int32()),
    ]
)
_LINE: dict[str, Any] = dict.fromkeys(LINE.names, "") | {
    "status": "paid",
    "ordered_at": dt.datetime(2021, 1, 1),
    "own_paid_at": dt.datetime(2021, 1, 2),
    "quantity": 1,
    "paid_amount": Decimal("10.00"),
    "own_refund_amount": Decimal("0.00"),
    "own_refund_basis": "none",
}


def lines(*rows: dict[str, Any]) -> list[pa.Table]:
    return [pa.Table.from_pylist([_LINE | {"source_row": n} | row for n, row in enumerate(rows, 2)], LINE)]


def aftersales(*rows: dict[str, Any]) -> list[pa.Table]:
    return [
        pa.Table.from_pylist(
            [{"shop": "", "source_row": n} | row for n, row in enumerate(rows, 2)], AFTERSALE
        )
    ]


def source(batch: str, day: int = 1, platform: str = "抖音", grain: str = "line") -> Source:
    at = dt.datetime(2021, 3, day)
    return Source(platform, batch, f"{batch}.csv", "", "orders:test", at, grain)


def put(lake: Lake, tables: list[pa.Table], src: Source) -> Counts:
    """One file of lines or aftersales, whole."""
    with lake.writing("tester", src.batch) as w:
        upsert = w.upsert_aftersales if "aftersale_id" in tables[0].schema.names else w.upsert_lines
        counts = upsert(tables, src)
        w.note_batch(src, {})
    return counts


def ask(lake: Lake, sql: str, snapshot: int | None = None) -> list[tuple[Any, ...]]:
    with lake.reading(snapshot) as reading:
        rows: list[tuple[Any, ...]] = reading.con.execute(sql).fetchall()
    return rows


def many(count: int, status: str) -> Iterator[pa.Table]:
    """`count` lines in tables of 10,000."""
    for start in range(0, count, 10_000):
        rows = range(start, min(start + 10_000, count))
        columns = {name: [_LINE[name]] * len(rows) for name in LINE.names}
        columns |= {"line_id": [str(n) for n in rows], "status": [status] * len(rows)}
        yield pa.table(columns | {"source_row": [n + 2 for n in rows]}, LINE)


def import_many(folder: Path, ready: Any) -> None:
    """In a child process: the import that tests kill."""
    lake = Lake(folder)
    ready.send("go")
    with lake.writing("child", "second") as w:
        w.upsert_lines(many(40_000, "closed"), source("second", 2))
        w.note_batch(source("second", 2), {})
