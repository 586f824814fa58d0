"""Take back what a batch wrote, unless something later has replaced it."""

from dataclasses import dataclass
from typing import Any

from lianxin.engines.lake.schema import columns_at, names
from lianxin.engines.lake.settle import settle


@dataclass(frozen=True)
class RolledBack:
    """Rows (lines and aftersales together) that are gone, and that are again what they were."""

    removed: int = 0
    restored: int = 0


def roll_back(con: Any, batch: str) -> RolledBack:
    """Undo the batch's commits, last first: each row goes back to what it was before that commit."""
    commits = con.execute(
        "SELECT file, sheet, before FROM lake.batches WHERE batch = ? ORDER BY before DESC", [batch]
    ).fetchall()
    platforms = _platforms(con, batch)
    con.execute("UPDATE lake.batches SET undone = true WHERE batch = ?", [batch])
    removed = restored = 0
    for file, sheet, before in commits:
        for table, key in (("lines", "line_id, grain"), ("aftersales", "aftersale_id")):
            gone, back = _undo(con, table, key, (batch, file, sheet), before)
            removed, restored = removed + gone - back, restored + back
    con.execute("DELETE FROM lake.seen WHERE source_batch = ?", [batch])
    for platform in platforms:
        settle(con, platform, taken_back=True)
    return RolledBack(removed, restored)


def _platforms(con: Any, batch: str) -> list[str]:
    found = con.execute(
        "SELECT platform FROM lake.lines WHERE source_batch = $b "
        "UNION SELECT platform FROM lake.aftersales WHERE source_batch = $b",
        {"b": batch},
    ).fetchall()
    return [platform for (platform,) in found]


def _undo(con: Any, table: str, key: str, source: tuple[str, str, str], before: int) -> tuple[int, int]:
    """How many rows of this commit were taken away, and how many of them put back as they were.

    A row that a later export of another batch repeated unchanged stays: that export says so too.
    """
    con.execute(
        "CREATE OR REPLACE TEMP TABLE undone AS "
        f"SELECT rowid AS stored_row, platform, shop, {key} FROM lake.{table} "
        "WHERE source_batch = $b AND source_file = $f AND source_sheet = $s AND rowid NOT IN "
        f"(SELECT stored_row FROM lake.seen WHERE stored = '{table}' AND source_batch <> $b)",
        dict(zip("bfs", source, strict=True)),
    )
    con.execute(f"CREATE OR REPLACE TEMP TABLE earlier AS {_as_of(con, table, key, 'undone', before)}")
    while _replace_undone(con, table, key):
        pass
    con.execute(f"DELETE FROM lake.{table} WHERE rowid IN (SELECT stored_row FROM undone)")
    con.execute(f"INSERT INTO lake.{table} SELECT * FROM earlier")
    gone, back = (
        int(con.execute(f"SELECT count(*) FROM {t}").fetchall()[0][0]) for t in ("undone", "earlier")
    )
    return gone, back


def _as_of(con: Any, table: str, key: str, keys: str, before: int) -> str:
    """The rows of `table` with the keys of the table `keys`, as they were at that snapshot.

    An unchanged later export counted for such a row; its own `seen` entries name another row number.
    """
    held = columns_at(con, f"lake.{table} AT (VERSION => {before:d})")  # fewer, in a lake of earlier days
    given = {name: f"o.{name}" if name in held else "NULL" for name in names(table)}
    given["exported_at"] = "greatest(o.exported_at, s.exported_at)"
    columns = ", ".join(f"{expression} AS {name}" for name, expression in given.items())
    return f"""
        SELECT {columns} FROM (SELECT rowid AS stored_row, * FROM lake.{table} AT (VERSION => {before:d})) o
        SEMI JOIN {keys} k USING (platform, shop, {key})
        LEFT JOIN (
            SELECT stored_row, max(exported_at) AS exported_at FROM lake.seen AT (VERSION => {before:d})
            WHERE stored = '{table}' GROUP BY 1
        ) s ON s.stored_row = o.stored_row
    """


def _replace_undone(con: Any, table: str, key: str) -> bool:
    """What is put back may be of a batch that has been rolled back since: go back behind that one too."""
    found = con.execute(
        "SELECT b.batch, b.file, b.sheet, b.before FROM lake.batches b SEMI JOIN earlier e "
        "ON (e.source_batch, e.source_file, e.source_sheet) = (b.batch, b.file, b.sheet) "
        "WHERE b.undone ORDER BY b.before DESC LIMIT 1"
    ).fetchall()
    for batch, file, sheet, before in found:
        theirs = "source_batch = ? AND source_file = ? AND source_sheet = ?"
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE stale AS SELECT platform, shop, {key} FROM earlier WHERE {theirs}",
            [batch, file, sheet],
        )
        con.execute(f"DELETE FROM earlier WHERE {theirs}", [batch, file, sheet])
        con.execute(f"INSERT INTO earlier {_as_of(con, table, key, 'stale', before)}")
    return bool(found)
