"""The rows of a file as DuckDB sees them before they are in a table: the view `stage`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lianxin.engines.lake.connection import literal, quoted
from lianxin.engines.lake.targets import Source, Target


@dataclass(frozen=True)
class Staged:
    """`repeats`: a key comes twice (or two hashes collide); `first` and `last` are the range of the keys."""

    rows: int
    repeats: bool
    first: str
    last: str
    shops: list[str]


def see(con: Any, tables: Sequence[Any] = (), files: Sequence[Path] = ()) -> None:
    """Arrow tables and Parquet files together as the view `stage`."""
    parts = []
    if tables:
        import pyarrow as pa

        con.register("held", pa.concat_tables(tables))
        parts.append("SELECT * FROM held")
    if files:
        parts.append(f"SELECT * FROM read_parquet({_listed(files)})")
    con.execute(f"CREATE OR REPLACE TEMP VIEW stage AS {' UNION ALL '.join(parts)}")


def look_at(con: Any, target: Target) -> Staged:
    """What is staged, which is at least one row."""
    shops = [shop for (shop,) in con.execute("SELECT DISTINCT shop FROM stage").fetchall()]
    first, last = con.execute(f"SELECT min({target.key}), max({target.key}) FROM stage").fetchall()[0]
    # Sorted by numpy: counting distinct ones takes DuckDB three times as long.
    keys = con.execute(f"SELECT hash(shop, {target.key}) AS key FROM stage").fetchnumpy()["key"]
    keys.sort()
    return Staged(len(keys), bool((keys[1:] == keys[:-1]).any()), first, last, shops)


def is_stored(con: Any, target: Target, source: Source, shops: Sequence[str]) -> bool:
    """Whether anything of these shops is in the table; if not, the files can be taken as they are."""
    where = f"{target.replaceable(source)} AND {of_shops(shops)}"
    return bool(con.execute(f"SELECT 1 FROM lake.{target.table} WHERE {where} LIMIT 1").fetchall())


def of_shops(shops: Sequence[str]) -> str:
    """As a condition."""
    return f"shop IN ({', '.join(map(literal, shops))})" if shops else "false"


def add(con: Any, table: str, files: Sequence[Path]) -> None:
    """Parquet files that lie in the table's folder become part of it as they are."""
    con.execute(f"CALL ducklake_add_data_files('lake', {quoted(table)}, {_listed(files)})")


def _listed(files: Sequence[Path]) -> str:
    return f"[{', '.join(quoted(file) for file in files)}]"
