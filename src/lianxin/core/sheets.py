"""Record sheets: one declaration from which template, import check, export, fact table and plain list come.

A sheet is a model and the names of its key columns. Everything else is read off the model's fields, so that a
column is written down once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models

from lianxin.core.fields import ListField, MoneyField, PercentField, PersonalField


@dataclass(frozen=True)
class Column:
    """One column. `attribute` is what a model instance calls it; `name` what files and figures call it."""

    name: str
    zh: str
    type: str  # text int decimal money date datetime bool percent list
    attribute: str
    required: bool = False
    ref: str = ""  # the sheet whose key the value must be
    choices: tuple[str, ...] = ()
    personal: bool = False
    help: str = ""
    category: str = ""  # of a personal column: `core.fields.CATEGORIES`

    @property
    def identifier(self) -> bool:
        """Text that is a number to Excel, so that it may arrive damaged."""
        return self.type == "text" and (self.name.endswith(("_no", "_id")) or self.name in ("uscc", "phone"))

    @property
    def empty(self) -> Any:
        """What is stored where the cell is empty."""
        if self.type == "list":
            return []
        return "" if self.type == "text" and not self.ref else None


_TYPES: tuple[tuple[type[models.Field[Any, Any]], str], ...] = (
    (ListField, "list"),
    (MoneyField, "money"),
    (PercentField, "percent"),
    (models.DecimalField, "decimal"),
    (models.DateTimeField, "datetime"),
    (models.DateField, "date"),
    (models.BooleanField, "bool"),
    (models.IntegerField, "int"),
    (models.TextField, "text"),
)


def _column(field_: models.Field[Any, Any]) -> Column:
    ref = ""
    kind = field_
    if isinstance(field_, models.ForeignKey):
        ref = sheet_of(field_.related_model).name
        kind = field_.target_field
    elif isinstance(field_, ListField):
        ref = field_.ref
    return Column(
        name=field_.db_column or field_.name,
        zh=str(field_.verbose_name),
        type=next(word for cls, word in _TYPES if isinstance(kind, cls)),
        attribute=field_.attname,
        required=not field_.blank,
        ref=ref,
        choices=tuple(value for value, _ in field_.flatchoices),
        personal=isinstance(field_, PersonalField),
        help=str(field_.help_text),
        category=getattr(field_, "category", ""),
    )


Fault = tuple[str, str, dict[str, Any]]  # (column, code, params)


@dataclass(frozen=True)
class Sheet:
    """`name` as in the contract; `model` a Record; `key` the columns that identify a row.

    `sample` fills the template's sample row where the column's own sample would not do. `derived` adds
    columns to the fact table: name → (column it is worked out from, how). `across` looks at rows together,
    and at those there are: it is given (id or None, values by column name) of the rows that are to be
    written, and answers place → fault of those that cannot be. `before_moving` is told the ids of the rows
    that are about to be changed, in the transaction in which they are.
    """

    name: str
    model: type[Any]  # a Record; records are above core
    key: tuple[str, ...]
    en: str = ""
    sample: dict[str, str] = field(default_factory=dict)
    derived: dict[str, tuple[str, Callable[[str], str]]] = field(default_factory=dict)
    across: Callable[[Sequence[tuple[int | None, dict[str, Any]]]], Mapping[int, Fault]] | None = None
    before_moving: Callable[[Sequence[int]], None] | None = None

    @property
    def zh(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def app(self) -> str:
        return str(self.model._meta.app_label)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The model's own fields, in order; Record's say where a row came from, not what it says."""
        inherited = {f.name for base in self.model.__mro__ if _is_abstract(base) for f in base._meta.fields}  # type: ignore[attr-defined]
        own = (f for f in self.model._meta.concrete_fields if f.name not in inherited and not f.primary_key)
        return tuple(_column(f) for f in own)

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {c.name: c for c in self.columns}

    def column(self, name: str) -> Column:
        return self.by_name[name]

    @cached_property
    def refs(self) -> frozenset[str]:
        return frozenset(c.ref for c in self.columns if c.ref and c.ref != self.name)


def _is_abstract(cls: type) -> bool:
    meta = getattr(cls, "_meta", None)
    return bool(meta is not None and meta.abstract)


_SHEETS: dict[str, Sheet] = {}


def register(*sheets: Sheet) -> None:
    """Called by each app's AppConfig.ready()."""
    for sheet in sheets:
        _SHEETS[sheet.name] = sheet


def sheet(name: str) -> Sheet:
    return _SHEETS[name]


def sheet_of(model: Any) -> Sheet:
    return next(s for s in _SHEETS.values() if s.model is model)


def sheets() -> list[Sheet]:
    """All sheets, each after the sheets it refers to; the order in which files are imported."""
    return list(_in_order())


def referrers(name: str) -> list[tuple[Sheet, Column]]:
    """The columns that refer to a sheet."""
    return [(s, c) for s in sheets() for c in s.columns if c.ref == name]


def _in_order() -> Iterator[Sheet]:
    placed: set[str] = set()
    waiting = sorted(_SHEETS.values(), key=lambda s: s.name)
    while waiting:
        ready = [s for s in waiting if s.refs <= placed]
        if not ready:
            raise ValueError(f"sheets refer to each other in a circle: {[s.name for s in waiting]}")
        yield from ready
        placed |= {s.name for s in ready}
        waiting = [s for s in waiting if s.name not in placed]
