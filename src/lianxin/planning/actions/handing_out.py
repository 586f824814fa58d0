"""What is known of a season out to Excel, in the form in which it comes back in."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from lianxin.accounts.models import User
from lianxin.core.files import whole_file
from lianxin.engines.tabular import Table, TableColumn, write_csv, write_table_workbook
from lianxin.planning import access
from lianxin.planning.actions.loading import FORMS, MODELS
from lianxin.planning.models import Season
from lianxin.planning.queries import names
from lianxin.planning.rules import Column, Form

#: Raised when the columns change, so that an old template can be told from a new one.
_VERSION = "season 1"


def write_season(*, season: Season, folder: Path, form: str, actor: User | None) -> list[Path]:
    """One workbook with the three tables, or (`form` is csv) three files; filled with what stands.

    Whose terms they are is told to the ledger. A table without rows gets a grey sample row in a workbook.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables = [_table(season, one, actor) for one in FORMS.values()]
    if form == "csv":
        paths = [folder / f"{season.name} {table.title}.csv" for table in tables]
        for path, table in zip(paths, tables, strict=True):
            with whole_file(path) as file:
                write_csv(file, [column.header for column in table.columns], table.rows)
        return paths
    path = folder / f"{season.name} 排播季数据.xlsx"
    with whole_file(path) as file:
        write_table_workbook(file, tables, version=_VERSION, instructions=True)
    return [path]


def _table(season: Season, form: Form, actor: User | None) -> Table:
    columns = form.for_weeks(season.weeks)
    rows = list(_rows(season, form, columns, actor))
    titles = [
        TableColumn(c.zh, c.kind, required=c.required, choices=c.choices, note=c.note, example=c.example)
        for c in columns
    ]
    sample = [] if rows else [season.name if c.name == "season" else c.example for c in columns]
    return Table(form.zh, titles, rows, sample)


def _rows(season: Season, form: Form, columns: list[Column], actor: User | None) -> Iterator[list[Any]]:
    found = list(MODELS[form.name].objects.filter(season=season))
    keys = [getattr(row, form.key) for row in found]
    known: dict[str, str] = {}
    if form.name == "terms":
        access.tell(set(keys))
        known = names.of_members(actor, keys) if actor else {}
    elif form.name == "supplies":
        known = names.of_products(keys)
    for key, row in zip(keys, found, strict=True):
        yield [_value(season, row, column, known.get(key, "")) for column in columns]


def _value(season: Season, row: Any, column: Column, name: str) -> Any:
    if column.name == "season":
        return season.name
    if column.week is not None:
        return Decimal(str(row.units[column.week])) if column.week < len(row.units) else 0
    value = getattr(row, column.name) if column.name else name
    return Decimal(str(value)) if isinstance(value, float) else value
