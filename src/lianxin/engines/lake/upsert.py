"""Put an export's rows to what is stored: new, updated, unchanged.

A later export replaces; "later" is exported_at, and on a tie the later import. Rows that come again unchanged
are not written anew; that they were seen is (`seen`), so that an older export arriving afterwards changes
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianxin.engines.lake.connection import quoted
from lianxin.engines.lake.schema import AFTERSALE_CONTENT, LINE_CONTENT, arrow_schema

if TYPE_CHECKING:
    from lianxin.engines.lake.staging import Batch

_COPIES = {"paid_at": "own_paid_at", "refund_amount": "own_refund_amount", "refund_basis": "own_refund_basis"}


@dataclass(frozen=True)
class Source:
    """What all rows of one table of one file have in common. `exported_at` is naive, Beijing."""

    platform: str
    batch: str
    file: str
    sheet: str
    kind: str
    exported_at: datetime
    grain: str = "line"  # "order" for an order list


@dataclass(frozen=True)
class Counts:
    """`repeated`: rows whose key comes again further down in the same file; the last one counts."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    repeated: int = 0


@dataclass(frozen=True)
class _Target:
    table: str
    key: str
    content: tuple[str, ...]

    def stored(self, source: Source) -> tuple[str, list[str]]:
        """What of the table a file can replace. An order row and an item row may have the same number."""
        if self is LINES:
            return "platform = ? AND grain = ?", [source.platform, source.grain]
        return "platform = ?", [source.platform]


LINES = _Target("lines", "line_id", LINE_CONTENT)
AFTERSALES = _Target("aftersales", "aftersale_id", AFTERSALE_CONTENT)


def upsert(con: Any, target: _Target, batches: Iterable[Batch], source: Source, data: Path) -> Counts:
    """Rows of one file into `target`, inside the transaction of `con`."""
    from lianxin.engines.lake.staging import write_stage  # Arrow takes 0.1 s; who only reads needs none

    constants: dict[str, object] = {
        "platform": source.platform,
        "exported_at": source.exported_at,
        "source_batch": source.batch,
        "source_file": source.file,
        "source_sheet": source.sheet,
    }
    if target is LINES:
        constants |= {"grain": source.grain, "covered": False}
    copies = _COPIES if target is LINES else {}
    folder = data / "main" / target.table
    rest = iter(batches)
    first = list(islice(rest, 1))
    known = any(_is_stored(con, target, source, _shops(batch)) for batch in first)
    files = write_stage(
        chain(first, rest), constants, copies, arrow_schema(target.table), folder, passing=known
    )
    if not files:
        return Counts()
    listed = f"[{', '.join(quoted(f) for f in files)}]"
    con.execute(f"CREATE OR REPLACE TEMP VIEW stage AS SELECT * FROM read_parquet({listed})")
    con.execute("CREATE OR REPLACE TEMP TABLE staged_shops AS SELECT DISTINCT shop FROM stage")
    stage = _look_at(con, target)
    shops = [shop for (shop,) in con.execute("SELECT shop FROM staged_shops").fetchall()]
    if not stage.repeats and not known and not _is_stored(con, target, source, shops):
        con.execute(f"CALL ducklake_add_data_files('lake', {quoted(target.table)}, {listed})")
        return Counts(new=stage.rows)
    try:
        return _merge(con, target, source, stage)
    finally:
        for file in files:
            file.unlink()


@dataclass(frozen=True)
class _Stage:
    """The staged rows: whether a key comes twice (or two hashes collide), and what range the keys have."""

    rows: int
    repeats: bool
    first: str
    last: str


def _look_at(con: Any, target: _Target) -> _Stage:
    rows, keys, first, last = con.execute(
        f"SELECT count(*), count(DISTINCT hash(shop, {target.key})), min({target.key}), max({target.key}) "
        "FROM stage"
    ).fetchall()[0]
    return _Stage(rows, rows != keys, first, last)


def _shops(batch: Batch) -> list[str]:
    return [str(shop) for shop in batch.column("shop").unique().to_pylist()]


def _is_stored(con: Any, target: _Target, source: Source, shops: list[str]) -> bool:
    """Whether anything of these shops is in the table; if not, the files can be taken as they are."""
    where, parameters = target.stored(source)
    return bool(
        con.execute(
            f"SELECT 1 FROM lake.{target.table} WHERE {where} AND list_contains(?, shop) LIMIT 1",
            [*parameters, shops],
        ).fetchall()
    )


def _merge(con: Any, target: _Target, source: Source, stage: _Stage) -> Counts:
    table, content = target.table, ", ".join(target.content)
    where, parameters = target.stored(source)
    last_only = f"QUALIFY row_number() OVER (PARTITION BY shop, {target.key} ORDER BY source_row DESC) = 1"
    con.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE judged AS
        WITH incoming AS (
            SELECT shop, {target.key} AS key, source_row, hash({content}) AS content, exported_at FROM stage
            {last_only if stage.repeats else ""}
        ), stored AS (
            SELECT l.rowid AS stored_row, shop, {target.key} AS key, hash({content}) AS content,
                   greatest(l.exported_at, s.exported_at) AS exported_at  -- greatest() passes over nulls
            FROM lake.{table} l LEFT JOIN (
                SELECT stored_row, max(exported_at) AS exported_at FROM lake.seen
                WHERE stored = '{table}' GROUP BY 1
            ) s ON s.stored_row = l.rowid
            WHERE {where} AND shop IN (SELECT shop FROM staged_shops)
              AND {target.key} BETWEEN ? AND ?  -- platforms count upwards: most of the table is passed over
        )
        SELECT i.source_row, s.stored_row, CASE
            WHEN s.stored_row IS NULL THEN 'new'
            WHEN i.exported_at < s.exported_at THEN 'late'
            WHEN i.content <> s.content THEN 'changed'
            WHEN i.exported_at > s.exported_at THEN 'seen'
            ELSE 'same' END AS verdict
        FROM incoming i LEFT JOIN stored s USING (shop, key)
        """,
        [*parameters, stage.first, stage.last],
    )
    verdicts = dict(con.execute("SELECT verdict, count(*) FROM judged GROUP BY 1").fetchall())
    _write(con, table, verdicts, source)
    same = sum(verdicts.get(v, 0) for v in ("late", "seen", "same"))
    repeated = stage.rows - sum(verdicts.values())
    return Counts(verdicts.get("new", 0), verdicts.get("changed", 0), same, repeated)


def _write(con: Any, table: str, verdicts: dict[str, int], source: Source) -> None:
    if verdicts.get("changed"):
        con.execute(
            f"DELETE FROM lake.{table} WHERE rowid IN "
            "(SELECT stored_row FROM judged WHERE verdict = 'changed')"
        )
    if verdicts.get("changed") or verdicts.get("new"):
        con.execute(
            f"INSERT INTO lake.{table} SELECT * FROM stage WHERE source_row IN "
            "(SELECT source_row FROM judged WHERE verdict IN ('new', 'changed'))"
        )
    if verdicts.get("seen"):
        con.execute(
            "INSERT INTO lake.seen SELECT ?, stored_row, ?, ? FROM judged WHERE verdict = 'seen'",
            [table, source.exported_at, source.batch],
        )
