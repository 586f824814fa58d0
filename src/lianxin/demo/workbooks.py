"""Write record sheets as an office keeps them: one workbook per line of work, long lists as csv."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from lianxin.core import sheets as registry
from lianxin.demo.world import Row, Sheets

#: Workbooks and the sheets in each.
_WORKBOOKS = {
    "成员与单位": ("organisations", "members", "accounts"),
    "结对联系": ("officers", "assignments", "contacts", "cases"),
    "联席会议": ("meetings", "resolutions", "measures"),
    "培训": ("events", "certificates"),
    "直播间": ("bases", "studios"),
    "任职与建议": ("appointments", "proposals"),
    "公益": ("campaigns", "participations", "donations", "honours", "mentorships", "works", "work_stats"),
    "农产品市场": (
        "outlets",
        "products",
        "listings",
        "contracts",
        "investments",
        "live_sessions",
        "live_items",
        "rankings",
    ),
}
#: Sheets that came out of another system as csv, with the encoding it writes.
_CSV = {"attendances": "gb18030", "bookings": "utf-8-sig", "questions": "gb18030"}
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  fixed, so that two builds are the same bytes


def write_records(folder: Path, rows: Sheets) -> list[Path]:
    """All sheets of `rows` below `folder`, with the headers the product's own sheets have."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, sheets in _WORKBOOKS.items():
        paths.append(folder / f"{name}.xlsx")
        _write_workbook(paths[-1], {sheet: rows[sheet] for sheet in sheets})
    for sheet, encoding in _CSV.items():
        paths.append(folder / f"{registry.sheet(sheet).zh}.csv")
        _write_csv(paths[-1], encoding, _header(sheet), _cells(sheet, rows[sheet]))
    return paths


def write_sheet(path: Path, sheet: str, rows: list[Row]) -> None:
    """One sheet as csv, with its own headers."""
    _write_csv(path, "utf-8-sig", _header(sheet), _cells(sheet, rows))


def write_table(path: Path, title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A workbook with one sheet; text stays text, whole numbers are numbers."""
    with _workbook(path) as book:
        _write_sheet(book, title, header, rows)


def _write_workbook(path: Path, sheets: Sheets) -> None:
    with _workbook(path) as book:
        for sheet, rows in sheets.items():
            _write_sheet(book, registry.sheet(sheet).zh, _header(sheet), _cells(sheet, rows))


def _workbook(path: Path) -> Any:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(path, options)
    book.set_properties({"created": _CREATED})
    return book


def _write_sheet(book: Any, title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    formats = {
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    sheet.write_row(0, 0, header, bold)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, formats[type(value)])
            elif isinstance(value, str):
                sheet.write_string(number, column, value)
            else:
                sheet.write_number(number, column, value)


def _write_csv(path: Path, encoding: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def _header(sheet: str) -> list[str]:
    return [column.zh for column in registry.sheet(sheet).columns]


def _cells(sheet: str, rows: list[Row]) -> Iterable[list[Any]]:
    names = [column.name for column in registry.sheet(sheet).columns]
    for row in rows:
        unknown = row.keys() - set(names)
        if unknown:
            raise ValueError(f"{sheet} has no column {unknown}")
        yield [_cell(row.get(name)) for name in names]


def _cell(value: Any) -> Any:
    """Lists and yes-or-no as an office writes them; money as a number."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "；".join(value)
    if isinstance(value, Decimal):
        return float(value) if value != value.to_integral_value() else int(value)
    return "" if value is None else value
