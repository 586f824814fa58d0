"""One write to the lake: everything between lock and commit."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianxin.engines.lake.connection import literal, quoted
from lianxin.engines.lake.rollback import RolledBack, roll_back
from lianxin.engines.lake.settle import settle
from lianxin.engines.lake.targets import AFTERSALES, LINES, Counts, Source
from lianxin.engines.lake.upsert import upsert

if TYPE_CHECKING:
    import pyarrow as pa

    from lianxin.engines.lake.staging import Batch


class Writing:
    """An open transaction. `snapshot` is the new snapshot's number once it is committed.

    `abandon()` makes it a trial: everything is done and counted, and nothing stays.
    """

    def __init__(self, con: Any, data: Path, before: int) -> None:
        self.con = con
        self.before = before
        self.snapshot: int | None = None
        self.abandoned = False
        self._data = data

    def abandon(self) -> None:
        self.abandoned = True

    def replace_table(self, name: str, table: pa.Table) -> None:
        """Replace a whole table; its columns may change."""
        self.con.register("incoming", table)
        self.con.execute(f'CREATE OR REPLACE TABLE lake."{name}" AS SELECT * FROM incoming')
        self.con.unregister("incoming")

    def upsert_lines(self, batches: Iterable[Batch], source: Source) -> Counts:
        """Order lines of one file. Batches have the columns of `lines`, less platform, exported_at, grain,
        covered, source_batch/file/sheet, and the derived paid_at, refund_amount, refund_basis."""
        counts = upsert(self.con, LINES, batches, source, self._data)
        return self._done(counts, source)

    def upsert_aftersales(self, batches: Iterable[Batch], source: Source) -> Counts:
        """Aftersales of one file: shop, aftersale_id, line_id, succeeded, refund_amount, source_row."""
        counts = upsert(self.con, AFTERSALES, batches, source, self._data)
        return self._done(counts, source)

    def _done(self, counts: Counts, source: Source) -> Counts:
        if counts != Counts():
            settle(self.con, source.platform)
        return counts

    def note_batch(self, source: Source, counts: dict[str, Any]) -> None:
        """Leave proof of what is about to be committed, for start-up to compare with the SQL database."""
        given = (source.batch, source.file, source.sheet, source.kind)
        self.con.execute(
            f"INSERT INTO lake.batches VALUES ({', '.join(map(literal, given))}, {self.before:d}, "
            f"{literal(json.dumps(counts))}, false)"
        )

    def roll_back(self, batch: str) -> RolledBack:
        """Take back what the batch wrote, where nothing later has replaced it."""
        return roll_back(self.con, batch)

    def set_message(self, author: str, message: str) -> None:
        self.con.execute(f"CALL lake.set_commit_message({quoted(author)}, {quoted(message)})")
