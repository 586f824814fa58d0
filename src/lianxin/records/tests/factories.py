"""Files as an office would hand them in: rows for every sheet that refer to each other."""

import csv
import random
from pathlib import Path

import openpyxl

from lianxin.core.sheets import Column, Sheet, sheets

Rows = list[dict[str, str]]


def cell(sheet: Sheet, column: Column, number: int, made: dict[str, Rows], rng: random.Random) -> str:
    """A text that fits the column; every other optional cell is empty."""
    if not column.required and rng.random() < 0.4:
        return ""
    if column.ref:
        (key,) = next(s for s in sheets() if s.name == column.ref).key
        known = [row[key] for row in made[column.ref]]
        # the key of the row must be its own: walk through the known ones instead of drawing
        return "；".join(rng.sample(known, 2)) if column.type == "list" else known[number % len(known)]
    if column.choices:
        return column.choices[number % len(column.choices)]
    if column.name == "opens":
        return "18:00-02:00" if number % 2 else "09:00-24:00"
    day = f"2021-{number % 6 + (7 if column.name.startswith(LATER) else 1):02d}-{number % 28 + 1:02d}"
    return {
        "text": f"{column.zh}{number:03d}",
        "int": str(number * 7),
        "decimal": f"{number}.2500",
        "money": f"{number * 3}.40",
        "percent": str(number % 101),
        "date": day,
        "datetime": f"{day} {number % 24:02d}:30:00",
        "bool": "是" if number % 2 else "否",
        "list": f"甲{number}；乙",
    }[column.type]


#: Columns that must not lie before another date of the same row.
LATER = (
    "left_on",
    "ends",
    "closed",
    "confirmed",
    "delisted",
    "expires",
    "revoked",
    "answered",
    "due",
    "done",
)


def make_rows(count: int = 12, seed: int = 1) -> dict[str, Rows]:
    """Sheet name → rows by column name, all of which an import takes."""
    rng = random.Random(seed)
    made: dict[str, Rows] = {}
    for sheet in sheets():
        made[sheet.name] = [
            {c.name: cell(sheet, c, number, made, rng) for c in sheet.columns}
            for number in range(1, count + 1)
        ]
    return made


def write_csv(path: Path, rows: list[list[str]], encoding: str = "utf-8-sig") -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def write_xlsx(path: Path, tables: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in tables.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def fill_template(path: Path, sheet: Sheet, rows: Rows) -> None:
    """As a clerk does: below the sample row, as text."""
    book = openpyxl.load_workbook(path)
    page = book[sheet.zh]
    for line, row in enumerate(rows, start=3):
        for at, column in enumerate(sheet.columns, start=1):
            page.cell(line, at, row[column.name] or None)
    book.save(path)
