"""Staged rows are judged one by one against what is stored; then what changed takes the place of what was."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianxin.engines.lake.connection import literal
from lianxin.engines.lake.schema import CONTENT_BY, content_of
from lianxin.engines.lake.staged import Staged, add, look_at, of_shops
from lianxin.engines.lake.targets import Counts, Source, Target

if TYPE_CHECKING:
    from lianxin.engines.lake.staging import Waiting


class Verdict(IntEnum):
    """Of one staged row. LATE: a later export was here before; SEEN: unchanged, and this one is later."""

    NEW = 0
    LATE = 1
    CHANGED = 2
    SEEN = 3
    SAME = 4


_COMES = f"SELECT source_row FROM judged WHERE verdict IN ({Verdict.NEW:d}, {Verdict.CHANGED:d})"


def merge(con: Any, target: Target, source: Source, waiting: Waiting, folder: Path) -> Counts:
    """The rows of `stage`, which are those of `waiting`, into the table."""
    staged = look_at(con, target)
    verdicts = _judge(con, target, source, staged)
    comes = verdicts[Verdict.NEW] + verdicts[Verdict.CHANGED]
    if comes and waiting.files:
        _take_out(con, target, source, verdicts)
        con.execute(f"INSERT INTO lake.{target.table} SELECT * FROM stage WHERE source_row IN ({_COMES})")
    elif comes:
        with _being_written(con, waiting, folder) as files:
            _take_out(con, target, source, verdicts)
        add(con, target.table, files)
    else:
        _take_out(con, target, source, verdicts)
    same = sum(verdicts[verdict] for verdict in (Verdict.LATE, Verdict.SEEN, Verdict.SAME))
    repeated = staged.rows - sum(verdicts.values())
    return Counts(verdicts[Verdict.NEW], verdicts[Verdict.CHANGED], same, repeated)


def _judge(con: Any, target: Target, source: Source, staged: Staged) -> dict[Verdict, int]:
    """The table `judged`, and how many rows got which verdict."""
    last_only = f"QUALIFY row_number() OVER (PARTITION BY shop, {target.key} ORDER BY source_row DESC) = 1"
    key = "shop, key" if len(staged.shops) > 1 else "key"
    exported_at = literal(source.exported_at)
    con.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE judged AS
        WITH incoming AS (
            SELECT shop, {target.key} AS key, source_row, content FROM stage
            {last_only if staged.repeats else ""}
        ), stored AS (
            SELECT l.rowid AS stored_row, shop, {target.key} AS key, {_content(con, target)} AS content,
                   greatest(l.exported_at, s.exported_at) AS exported_at  -- greatest() passes over nulls
            FROM lake.{target.table} l LEFT JOIN (
                SELECT stored_row, max(exported_at) AS exported_at FROM lake.seen
                WHERE stored = '{target.table}' GROUP BY 1
            ) s ON s.stored_row = l.rowid
            WHERE {target.replaceable(source)} AND {of_shops(staged.shops)}
              -- platforms count upwards: most of the table is passed over
              AND {target.key} BETWEEN {literal(staged.first)} AND {literal(staged.last)}
        )
        SELECT i.source_row, s.stored_row, CAST(CASE
            WHEN s.stored_row IS NULL THEN {Verdict.NEW:d}
            WHEN {exported_at} < s.exported_at THEN {Verdict.LATE:d}
            WHEN i.content <> s.content THEN {Verdict.CHANGED:d}
            WHEN {exported_at} > s.exported_at THEN {Verdict.SEEN:d}
            ELSE {Verdict.SAME:d} END AS TINYINT) AS verdict
        FROM incoming i LEFT JOIN stored s USING ({key})
        """
    )
    found = dict(con.execute("SELECT verdict, count(*) FROM judged GROUP BY 1").fetchall())
    return {verdict: found.get(verdict, 0) for verdict in Verdict}


def _content(con: Any, target: Target) -> str:
    """What stands for the content of a stored row: as kept, unless rows of another version are among them."""
    others = f"content_by IS NULL OR content_by <> {literal(CONTENT_BY)}"
    found = con.execute(f"SELECT 1 FROM lake.{target.table} WHERE {others} LIMIT 1").fetchall()
    return content_of(target.content) if found else "content"


def _take_out(con: Any, target: Target, source: Source, verdicts: dict[Verdict, int]) -> None:
    """What goes, and what was seen again."""
    if verdicts[Verdict.CHANGED]:
        con.execute(
            f"DELETE FROM lake.{target.table} WHERE rowid IN "
            f"(SELECT stored_row FROM judged WHERE verdict = {Verdict.CHANGED:d})"
        )
    if verdicts[Verdict.SEEN]:
        con.execute(
            f"INSERT INTO lake.seen SELECT '{target.table}', stored_row, {literal(source.exported_at)}, "
            f"{literal(source.batch)} FROM judged WHERE verdict = {Verdict.SEEN:d}"
        )


@contextmanager
def _being_written(con: Any, waiting: Waiting, folder: Path) -> Iterator[list[Path]]:
    """What comes, in files that are whole after the block. Arrow writes them, which keeps dictionaries and
    takes half the time, while DuckDB does something else.
    """
    from lianxin.engines.lake import staging

    rows = con.execute(_COMES).fetchnumpy()["source_row"]
    files: list[Path] = []
    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(staging.write_picked, waiting.tables, rows, folder)
        yield files
        files += written.result()
