"""One file into the lake, whole or not at all, with the proof that it is there."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from lianxin.engines.lake import Counts, Source, Writing
from lianxin.engines.tabular import Match, RawTable
from lianxin.records.rules import FileResult, ImportContext
from lianxin.sales.actions.tally import Tally
from lianxin.sales.queries import lake
from lianxin.sales.rules.arrow import Table
from lianxin.sales.rules.naming import epoch_in_name

Upsert = Callable[[Writing, Iterator[Table], Source], Counts]


def exported_at(platform: str, context: ImportContext) -> datetime:
    """Douyin names the second in the file's name; else what the user gave, else when the file was changed."""
    named = epoch_in_name((context.file, context.path.name)) if platform == "抖音" else None
    return named or context.exported_at or context.modified_at


def source_of(platform: str, kind: str, context: ImportContext, grain: str = "line") -> Source:
    return Source(
        platform=platform,
        kind=kind,
        batch=context.batch_no,
        file=context.file,
        sheet=context.sheet,
        exported_at=exported_at(platform, context),
        grain=grain,
    )


def store(
    upsert: Upsert, tables: Iterator[Table], source: Source, tally: Tally, form: dict[str, Any]
) -> FileResult:
    """Puts the tables in. A dry run, and a file refused for its bad rows, are taken back after counting.

    `form` is what the batch keeps of the file beside its counts: encoding and header_row.
    """
    context = tally.context
    author = context.actor.username if context.actor else ""
    with lake().writing(author, f"{context.batch_no} {context.file}") as writing:
        counts = upsert(writing, tables, source)
        result = tally.result(**dataclasses.asdict(counts))
        if context.dry_run or tally.refused_whole:
            writing.abandon()
        else:
            writing.note_batch(source, {**form, **dataclasses.asdict(result)})
    return dataclasses.replace(result, snapshot=writing.snapshot)


def form_of(table: RawTable, match: Match) -> dict[str, Any]:
    return {"encoding": table.encoding or "", "header_row": match.header_row}
