"""All 64 figures of a year, with the year before, against the same numbers from hand-written DuckDB SQL.

    .venv/bin/python bench/figures.py [--lines 3300000] [--rounds 5]

One process, one lake, the same connection settings; the rounds take turns. The SQL (figures.sql) is what an
analyst would write who knows the tables: figures that share their rows are one statement, and nothing is
joined that is not needed. It reads the same lake tables. Its results are compared with ours, value by value,
before anything is timed. "First" is the first round, in which Ibis expressions are compiled and small tables
are brought near.
"""

import argparse
import os
import random
import shutil
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "figures"
os.environ["LIANXIN_HOME"] = str(DATA / "home")
os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.config.settings"
ROWS = {"members": 200, "officers": 40, "studios": 65, "outlets": 204, "products": 140, "attendances": 4000}
PERIOD = "2021"

SQL = Path(__file__).with_suffix(".sql")
LINES = Path(__file__).with_name("lines.sql")


def prepare(lines: int) -> str:
    """A lake with made-up records of every sheet and that many order lines; its newest snapshot."""
    from lianxin.core.sheets import sheets
    from lianxin.sales.queries import lake

    chance = random.Random(7)
    with lake().writing("bench", "made up") as writing:
        for sheet in sheets():
            writing.replace_table(sheet.name, _records(sheet, chance))
        writing.con.execute(LINES.read_text("utf-8").replace("$lines", str(lines)))
    assert writing.snapshot is not None
    return str(writing.snapshot)


def _records(sheet: Any, chance: random.Random) -> Any:
    """Random rows in the shape of the sheet's own fact table."""
    import pyarrow as pa

    from lianxin.records.queries import facts

    schema = facts(sheet.name).schema
    columns = {c.name: c for c in sheet.columns}
    count = ROWS.get(sheet.name, 1000)
    rows = []
    for n in range(count):
        row = {
            name: _value(columns.get(name), schema.field(name).type, name, n, chance) for name in schema.names
        }
        if sheet.name == "accounts":
            row["nickname_key"] = row["nickname"]
        if "ends_at" in row:
            row["ends_at"] = row["starts_at"] + timedelta(hours=3)
        rows.append(row | {"_id": n})
    keys = {tuple(str(row[k]) for k in sheet.key if k in row): row for row in rows}
    return pa.Table.from_pylist(list(keys.values()), schema)


def _value(column: Any, kind: Any, name: str, n: int, chance: random.Random) -> Any:
    if str(kind) in ("date32[day]", "timestamp[us]"):
        if column and not column.required and chance.random() < 0.5:
            return None
        day = date(2019, 1, 1) + timedelta(days=chance.randrange(1460))
        return (
            day
            if str(kind) == "date32[day]"
            else datetime(day.year, day.month, day.day, chance.randrange(24))
        )
    if column and column.choices:
        return chance.choice(column.choices)
    if name == "opens":
        return chance.choice(["09:00-24:00", "18:00-02:00"])
    if name == "platform":
        return chance.choice(["抖音", "快手", "淘宝"])
    if str(kind) == "string":
        own = column and not column.ref and name.endswith("_no")
        return f"{name}{n}" if own else f"{name}{chance.randrange(30)}"
    return {"bool": chance.random() < 0.5, "list<item: string>": ["文件"] * (n % 2)}.get(
        str(kind), Decimal(chance.randrange(100)) if "decimal" in str(kind) else chance.randrange(100)
    )


def ours(snapshot: str) -> dict[str, Any]:
    from lianxin.reports.queries import figures

    answer = figures(period=PERIOD, snapshot=snapshot)
    return {f["key"]: (f["value"], f["previous"]) for f in answer["figures"]}


def statements() -> list[tuple[list[str], str]]:
    """(keys, SQL) of each statement: a comment line names the keys."""
    parts = [part.split("\n", 1) for part in SQL.read_text("utf-8").split("\n\n-- ")[1:]]
    return [(names.split(), sql) for names, sql in parts]


def _row(con: Any, sql: str, year: int) -> tuple[Any, ...]:
    sql = sql.replace(":first", f"DATE '{year}-01-01'").replace(":last", f"DATE '{year}-12-31'")
    found: tuple[Any, ...] = con.execute(sql).fetchall()[0]
    return found


def by_hand(snapshot: str) -> dict[str, Any]:
    """Both years of every statement: point figures are asked only once, as ours are."""
    from lianxin.core import hooks
    from lianxin.sales.queries import lake

    flow = {figure.key for figure in hooks.figures if figure.kind == "flow"}
    found: dict[str, Any] = {}
    with lake().reading(int(snapshot)) as reading:
        reading.con.execute("USE lake.main")
        for keys, sql in statements():
            now = _row(reading.con, sql, 2021)
            then: tuple[Any, ...] = (None,) * len(keys)
            if flow & set(keys):
                then = _row(reading.con, sql, 2020)
            found |= {k: (a, b) for k, a, b in zip(keys, now, then, strict=True)}
    return found


def check(mine: dict[str, Any], other: dict[str, Any]) -> None:
    assert mine.keys() == other.keys(), mine.keys() ^ other.keys()
    for key, pair in mine.items():
        for a, b in zip(pair, other[key], strict=True):
            near = a is b if a is None or b is None else abs(float(a) - float(b)) <= 0.051
            assert near, (key, pair, other[key])


def timed(work: Callable[[str], Any], snapshot: str) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work(snapshot)
    return time.perf_counter() - wall, time.process_time() - cpu


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=3_300_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    shutil.rmtree(DATA, ignore_errors=True)
    (DATA / "home").mkdir(parents=True)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    snapshot = prepare(given.lines)
    first = timed(ours, snapshot)
    check(ours(snapshot), by_hand(snapshot))
    rounds = [(timed(ours, snapshot), timed(by_hand, snapshot)) for _ in range(given.rounds)]
    mine, hand = (min(r[side] for r in rounds) for side in (0, 1))
    print(
        f"{given.lines:,} lines, 64 figures of {PERIOD} and the year before; best of {given.rounds}; seconds"
    )
    print(f"  ours, first    wall {first[0]:6.2f}  cpu {first[1]:6.2f}")
    print(f"  ours           wall {mine[0]:6.2f}  cpu {mine[1]:6.2f}")
    print(f"  SQL by hand    wall {hand[0]:6.2f}  cpu {hand[1]:6.2f}")
    print(f"  ratio          wall {mine[0] / hand[0]:6.2f}  first {first[0] / hand[0]:6.2f}")
    sys.exit(0 if mine[0] <= 1.5 * hand[0] else 1)


if __name__ == "__main__":
    main()
