"""Reading records: fact tables for figures, and what imports have done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from lianxin.core.fields import unseal_bytes
from lianxin.records.models import Batch, BatchFile, Revision

if TYPE_CHECKING:
    import pyarrow as pa


def facts(name: str) -> pa.Table:
    """The sheet's rows without personal columns, as figures see them; then where each row came from.

    References are the key as text, empty text is "", other missing values null, times are Beijing wall clock.
    """
    from lianxin.records.queries.tables import fact_table  # Arrow takes 0.1 s; most commands need no table

    return fact_table(name)


def revisions() -> dict[str, int]:
    """Sheet → how often it was written; a sheet that never was is missing."""
    return dict(Revision.objects.values_list("sheet", "number"))


def batches() -> models.QuerySet[Batch]:
    """All batches, the latest first, with who ran them."""
    return Batch.objects.select_related("actor", "rolled_back_by").prefetch_related("files")


def problem_workbook(file: BatchFile) -> bytes | None:
    """The problem workbook that was kept with the batch, opened; None where there is none."""
    return unseal_bytes(bytes(file.problem_workbook)) if file.problem_workbook else None


def file_json(file: BatchFile) -> dict[str, Any]:
    """One entry of "files" in `import --json`."""
    return {
        "file": file.file,
        "sheet": file.sheet or None,
        "kind": file.kind,
        "encoding": file.encoding or None,
        "header_row": file.header_row,
        "read": file.read,
        "new": file.new,
        "updated": file.updated,
        "unchanged": file.unchanged,
        "excluded": file.excluded,
        "rejected": file.rejected,
        "problems": file.problems,
        "problem_file": file.problem_file or None,
        "ignored_columns": file.ignored_columns,
        "totals": file.totals,
        "notices": file.notices,
        "differs": file.differs,
    }


def batch_json(batch: Batch) -> dict[str, Any]:
    """A stored batch in the form of `import --json`, with its state."""
    return {
        "batch": batch.batch_no,
        "dry_run": False,
        "state": batch.state,
        "files": [file_json(file) for file in batch.files.order_by("pk")],
        "unknown": batch.unknown,
    }
