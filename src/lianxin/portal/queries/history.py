"""What happened to a row: who changed what, when, from which file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lianxin.core.fields import unseal
from lianxin.core.sheets import Column, Sheet, sheet
from lianxin.portal.queries.words import cell, label
from lianxin.records.models import Change


@dataclass(frozen=True)
class Step:
    """`what`: added, changed or removed; `differences`: (column in words, before, after)."""

    at: dt.datetime
    what: str
    actor: Any
    batch: str
    differences: tuple[tuple[str, str, str], ...]


def history(name: str, pk: int) -> list[Step]:
    """Of a row that its reader may see, the latest first."""
    changes = Change.objects.filter(sheet=name, record=pk).select_related("actor").order_by("-pk")
    return [_step(sheet(name), change) for change in changes]


def _step(target: Sheet, change: Change) -> Step:
    before, after = change.before, change.after
    what = "added" if before is None else "removed" if after is None else "changed"
    differences = _differences(target, before or {}, after or {}) if what == "changed" else ()
    return Step(timezone.localtime(change.at), what, change.actor, change.batch_id or "", differences)


def _differences(
    target: Sheet, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[tuple[str, str, str], ...]:
    changed = [c for c in target.columns if c.name in after]
    return tuple((label(c), _opened(c, before.get(c.name)), _opened(c, after[c.name])) for c in changed)


def _opened(column: Column, stored: Any) -> str:
    """A stored value in words; personal ones are opened."""
    if column.personal:
        return unseal(stored) if stored else ""
    if column.type == "datetime" and stored:
        return cell(column, dt.datetime.fromisoformat(stored), {})
    return plain(stored) if column.type != "bool" else cell(column, stored, {})
