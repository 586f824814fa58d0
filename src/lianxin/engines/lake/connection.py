"""DuckDB with the two extensions it needs, loaded from installed packages and never fetched."""

import importlib.resources
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb


@cache
def _extension(name: str) -> str:
    package = importlib.resources.files(f"duckdb_extension_{name}")
    return str(package / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension")


def quoted(text: object) -> str:
    """A SQL string literal: ATTACH and CALL take no parameters."""
    return "'" + str(text).replace("'", "''") + "'"


def literal(value: str | datetime) -> str:
    """The value as SQL. Not bound as a parameter: for that DuckDB loads pandas, which takes 0.2 s."""
    if isinstance(value, datetime):
        return f"TIMESTAMP '{value.isoformat(sep=' ')}'"
    return "(" + quoted(value).replace("\0", "' || chr(0) || '") + ")"


def connect(folder: Path, *, memory_limit: str, threads: int) -> Any:
    """An in-memory DuckDB that spills into `folder`.

    Extensions come from packages whose hashes the lock file pins; checking DuckDB's own signature on top
    would cost 0.2 s at every start.
    """
    con = duckdb.connect(
        config={
            "memory_limit": memory_limit,
            "threads": threads,
            "temp_directory": str(folder / "tmp"),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_unsigned_extensions": "true",
        }
    )
    for name in ("sqlite_scanner", "ducklake"):
        con.execute(f"LOAD {quoted(_extension(name))}")
    return con


def attach(con: Any, catalog: Path, data: Path, *options: str) -> None:
    """Attach as `lake`. The data folder is given each time, so that a home may be moved."""
    given = ", ".join((f"DATA_PATH {quoted(f'{data}/')}", "OVERRIDE_DATA_PATH true", *options))
    con.execute(f"ATTACH {quoted(f'ducklake:sqlite:{catalog}')} AS lake ({given})")
