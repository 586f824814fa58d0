"""Taking snapshots: records go to the lake, where order lines are, so that both are read as of one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lianxin.core.home import home
from lianxin.core.sheets import Sheet, sheets
from lianxin.core.writing import in_turn
from lianxin.records.queries import facts, revisions
from lianxin.sales.queries import lake

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from lianxin.engines.lake import Reading

#: Seconds to wait for an import that is writing to the lake.
WAIT = 30.0


class Version(NamedTuple):
    """What the lake holds of a sheet: its revision, and the columns that its fact table was made with."""

    number: int
    columns: str


def take_snapshot(*, wait: float = WAIT) -> str:
    """Bring the fact tables up to today's records; the snapshot's id, the current one if nothing moved.

    `wait`: seconds for an import that is writing to the lake.

    Raises LakeBusy when it goes on writing for longer, LakeDamaged.
    """
    with lake().reading() as reading:
        current, held = reading.snapshot, _held_in(reading)
    if not _newer(_versions(), held):
        return str(current)
    with in_turn():  # one moment for all sheets
        versions = _newer(_versions(), held)
        tables = {name: facts(name) for name in versions}
    return _write(versions, tables, wait)


def _write(versions: dict[str, Version], tables: dict[str, pa.Table], wait: float) -> str:
    """Replace what is older in the lake: another process may have been quicker, and with newer records."""
    with lake().writing("lianxin", "records", wait=wait) as writing:
        held = _held(writing.con)
        newer = _newer(versions, held)
        for name in newer:
            writing.replace_table(name, tables[name])
        writing.replace_table("revisions", _as_table(held | newer))
        if not newer:
            writing.abandon()
    return str(lake().snapshot() if writing.snapshot is None else writing.snapshot)


def _versions() -> dict[str, Version]:
    numbers = revisions()
    return {sheet.name: Version(numbers.get(sheet.name, 0), _columns(sheet)) for sheet in sheets()}


def _columns(sheet: Sheet) -> str:
    """Moves when a new version of the program gives the fact table other columns."""
    return ",".join([f"{c.name} {c.type}" for c in sheet.columns if not c.personal] + sorted(sheet.derived))


def _newer(versions: dict[str, Version], held: dict[str, Version]) -> dict[str, Version]:
    """Those that the lake does not hold yet."""

    def is_newer(name: str, version: Version) -> bool:
        old = held.get(name)
        return old is None or version.number > old.number or version.columns != old.columns

    return {name: version for name, version in versions.items() if is_newer(name, version)}


#: Of the newest snapshot asked for: (lake, number) → what it holds, which never changes.
_known: dict[tuple[Path, int], dict[str, Version]] = {}


def _held_in(reading: Reading) -> dict[str, Version]:
    """Every page asks, and asking the lake's catalog takes longer than many a figure."""
    key = (home().lake, reading.snapshot)
    found = _known.get(key)
    if found is None:
        found = _held(reading.con)
        _known.clear()
        _known[key] = found
    return found


def _held(con: Any) -> dict[str, Version]:
    exists = con.execute(  # not duckdb_tables(): that counts every table's rows, for 0.2 seconds
        "SELECT 1 FROM duckdb_columns() WHERE database_name = 'lake' AND table_name = 'revisions'"
    ).fetchall()
    if not exists:
        return {}
    rows = con.execute("SELECT sheet, number, columns FROM lake.main.revisions").fetchall()
    return {sheet: Version(number, columns) for sheet, number, columns in rows}


def _as_table(held: dict[str, Version]) -> pa.Table:
    import pyarrow as pa  # takes 0.1 s, and mostly nothing has moved

    return pa.table(
        {
            "sheet": pa.array(held, pa.string()),
            "number": pa.array([version.number for version in held.values()], pa.int64()),
            "columns": pa.array([version.columns for version in held.values()], pa.string()),
        }
    )
