"""What became of a row, in words: who changed what, when, from which file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lianxin.portal.queries.words import cell, label
from lianxin.records.models import Record
from lianxin.records.queries import history as recorded


@dataclass(frozen=True)
class Step:
    """`verb`: add or change. `differences`: (column, before, after). `undone`: rolled back since."""

    at: dt.datetime
    verb: str
    actor: Any
    batch: str
    undone: bool
    differences: tuple[tuple[str, str, str], ...]


def history(actor: Any, record: Record) -> list[Step]:
    """The latest first; only of the columns that `actor` may read."""
    return [_step(entry) for entry in recorded.history(actor, record)]


def _step(entry: recorded.Entry) -> Step:
    change = entry.change
    moved = entry.moved if entry.verb == "change" else ()
    return Step(
        at=timezone.localtime(change.at),
        verb=entry.verb,
        actor=change.actor,
        batch=change.batch_id or "",
        undone=entry.rolled_back,
        differences=tuple(
            (label(m.column), cell(m.column, m.before, {}), cell(m.column, m.after, {})) for m in moved
        ),
    )
