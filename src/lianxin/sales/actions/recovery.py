"""After a kill: what the lake holds of a batch is put on record. And undoing a batch in the lake."""

from __future__ import annotations

import json
from typing import Any

from lianxin.core.writing import in_turn
from lianxin.engines.lake import RolledBack
from lianxin.engines.tabular import Problem
from lianxin.records.actions import batch_file, is_alive
from lianxin.records.models import Batch, BatchFile
from lianxin.records.rules import FileResult
from lianxin.sales.queries import lake

_NOTED = "SELECT batch, file, sheet, kind, before, counts FROM lake.batches WHERE list_contains(?, batch)"


def complete_batches() -> None:
    """Writes down the files that an import had brought into the lake whole when it was killed.

    A file whose transaction was not committed has left nothing; importing it again completes the batch's
    work.
    """
    dead = [
        batch.batch_no
        for batch in Batch.objects.filter(state=Batch.State.RUNNING)
        if not is_alive(batch.batch_no)
    ]
    if not dead:
        return
    with lake().reading() as reading:
        noted = reading.con.execute(_NOTED, [dead]).fetchall()
    with in_turn():
        for batch, file, sheet, *rest in noted:
            if not BatchFile.objects.filter(batch_id=batch, file=file, sheet=sheet).exists():
                _put_on_record((batch, file, sheet, *rest))


def _put_on_record(noted: tuple[str, str, str, str, int, str]) -> None:
    batch, file, sheet, kind, before, text = noted
    report: dict[str, Any] = json.loads(text)
    encoding, header_row = report.pop("encoding"), report.pop("header_row")
    report["problems"] = [Problem(**problem) for problem in report["problems"]]
    report["notices"] = [(code, params) for code, params in report["notices"]]
    report["snapshot"] = before + 1
    found = batch_file(
        batch, file, sheet, kind, FileResult(**report), encoding=encoding, header_row=header_row
    )
    found.save()


def undo_in_lake(batch_no: str) -> RolledBack | None:
    """Takes out of the lake what the batch brought. None for a batch of record sheets only."""
    with lake().reading() as reading:
        if not reading.con.execute(_NOTED, [[batch_no]]).fetchall():
            return None
    with lake().writing("", f"{batch_no} rolled back") as writing:
        return writing.roll_back(batch_no)
