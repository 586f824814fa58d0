"""Imports as the console lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lianxin.console.queries.kinds import kind_name
from lianxin.records.models import Batch
from lianxin.records.queries import file_json

COUNTS = ("read", "new", "updated", "unchanged", "excluded", "rejected")


@dataclass(frozen=True)
class BatchSummary:
    batch: Batch
    files: list[str]
    counts: dict[str, int]


def batch_summary(batch: Batch) -> BatchSummary:
    files = [file_json(file) for file in batch.files.all()]
    names = list(dict.fromkeys(file["file"] for file in files))
    return BatchSummary(batch, names, totals(files))


def batch_files(batch: Batch) -> list[dict[str, Any]]:
    """As in `import --json`, each with "pk" and whether its problem workbook is kept here."""
    return [
        named(file_json(file)) | {"pk": file.pk, "kept": file.problem_workbook is not None}
        for file in batch.files.order_by("pk")
    ]


def named(file: dict[str, Any]) -> dict[str, Any]:
    """With the kind as people call it."""
    return file | {"kind_name": kind_name(file["kind"])}


def ignored(files: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    """File and the columns in it that nothing reads; files of one kind with the same columns stand once."""
    found: dict[tuple[str, ...], str] = {}
    for file in files:
        if file["ignored_columns"]:
            found.setdefault((file["kind"], *file["ignored_columns"]), file["file"])
    return [(name, list(columns[1:])) for columns, name in found.items()]


def totals(files: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    return {name: sum(_count(file[name]) for file in files) for name in COUNTS}


def _count(value: int | Mapping[str, int]) -> int:
    return value if isinstance(value, int) else sum(value.values())
