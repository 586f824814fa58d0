"""Sheets out: empty templates to fill in, and the records themselves in the same form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone

from lianxin.core.fields import unseal
from lianxin.core.files import whole_file
from lianxin.core.scope import rule_of, tell_all
from lianxin.core.sheets import Column, Sheet, sheet, sheets
from lianxin.engines.tabular import Table, TableColumn, write_csv, write_table_workbook
from lianxin.records.actions.columns import nearest
from lianxin.records.actions.samples import sample
from lianxin.records.actions.stored import manager, rows
from lianxin.records.rules import Refused

#: The cleaner of `engines.tabular.cells` that reads a column of each type.
_KINDS = {
    "text": "text",
    "int": "whole",
    "decimal": "decimal",
    "money": "amount",
    "percent": "percent",
    "date": "day",
    "datetime": "moment",
    "bool": "flag",
    "list": "words",
}
_DROP_DOWN = 500  # references offered as a list; more than that nobody scrolls through


def write_templates(*, names: Sequence[str] | None, folder: Path) -> list[Path]:
    """One empty workbook per sheet, such as 成员.xlsx; all sheets without `names`.

    Raises Refused: no_such_sheet.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for target in _wanted(names):
        table = Table(target.zh, _table_columns(target), (), [sample(target, c) for c in target.columns])
        path = folder / f"{target.zh}.xlsx"
        with whole_file(path) as file:
            write_table_workbook(file, [table], version=_version(target), instructions=True)
        written.append(path)
    return written


def export_sheets(*, names: Sequence[str] | None, folder: Path, format: str = "xlsx") -> list[Path]:  # noqa: A002
    """The records in template form, personal columns too: an office copy that imports back unchanged.

    Everybody in it is told. `format` is xlsx or csv. Raises Refused: no_such_sheet, bad_format.
    """
    if format not in ("xlsx", "csv"):
        raise Refused("bad_format", format=format)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for target in _wanted(names):
        tell_all(target.model)
        path = folder / f"{target.zh}.{format}"
        with whole_file(path) as file:
            if format == "csv":
                write_csv(file, [c.zh for c in target.columns], _export_rows(target))
            else:
                table = Table(target.zh, _table_columns(target), _export_rows(target))
                write_table_workbook(file, [table], version=_version(target))
        written.append(path)
    return written


def _wanted(names: Sequence[str] | None) -> list[Sheet]:
    """By English name or Chinese title; in order of dependency."""
    known = {s.name: s for s in sheets()}
    by_title = {s.zh: s.name for s in sheets()}
    if not names:
        return list(known.values())
    wanted = set()
    for name in names:
        found = by_title.get(name, name)
        if found not in known:
            raise Refused("no_such_sheet", sheet=name, near=nearest(name, list(known)), known=list(known))
        wanted.add(found)
    return [s for s in known.values() if s.name in wanted]


def _version(target: Sheet) -> str:
    """Changes when the columns do, so that an old template can be told from a new one."""
    columns = repr([(c.zh, c.type, c.required, c.choices) for c in target.columns])
    return f"{target.name} {hashlib.sha256(columns.encode()).hexdigest()[:8]}"


def _table_columns(target: Sheet) -> list[TableColumn]:
    return [
        TableColumn(
            header=c.zh,
            kind="identifier" if c.identifier else _KINDS[c.type],
            required=c.required,
            choices=c.choices or _references(c),
            note=_note(c),
            example=sample(target, c),
        )
        for c in target.columns
    ]


def _references(column: Column) -> tuple[str, ...]:
    """The keys in the sheet referred to, if they are few. A list column takes several: no drop-down.

    Nor are the numbers of people offered: a template is handed around, and nobody is told.
    """
    if not column.ref or column.type == "list" or rule_of(sheet(column.ref).model).about:
        return ()
    target = sheet(column.ref)
    keys = manager(target).values_list(target.column(target.key[0]).attribute, flat=True)
    found = tuple(keys[: _DROP_DOWN + 1])
    return found if len(found) <= _DROP_DOWN else ()


def _note(column: Column) -> str:
    reference = f"须已在“{sheet(column.ref).zh}”中" if column.ref else ""
    return "；".join(filter(None, (column.help, reference)))


def _export_rows(target: Sheet) -> Iterator[list[Any]]:
    for _, _, values in rows(target):
        yield [_shown(values[c.name], c) for c in target.columns]


def _shown(value: Any, column: Column) -> Any:
    if column.personal and value:
        return unseal(value)
    if column.type == "percent" and value is not None:
        return f"{value.normalize():f}%"  # a number up to 1 could be a part
    return timezone.make_naive(value) if column.type == "datetime" and value else value
