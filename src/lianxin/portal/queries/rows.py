"""Rows about the person, told in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404

from lianxin.core.sheets import Column, Sheet, sheet
from lianxin.portal.queries.names import names_in
from lianxin.portal.queries.sources import rows_about
from lianxin.portal.queries.words import cell, label
from lianxin.portal.rules import ABOUT, Fact, Telling, tell

_DAYS = ("date", "datetime")
PAGE = 30


@dataclass(frozen=True)
class Row:
    """`record`: for where it came from; `all`: every column, also the empty ones."""

    sheet: str
    record: Any
    telling: Telling
    all: tuple[Fact, ...]


@dataclass(frozen=True)
class Table:
    """One sheet's rows, a page of them, the latest first. `about` is a message id, "" where there is none."""

    sheet: Sheet
    about: str
    rows: list[Row]
    page: Page[Any]


def table(actor: Any, name: str, number: Any = 1, size: int = PAGE) -> Table:
    """Raises Http404 for a sheet that is nothing to the person."""
    rows = rows_about(actor, name)
    target = sheet(name)
    page = Paginator(_latest_first(target, rows), size).get_page(number)
    records = list(page.object_list)
    return Table(target, ABOUT.get(name, ""), _told(actor, target, records), page)


def row(actor: Any, name: str, pk: int) -> Row:
    """Raises Http404, also to strangers."""
    found = rows_about(actor, name).filter(pk=pk).first()
    if found is None:
        raise Http404
    return _told(actor, sheet(name), [found])[0]


def _latest_first(target: Sheet, rows: Any) -> Any:
    day = next((c.attribute for c in target.columns if c.type in _DAYS), None)
    return rows.order_by(*([f"-{day}"] if day else []), "-pk")


def _told(actor: Any, target: Sheet, records: Iterable[Any]) -> list[Row]:
    held = list(records)
    names = names_in(target, held)
    return [_row(actor, target, record, names) for record in held]


def _row(actor: Any, target: Sheet, record: Any, names: Mapping[str, Mapping[str, str]]) -> Row:
    """In lists without numbers that mean little to the person; the page of the row has them."""
    facts = {c.name: _fact(c, record, names.get(c.name, {})) for c in target.columns}
    short = {name: replace(fact, text=_short(fact.text)) for name, fact in facts.items() if name in names}
    single = [c for c in target.columns if c.ref and c.type != "list"]
    own = [c.name for c in single if getattr(record, c.attribute) in _own_keys(actor)]
    numbers = [name for name in target.key if name.endswith("_no") and not target.column(name).ref]
    telling = tell(target.columns, facts | short, left_out=[*own, *numbers])
    return Row(target.name, record, telling, tuple(facts.values()))


def _fact(column: Column, record: Any, names: Mapping[str, str]) -> Fact:
    text = cell(column, getattr(record, column.attribute), names)
    return Fact(column.name, label(column), text, note=column.category == "note")


def _short(text: str) -> str:
    """王干部（G1）: the name alone."""
    return text.partition("（")[0] if text.endswith("）") else text


def _own_keys(actor: Any) -> set[str]:
    return {actor.member_no, actor.unit} - {""}
