"""Put an export's rows to what is stored: new, updated, unchanged.

A later export replaces; "later" is exported_at, and on a tie the later import. Rows that come again unchanged
are not written anew; that they were seen is (`seen`), so that an older export arriving afterwards changes
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianxin.engines.lake.merge import merge
from lianxin.engines.lake.schema import arrow_schema, content_of
from lianxin.engines.lake.staged import add, is_stored, look_at, see
from lianxin.engines.lake.targets import Counts, Source, Target

if TYPE_CHECKING:
    from lianxin.engines.lake.staging import Batch, Waiting


def upsert(con: Any, target: Target, batches: Iterable[Batch], source: Source, data: Path) -> Counts:
    """Rows of one file into `target`, inside the transaction of `con`."""
    from lianxin.engines.lake import staging  # Arrow takes 0.1 s; who only reads needs none

    shape = staging.Shape(
        arrow_schema(target.table), target.constants(source), target.copies, content_of(target.content)
    )
    folder = data / "main" / target.table
    rest = iter(batches)
    first = list(islice(rest, 1))
    if any(is_stored(con, target, source, _shops(batch)) for batch in first):
        waiting = staging.wait(chain(first, rest), shape, folder)
    else:
        files = staging.write_files(chain(first, rest), shape, folder)
        if files and (counts := _taken(con, target, source, files)):
            return counts
        waiting = staging.Waiting(files=files)
    return _merged(con, target, source, waiting, folder) if waiting else Counts()


def _shops(batch: Batch) -> list[str]:
    return [str(shop) for shop in batch.column("shop").unique().to_pylist()]


def _taken(con: Any, target: Target, source: Source, files: list[Path]) -> Counts | None:
    """The files become the table's own, if no row of theirs is there yet and none comes twice."""
    see(con, files=files)
    staged = look_at(con, target)
    if staged.repeats or is_stored(con, target, source, staged.shops):
        return None
    add(con, target.table, files)
    return Counts(new=staged.rows)


def _merged(con: Any, target: Target, source: Source, waiting: Waiting, folder: Path) -> Counts:
    try:
        see(con, waiting.tables, waiting.files)
        return merge(con, target, source, waiting, folder)
    finally:
        con.execute("DROP VIEW IF EXISTS stage")
        con.unregister("held")
        for file in waiting.files:
            file.unlink()
