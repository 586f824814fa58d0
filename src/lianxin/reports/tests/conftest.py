"""Small worlds for figures: made-up rows of every sheet, full of borders, gaps and twins, in DuckDB.

Types come from the contract, not from the models, and nothing here is shared with the figures' own code.
"""

import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

CONTRACT = Path(__file__).parents[4] / "tests" / "contract"
Rows = list[dict[str, Any]]
DAYS = [
    date.fromisoformat(day)
    for day in (
        *("2019-12-31", "2020-01-01", "2020-02-28", "2020-02-29", "2020-03-01", "2020-06-30", "2020-12-31"),
        *("2021-01-01", "2021-02-28", "2021-06-30", "2021-07-01", "2021-09-30", "2021-10-01", "2021-12-31"),
        "2022-01-01",
    )
]
CLOCKS = ["00:00:00", "09:30:00", "18:00:00", "23:59:59", "23:59:59.999999"]
ARROW = {
    "text": pa.string(),
    "int": pa.int64(),
    "decimal": pa.decimal128(18, 4),
    "money": pa.decimal128(18, 2),
    "percent": pa.decimal128(18, 2),
    "date": pa.date32(),
    "datetime": pa.timestamp("us"),
    "bool": pa.bool_(),
    "list": pa.list_(pa.string()),
}
SOURCE = {
    "source_file": pa.string(),
    "source_sheet": pa.string(),
    "source_row": pa.int32(),
    "source_batch": pa.string(),
    "source_user": pa.string(),
    "source_at": pa.timestamp("us"),
}
LINES = {
    **dict.fromkeys(
        [
            *("platform", "shop", "order_id", "line_id", "status", "item_id", "item_title", "spec"),
            *("refund_basis", "creator_id", "creator_name", "creator_key", "carrier", "province", "city"),
            *("source_batch", "source_file", "source_sheet", "grain", "own_refund_basis"),
        ],
        pa.string(),
    ),
    **dict.fromkeys(("ordered_at", "paid_at", "exported_at", "own_paid_at"), pa.timestamp("us")),
    **dict.fromkeys(("paid_amount", "refund_amount", "own_refund_amount"), pa.decimal128(18, 2)),
    "quantity": pa.int64(),
    "source_row": pa.int32(),
    "covered": pa.bool_(),
}


@dataclass(frozen=True)
class Column:
    name: str
    type: str
    required: bool
    ref: str
    words: tuple[str, ...]


@cache
def sheets() -> dict[str, tuple[tuple[str, ...], list[Column]]]:
    """Sheet → (key, columns without personal ones), as the contract has them."""
    found = {}
    for name, sheet in tomllib.loads((CONTRACT / "records.toml").read_text("utf-8")).items():
        columns = []
        for line in sheet["columns"].strip().splitlines():
            column, _, kind, *flags = line.split()
            if "personal" not in flags:
                ref = next((f[4:] for f in flags if f.startswith("ref:")), "")
                words = next((tuple(f[4:].split("/")) for f in flags if f.startswith("one:")), ())
                columns.append(Column(column, kind, "*" in flags, ref, words))
        found[name] = (tuple(sheet["key"]), columns)
    return found


@dataclass
class SmallWorld:
    rows: dict[str, Rows]
    con: duckdb.DuckDBPyConnection


class Maker:
    """Random rows; few different values, so that groups, twins and empty groups come about."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.rows: dict[str, Rows] = {}

    def one(self, values: Any) -> Any:
        return self.random.choice(list(values))

    def moment(self) -> datetime:
        return datetime.fromisoformat(f"{self.one(DAYS)} {self.one(CLOCKS)}")

    def value(self, column: Column, n: int) -> Any:
        if column.ref and column.type == "list":
            return self.one([[], ["甲单位"], ["甲单位", "乙单位"]])
        if column.ref:
            keys = [row[sheets()[column.ref][0][0]] for row in self.rows[column.ref]]
            return self.one([*keys, *([] if column.required else ["", None])])
        if column.words:
            return self.one([*column.words, *([] if column.required else ["", None])])
        if column.type != "text" and not column.required and self.random.random() < 0.3:
            return None
        return {
            "text": lambda: self.text(column, n),
            "int": lambda: self.random.randrange(0, 50),
            "decimal": lambda: Decimal(self.random.randrange(0, 99999)) / 10000,
            "money": lambda: Decimal(self.random.randrange(1, 999999)) / 100,
            "percent": lambda: Decimal(50),
            "date": lambda: self.one(DAYS),
            "datetime": self.moment,
            "bool": lambda: self.one([True, False]),
            "list": lambda: self.one([[], ["文件一"], ["文件一", "文件二"]]),
        }[column.type]()

    def text(self, column: Column, n: int) -> str:
        if column.name == "opens":
            return str(self.one(["09:00-24:00", "18:00-02:00", "00:00-24:00", "08:30-08:30", "10:15-12:00"]))
        if column.name == "platform":
            return str(self.one(["抖音", "快手", "淘宝"]))
        if column.name in {"account_id", "item_id"}:
            return f"{column.name}{self.random.randrange(6)}"
        if column.name == "nickname":
            return f"昵称{self.random.randrange(5)}"
        if column.name.endswith("_no") or column.name == "name":
            return f"{column.name}{n}"
        return str(self.one(["", f"{column.name}甲", f"{column.name}乙"]))

    def sheet(self, name: str) -> None:
        key, columns = sheets()[name]
        seen: set[tuple[Any, ...]] = set()
        rows = self.rows[name] = []
        for n in range(60 if name not in {"members", "officers", "bases", "campaigns"} else 8):
            row = {column.name: self.value(column, n) for column in columns}
            if name in {"bookings", "live_sessions"}:
                row["ends_at"] = row["starts_at"] + timedelta(minutes=self.random.randrange(1, 600))
            identity = tuple(row.get(k, n) for k in key)
            if identity in seen:
                continue
            seen.add(identity)
            if name == "accounts":
                row["nickname_key"] = row["nickname"]
            rows.append({"_id": n * 3 + 1, **row, **self.source(n)})

    def source(self, n: int) -> dict[str, Any]:
        if n % 4 == 0:
            at = datetime(2021, 5, 6, 7, 8, 9)
            return dict.fromkeys(SOURCE, "") | {"source_row": None, "source_user": "li", "source_at": at}
        return {
            "source_file": "记录.xlsx",
            "source_sheet": "表",
            "source_row": n + 3,
            "source_batch": "20211231-0001",
            "source_user": "",
            "source_at": None,
        }

    def line(self, n: int) -> dict[str, Any]:
        paid = None if self.random.random() < 0.1 else self.moment()
        named = self.one(["", "", "昵称0", "昵称1", "昵称2", "昵称3", "昵称4", "无名氏"])
        amount = Decimal(self.random.randrange(0, 9999)) / 100
        return {
            "platform": self.one(["抖音", "快手", "淘宝"]),
            "shop": self.one(["店一", "店二"]),
            "order_id": f"单{self.random.randrange(60)}",
            "line_id": f"行{n}",
            "ordered_at": self.moment(),
            "paid_at": paid,
            "status": self.one(["unpaid", "paid", "shipped", "completed", "closed"]),
            "item_id": f"item_id{self.random.randrange(8)}",
            "item_title": "脐橙",
            "spec": "",
            "quantity": self.random.randrange(1, 5),
            "paid_amount": amount,
            "refund_amount": self.one([Decimal(0), amount]),
            "refund_basis": "none",
            "creator_id": self.one(["", "", "account_id0", "account_id1", "account_id5", "account_id9"]),
            "creator_name": named,
            "creator_key": named,
            "carrier": "",
            "province": self.one(["", "四川", "四川省", "内蒙古自治区", "内蒙古", "北京市", "海外"]),
            "city": "",
            "exported_at": datetime(2022, 1, 2),
            "source_batch": "20220102-0001",
            "source_file": "订单.csv",
            "source_sheet": "",
            "source_row": n + 2,
            "grain": "line",
            "covered": self.random.random() < 0.1,
            "own_paid_at": paid,
            "own_refund_amount": Decimal(0),
            "own_refund_basis": "none",
        }


def build(rows: dict[str, Rows]) -> SmallWorld:
    """The rows in a database; a sheet that is not given is empty."""
    con = duckdb.connect()
    con.execute("ATTACH ':memory:' AS lake")
    for name, (_, columns) in sheets().items():
        schema = {"_id": pa.int64(), **{c.name: ARROW[c.type] for c in columns}}
        schema |= {"nickname_key": pa.string()} if name == "accounts" else {}
        store(con, name, rows.get(name, []), {**schema, **SOURCE})
    store(con, "lines", rows.get("lines", []), LINES)
    return SmallWorld(rows, con)


def store(con: duckdb.DuckDBPyConnection, name: str, rows: Rows, schema: dict[str, Any]) -> None:
    arrow = pa.Table.from_pylist(rows, pa.schema(schema))
    con.register("arrow", arrow)
    con.execute(f'CREATE TABLE lake.main."{name}" AS SELECT * FROM arrow')
    con.unregister("arrow")


def random_world(seed: int) -> SmallWorld:
    maker = Maker(seed)
    names, placed = list(sheets()), set()
    while names:
        ready = next(n for n in names if {c.ref for c in sheets()[n][1] if c.ref} <= placed | {n})
        maker.sheet(ready)
        placed.add(ready)
        names.remove(ready)
    maker.rows["lines"] = [maker.line(n) for n in range(400)]
    return build(maker.rows)


@pytest.fixture(scope="session", params=[1, 2, 3])
def small_world(request: pytest.FixtureRequest) -> Iterator[SmallWorld]:
    world = random_world(request.param)
    yield world
    world.con.close()


@pytest.fixture
def build_world() -> Callable[[dict[str, Rows]], SmallWorld]:
    return build
