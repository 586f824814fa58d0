"""Tables out: templates, exports and problem workbooks, all in a form that `open_tables` reads back equal.

The sample row. A template's grey row stands right below the header and its first cell begins with `示例：`
(followed by an example of that column). `is_sample` knows it by that mark, so that it is skipped when left in
place and a user's own row typed over it is not.

The instruction sheet is called 填写说明 (`INSTRUCTIONS`); long drop-down lists and the template's version
(cell A1) stand on the hidden sheet `_lists`. Importers skip hidden sheets and INSTRUCTIONS.

Nothing is ever written as a formula: = + - @ begin plain text. A text that the reader would change (a leading
quote, ="…", an empty word like "-") gets a leading quote, which the reader drops; in csv so does text that a
spreadsheet would run.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from lianxin.engines.tabular.cells import DAMAGED, SAMPLE_MARKS, TRIM, Cell, escape, plain
from lianxin.engines.tabular.header import REASON_HEADER, ROW_HEADER
from lianxin.engines.tabular.problems import TooLarge

INSTRUCTIONS = "填写说明"
SAMPLE = SAMPLE_MARKS[0]
LISTS = "_lists"
_INLINE_LIST = 255  # characters; Excel refuses a longer drop-down written into the cell rule itself
_RULED_ROWS = 5000  # rows below the header that get drop-downs and formats
_LONGEST = 32_767  # characters of a cell
_MOST_ROWS = 1 << 20  # of a sheet
_DIGITS = 15  # what a number cell holds exactly
_FIRST_YEAR = 1901  # earlier days are not the same in all spreadsheets
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FORMATS = {"amount": "0.00", "whole": "0", "day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm:ss"}
_KINDS = {
    "text": "文本", "identifier": "文本（编号）", "whole": "整数", "decimal": "数字，最多4位小数",
    "amount": "金额，元，最多2位小数", "percent": "0–100，可带%", "day": "日期，如 2021-06-09",
    "moment": "时间，如 2021-06-09 21:25:25", "flag": "是 或 否", "words": "多个词，用 ； 分隔",
}  # fmt: skip

Value = Cell | Sequence[str]


@dataclass(frozen=True)
class TableColumn:
    """`kind` is the name of a cleaner in `cells`; `choices` make a drop-down; `note`, `example` explain."""

    header: str
    kind: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    note: str = ""
    example: str = ""


@dataclass(frozen=True)
class Table:
    """One sheet to write. Rows hold values as the cleaners give them; `sample` one cell text per column."""

    title: str
    columns: Sequence[TableColumn]
    rows: Iterable[Sequence[Value]] = ()
    sample: Sequence[str] = ()


def is_sample(cells: Sequence[Cell]) -> bool:
    """Whether this row is a template's sample: its first filled cell begins with 示例："""
    first = next((text for cell in cells if (text := plain(cell).strip(TRIM))), "")
    return first.startswith(SAMPLE_MARKS)


def write_table_workbook(
    target: Path | BinaryIO, tables: Sequence[Table], *, version: str = "", instructions: bool = False
) -> None:
    """An xlsx with a sheet per table. Rows are streamed: memory does not grow with them."""
    with _workbook(target) as book:
        if version:
            book.set_custom_property("lianxin-template", version)
        lists = _Lists(version)
        if instructions:
            _write_instructions(book, tables)
        for table in tables:
            _write_table(book, table, lists)
        lists.write(book)


def write_rows_workbook(
    target: Path | BinaryIO, header: Sequence[str], rows: Iterable[Sequence[Value]]
) -> None:
    """A plain table of any length: what a sheet cannot hold goes on in the next. Rows are streamed."""
    with _workbook(target) as book:
        formats = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
        head = book.add_format({"bold": True, "bottom": 1})
        line, sheet = _MOST_ROWS, None
        for row in chain(
            [()], rows
        ):  # the empty row is the first header's, so that an empty table has one too
            if line == _MOST_ROWS:
                sheet, line = _headed_sheet(book, header, head), 1
            if row:
                for at, value in enumerate(row):
                    _write_value(sheet, line, at, value, formats.get(_kind_of(value)))
                line += 1


def _headed_sheet(book: Any, header: Sequence[str], head: Any) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(header):
        sheet.write_string(0, at, name, head)
    return sheet


def _kind_of(value: Value) -> str:
    if isinstance(value, dt.datetime):
        return "moment"
    if isinstance(value, dt.date):
        return "day"
    return "amount" if isinstance(value, Decimal) else ""


def write_problem_workbook(
    target: Path | BinaryIO,
    header: Sequence[str],
    rows: Iterable[tuple[Sequence[Cell], int, str]],
    *,
    sheet: str | None = None,
) -> None:
    """Refused rows to correct and hand in again: (cells as read, row number, reason); adds 行号 and 失败原因.

    `sheet` is the name of the sheet they stood in.
    """
    with _workbook(target) as book:
        page = book.add_worksheet(_sheet_name(sheet or "问题行"))
        head = book.add_format({"bold": True, "bottom": 1})
        reason_format = book.add_format({"font_color": "#C00000"})
        formats = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
        page.freeze_panes(1, 0)
        for at, name in enumerate([*header, ROW_HEADER, REASON_HEADER]):
            page.write_string(0, at, name, head)
        for line, (cells, number, reason) in enumerate(rows, start=1):
            for at, cell in enumerate(cells[: len(header)]):
                _write_raw(page, line, at, cell, formats)
            page.write_number(line, len(header), number)
            page.write_string(line, len(header) + 1, reason, reason_format)


def _sheet_name(name: str) -> str:
    """As Excel allows it."""
    return re.sub(r"[\[\]:*?/\\]", "_", name).strip("'")[:31] or "_"


def write_csv(target: Path | BinaryIO, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """UTF-8 with BOM, as Excel wants it."""
    with target.open("wb") if isinstance(target, Path) else nullcontext(target) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows([csv_text(value) for value in row] for row in rows)
        text.detach()  # written out, and the caller's stream left open


def csv_text(value: Value) -> str:
    """One value as it must stand in a csv: no spreadsheet runs it, and the reader gives it back."""
    kept = _kept(value)
    return f"'{kept}" if kept.startswith(_FORMULA) and not _is_number(kept) else kept


def _kept(value: Value) -> str:
    """As text, quoted if the reader would otherwise change it."""
    return escape(value if isinstance(value, str) else shown(value))


def shown(value: Value) -> str:
    """A value as text: 是/否, lists with ；, days and times as 2021-06-09 21:25:25."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "；".join(value)
    return plain(value).removeprefix(DAMAGED)


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdecimal()


def _workbook(target: Path | BinaryIO) -> Any:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)


class _Lists:
    """Drop-down words too long for a cell rule, a column each on a hidden sheet that is written last."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._columns: list[tuple[str, ...]] = []

    def source(self, choices: tuple[str, ...]) -> list[str] | str:
        if len(",".join(choices)) <= _INLINE_LIST and not any("," in choice for choice in choices):
            return list(choices)
        if choices not in self._columns:
            self._columns.append(choices)
        column = xlsxwriter.utility.xl_col_to_name(self._columns.index(choices) + 1)
        return f"={LISTS}!${column}$1:${column}${len(choices)}"

    def write(self, book: Any) -> None:
        if not self._columns and not self._version:
            return
        sheet = book.add_worksheet(LISTS)
        sheet.hide()
        for row in range(max([1, *map(len, self._columns)])):
            if row == 0:
                sheet.write_string(0, 0, self._version)
            for at, words in enumerate(self._columns, start=1):
                if row < len(words):
                    sheet.write_string(row, at, words[row])


def _write_instructions(book: Any, tables: Sequence[Table]) -> None:
    sheet = book.add_worksheet(INSTRUCTIONS)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 2, 16)
    sheet.set_column(3, 5, 40)
    lines = iter(range(1 << 20))
    sheet.write_string(next(lines), 0, "红色表头为必填列。灰色示例行导入时自动跳过。请勿修改表头。", bold)
    for table in tables:
        next(lines)
        for text, form in (
            (("表", "列", "必填", "格式", "可填的词", "说明"), bold),
            *_explained(table, wrapped),
        ):
            line = next(lines)
            for at, word in enumerate(text):
                sheet.write_string(line, at, word, form)


def _explained(table: Table, form: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    for column in table.columns:
        note = "；".join(filter(None, (column.note, column.example and f"例：{column.example}")))
        required = "必填" if column.required else "选填"
        yield (
            (table.title, column.header, required, _KINDS[column.kind], "、".join(column.choices), note),
            form,
        )


def _write_table(book: Any, table: Table, lists: _Lists) -> None:
    sheet = book.add_worksheet(table.title)
    sheet.freeze_panes(1, 0)
    formats = [book.add_format({"num_format": _FORMATS.get(column.kind, "@")}) for column in table.columns]
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, max(12, 2 * len(column.header) + 4), formats[at])
        choices = column.choices or (("是", "否") if column.kind == "flag" else ())
        if choices:
            rule = {"validate": "list", "source": lists.source(choices), "error_type": "warning"}
            sheet.data_validation(1, at, _RULED_ROWS, at, rule)
    for at, column in enumerate(table.columns):
        style = {"bold": True, "bottom": 1} | ({"font_color": "#C00000"} if column.required else {})
        sheet.write_string(0, at, column.header, book.add_format(style))
    line = 0
    if table.sample:
        line = 1
        grey = book.add_format(
            {"font_color": "#808080", "bg_color": "#F2F2F2", "italic": True, "num_format": "@"}
        )
        for at, text in enumerate(table.sample):
            sheet.write_string(line, at, text if at else f"{SAMPLE}{text}", grey)
    for line, row in enumerate(table.rows, start=line + 1):  # noqa: B020
        if line >= _MOST_ROWS:
            raise TooLarge("too_many_rows", limit=_MOST_ROWS - 1)
        for at, value in enumerate(row):
            _write_value(sheet, line, at, value, formats[at])


def _write_value(sheet: Any, line: int, at: int, value: Value, form: Any) -> None:
    if value is None or value in ("", []):
        return
    if isinstance(value, dt.date) and value.year >= _FIRST_YEAR:
        sheet.write_datetime(line, at, value, form)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool) and _exact(value):
        sheet.write_number(line, at, value, form)
    else:
        _write_text(sheet, line, at, _kept(value), form)


def _write_text(sheet: Any, line: int, at: int, text: str, form: Any = None) -> None:
    """xlsxwriter leaves out what does not fit, without a word."""
    if len(text) > _LONGEST:
        raise TooLarge("text_too_long", row=line + 1, limit=_LONGEST)
    sheet.write_string(line, at, text, form)


def _exact(value: int | Decimal) -> bool:
    return len(Decimal(value).normalize().as_tuple().digits) <= _DIGITS and abs(value) < 10**_DIGITS


def _write_raw(sheet: Any, line: int, at: int, cell: Cell, formats: dict[str, Any]) -> None:
    """As it was read, so that it is read the same again; a damaged number stays one and stays refused."""
    if isinstance(cell, str) and cell.startswith(DAMAGED):
        sheet.write_number(line, at, float(cell[1:]))
    elif isinstance(cell, dt.datetime):
        sheet.write_datetime(line, at, cell, formats["moment"])
    elif isinstance(cell, dt.date):
        sheet.write_datetime(line, at, cell, formats["day"])
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < 1e300:
        sheet.write_number(line, at, cell)
    elif cell is not None and cell != "":
        _write_text(sheet, line, at, plain(cell))
