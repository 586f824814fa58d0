"""What a key stands for: M001 is 张三."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lianxin.accounts.models import User
from lianxin.core.sheets import Column, Sheet, sheet
from lianxin.records.access import columns_of_all, visible_to

#: Columns that name a row, the first that a sheet has.
_NAMING = ("name", "title")


@dataclass(frozen=True)
class Named:
    """A row that may be looked at; `label` is "" where its key says it all."""

    pk: int
    label: str


def label_column(actor: User, target: Sheet) -> Column | None:
    """The column that names a row beside its key, if `actor` may read it of every row."""
    known = columns_of_all(actor, target.name)
    found = next((name for name in _NAMING if name in target.by_name and name not in target.key), "")
    return target.column(found) if found in known else None


def labels(actor: User, name: str, keys: Iterable[str]) -> dict[str, Named]:
    """The rows of these keys that `actor` may read. They are read, so they count as seen."""
    target = sheet(name)
    label = label_column(actor, target)
    key = target.column(target.key[0]).attribute
    rows = visible_to(actor, name).filter(**{f"{key}__in": set(keys)})
    return {getattr(row, key): Named(row.pk, getattr(row, label.attribute) if label else "") for row in rows}
