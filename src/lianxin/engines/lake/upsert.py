"""Put an export's rows to what is stored: new, updated, unchanged.

A later export replaces; "later" is exported_at, and on a tie the later import. Rows that come again unchanged
are not written anew; that they were seen is (`seen`), so that an older export arriving afterwards changes
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianxin.engines.lake.connection import quoted
from lianxin.engines.lake.schema import AFTERSALE_CONTENT, CONTENT_BY, LINE_CONTENT, arrow_schema, content_of

if TYPE_CHECKING:
    from lianxin.engines.lake.staging import Batch, Waiting

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
    from lianxin.engines.lake import staging  # Arrow takes 0.1 s; who only reads needs none

    shape = staging.Shape(
        arrow_schema(target.table), _constants(target, source), _copies(target), content_of(target.content)
    )
    folder = data / "main" / target.table
    rest = iter(batches)
    first = list(islice(rest, 1))
    if any(_is_stored(con, target, source, _shops(batch)) for batch in first):
        waiting = staging.wait(chain(first, rest), shape, folder)
    else:
        files = staging.write_files(chain(first, rest), shape, folder)
        if files and (counts := _taken(con, target, source, files)):
            return counts
        waiting = staging.Waiting(files=files)
    return _merged(con, target, source, waiting, folder) if waiting else Counts()


def _constants(target: _Target, source: Source) -> dict[str, object]:
    constants: dict[str, object] = {
        "platform": source.platform,
        "exported_at": source.exported_at,
        "source_batch": source.batch,
        "source_file": source.file,
        "source_sheet": source.sheet,
        "content_by": CONTENT_BY,
    }
    return constants | {"grain": source.grain, "covered": False} if target is LINES else constants


def _copies(target: _Target) -> dict[str, str]:
    return _COPIES if target is LINES else {}


def _taken(con: Any, target: _Target, source: Source, files: list[Path]) -> Counts | None:
    """The files become the table's own, if no row of theirs is there yet and none comes twice."""
    _see(con, files=files)
    stage = _look_at(con, target)
    shops = [shop for (shop,) in con.execute("SELECT shop FROM staged_shops").fetchall()]
    if stage.repeats or _is_stored(con, target, source, shops):
        return None
    _add(con, target, files)
    return Counts(new=stage.rows)


def _merged(con: Any, target: _Target, source: Source, waiting: Waiting, folder: Path) -> Counts:
    try:
        _see(con, waiting.tables, waiting.files)
        return _merge(con, target, source, waiting, folder)
    finally:
        con.execute("DROP VIEW IF EXISTS stage")
        con.unregister("held")
        for file in waiting.files:
            file.unlink()


def _see(con: Any, tables: Sequence[Any] = (), files: Sequence[Path] = ()) -> None:
    """The rows as the view `stage`, and their shops as `staged_shops`."""
    parts = []
    if tables:
        import pyarrow as pa

        con.register("held", pa.concat_tables(tables))
        parts.append("SELECT * FROM held")
    if files:
        parts.append(f"SELECT * FROM read_parquet({_listed(files)})")
    con.execute(f"CREATE OR REPLACE TEMP VIEW stage AS {' UNION ALL '.join(parts)}")
    con.execute("CREATE OR REPLACE TEMP TABLE staged_shops AS SELECT DISTINCT shop FROM stage")


def _add(con: Any, target: _Target, files: Sequence[Path]) -> None:
    con.execute(f"CALL ducklake_add_data_files('lake', {quoted(target.table)}, {_listed(files)})")


def _listed(files: Sequence[Path]) -> str:
    return f"[{', '.join(quoted(file) for file in files)}]"


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


def _merge(con: Any, target: _Target, source: Source, waiting: Waiting, folder: Path) -> Counts:
    stage = _look_at(con, target)
    table = target.table
    where, parameters = target.stored(source)
    last_only = f"QUALIFY row_number() OVER (PARTITION BY shop, {target.key} ORDER BY source_row DESC) = 1"
    con.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE judged AS
        WITH incoming AS (
            SELECT shop, {target.key} AS key, source_row, content, exported_at FROM stage
            {last_only if stage.repeats else ""}
        ), stored AS (
            SELECT l.rowid AS stored_row, shop, {target.key} AS key, {_content(con, target)} AS content,
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
    _write(con, target, verdicts, source)
    if verdicts.get("changed") or verdicts.get("new"):
        _insert(con, target, waiting, folder)
    same = sum(verdicts.get(v, 0) for v in ("late", "seen", "same"))
    repeated = stage.rows - sum(verdicts.values())
    return Counts(verdicts.get("new", 0), verdicts.get("changed", 0), same, repeated)


def _content(con: Any, target: _Target) -> str:
    """What stands for the content of a stored row: as kept, unless rows of another version are among them."""
    others = f"SELECT 1 FROM lake.{target.table} WHERE content_by IS NULL OR content_by <> ? LIMIT 1"
    found = con.execute(others, [CONTENT_BY]).fetchall()
    return content_of(target.content) if found else "content"


def _write(con: Any, target: _Target, verdicts: dict[str, int], source: Source) -> None:
    """What goes, and what was seen again."""
    if verdicts.get("changed"):
        con.execute(
            f"DELETE FROM lake.{target.table} WHERE rowid IN "
            "(SELECT stored_row FROM judged WHERE verdict = 'changed')"
        )
    if verdicts.get("seen"):
        con.execute(
            "INSERT INTO lake.seen SELECT ?, stored_row, ?, ? FROM judged WHERE verdict = 'seen'",
            [target.table, source.exported_at, source.batch],
        )


def _insert(con: Any, target: _Target, waiting: Waiting, folder: Path) -> None:
    """What comes. From memory it is written by Arrow, which keeps the dictionaries: half the time."""
    from lianxin.engines.lake import staging

    wanted = "SELECT source_row FROM judged WHERE verdict IN ('new', 'changed')"
    if waiting.files:
        con.execute(f"INSERT INTO lake.{target.table} SELECT * FROM stage WHERE source_row IN ({wanted})")
        return
    rows = con.execute(wanted).fetchnumpy()["source_row"]
    _add(con, target, staging.write_picked(waiting.picked(rows), folder))
