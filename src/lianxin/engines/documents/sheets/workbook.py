"""The workbook. Nothing is written as a formula; the document itself stands on a hidden sheet."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO

from lianxin.engines.documents.compose import Grid, composed, plain
from lianxin.engines.documents.model import Cell, Document, FigureUse, Inlines, Language, ReceiptTable, Table
from lianxin.engines.documents.payload import to_json
from lianxin.engines.documents.receipts import receipts_table
from lianxin.engines.documents.setting import width
from lianxin.engines.documents.sheets.cells import LONGEST, money, number
from lianxin.engines.documents.words import words

#: The hidden sheet with the document, in pieces down column A.
DATA = "_lianxin"
MOST_ROWS = 1 << 20
_PIECE = 32_000
_NAMES = {"zh": ("版本", "凭据"), "en": ("Edition", "Receipt")}


def write_xlsx(document: Document, receipts: Mapping[str, ReceiptTable]) -> bytes:
    """`receipts` by the id of their figure; those of figures that the document does not show are left out."""
    stream = io.BytesIO()
    stream_xlsx(stream, document, receipts)
    return stream.getvalue()


def stream_xlsx(target: BinaryIO, document: Document, receipts: Mapping[str, ReceiptTable]) -> None:
    """As `write_xlsx`, to a file: memory does not grow with the rows of the receipts."""
    import xlsxwriter  # only when a workbook is written

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": document.title, "author": document.edition.office})
        book.set_custom_property("LianxinEdition", document.edition.id)
        _Book(book, document).write(receipts)


class _Book:
    def __init__(self, book: Any, document: Document) -> None:
        self._book = book
        self._document = document
        self._forms: dict[str, Any] = {}
        self._names: set[str] = set()
        self._money = self._form("0.00")

    def write(self, receipts: Mapping[str, ReceiptTable]) -> None:
        self._edition()
        for number_, table in enumerate(_tables(self._document), start=1):
            self._table(number_, table)
        for number_, figure in enumerate(self._document.figures, start=1):
            if figure.id in receipts:
                self._receipt(number_, figure, receipts[figure.id])
        hidden = self._book.add_worksheet(DATA)
        hidden.very_hidden()
        data = to_json(self._document)
        for line, at in enumerate(range(0, len(data), _PIECE)):
            hidden.write_string(line, 0, data[at : at + _PIECE])

    def _form(self, code: str = "", **style: Any) -> Any:
        key = repr((code, sorted(style.items())))
        if key not in self._forms:
            self._forms[key] = self._book.add_format(({"num_format": code} if code else {}) | style)
        return self._forms[key]

    def _sheet(self, name: str) -> Any:
        """Names are cut to what Excel allows, and told apart."""
        base = re.sub(r"[\[\]:*?/\\]", "_", name).strip("'")[:31] or "_"
        found, count = base, 1
        while found.lower() in self._names:
            count += 1
            found = f"{base[: 31 - len(str(count)) - 1]}~{count}"
        self._names.add(found.lower())
        return self._book.add_worksheet(found)

    def _edition(self) -> None:
        """Title, edition, and the table of figures."""
        document = self._document
        sheet = self._sheet(_NAMES[document.language][0])
        sheet.hide_gridlines(2)
        table = receipts_table(document.language, document.figures)
        _widths(sheet, table)
        for line, said in enumerate(heads(document)):
            _text(sheet, line, 0, said, None if line else self._form(bold=True, font_size=16))
        if document.figures:
            self._rows(sheet, 5, table)

    def _table(self, count: int, table: Table) -> None:
        (caption, unit), after = tails(self._document.language, count, table)
        sheet = self._sheet(caption.replace("　", " "))
        _widths(sheet, table)
        _text(sheet, 0, 0, caption, self._form(bold=True, font_size=14))
        _text(sheet, 1, 0, unit, None)
        line = self._rows(sheet, 2, table)
        for said in after:
            _text(sheet, line, 0, said, self._form(font_color="#444444"))
            line += 1

    def _rows(self, sheet: Any, line: int, table: Table) -> int:
        """The line after the last row."""
        head = self._form(bold=True, bottom=1, top=1, align="center", text_wrap=True, bg_color="#F0F1F3")
        for at, column in enumerate(table.columns):
            _text(sheet, line, at, column.title, head)
        sheet.freeze_panes(line + 1, 0)
        sheet.repeat_rows(line)
        for number_, row in enumerate(table.rows, start=1):
            total = {"bold": True, "top": 1} if table.total and number_ == len(table.rows) else {}
            for at, cell in enumerate(row):
                form = total | {"align": table.columns[at].align}
                self._cell(sheet, (line + number_, at), cell, form)
        return line + len(table.rows) + 1

    def _cell(self, sheet: Any, place: tuple[int, int], cell: Inlines, style: dict[str, Any]) -> None:
        printed = plain(cell)
        found = number(printed) if style["align"] == "right" else None
        if found:
            sheet.write_number(*place, found.value, self._form(found.form, **style))
        else:
            _text(sheet, *place, printed, self._form("@", **style))

    def _receipt(self, count: int, figure: FigureUse, receipt: ReceiptTable) -> None:
        """What a sheet cannot hold goes on in the next."""
        word = _NAMES[self._document.language][1]
        sheet, line = None, MOST_ROWS
        for row in chain([()], receipt.rows):  # the empty row is the header's
            if line >= MOST_ROWS:
                sheet = self._sheet(f"{word}{count} {figure.name}")
                line = self._receipt_head(sheet, figure, receipt)
            if row:
                for at, value in enumerate(row):
                    self._value(sheet, line, at, value)
                line += 1

    def _receipt_head(self, sheet: Any, figure: FigureUse, receipt: ReceiptTable) -> int:
        for at, title in enumerate(receipt.columns):
            sheet.set_column(at, at, min(40, max(10, width(title) * 2 + 4)))
        said = f"{figure.name}　{figure.period}　{figure.text}　{figure.receipt}"
        _text(sheet, 0, 0, said, self._form(bold=True))
        for at, title in enumerate(receipt.columns):
            _text(sheet, 1, at, title, self._form(bold=True, bottom=1))
        sheet.freeze_panes(2, 0)
        return 2

    def _value(self, sheet: Any, line: int, at: int, value: Cell) -> None:
        """Millions of these are written, so the usual ones come first."""
        if value is None or value == "":
            return
        if isinstance(value, str):
            amount = money(value) if value[-3:-2] == "." else None
            if amount is None:
                sheet.write_string(line, at, value[:LONGEST])
            else:
                sheet.write_number(line, at, amount, self._money)
        elif isinstance(value, bool):
            sheet.write_boolean(line, at, value)
        elif abs(value) < 10**15:
            sheet.write_number(line, at, value)
        else:
            sheet.write_string(line, at, str(value))


def heads(document: Document) -> tuple[str, ...]:
    """The lines above the table of figures."""
    edition = document.edition
    return (
        document.title.replace("\n", ""),
        document.subtitle,
        f"{edition.office}　{edition.published_at[:10]}".strip("　"),
        words(document.language, "edition", id=edition.id, snapshot=edition.snapshot),
    )


def tails(language: Language, count: int, table: Table) -> tuple[tuple[str, str], tuple[str, ...]]:
    """The lines above and below a table."""
    caption = words(language, "table", number=count, title=table.title)
    unit = words(language, "unit", unit=table.unit) if table.unit else ""
    note = words(language, "note", note=table.note) if table.note else ""
    source = words(language, "source", source=table.source) if table.source else ""
    return (caption, unit), tuple(filter(None, (note, source)))


def is_receipt(sheet: str) -> bool:
    """Whether a sheet of this name holds a receipt's rows."""
    return any(re.match(rf"{word}\d", sheet) for _, word in _NAMES.values())


def _tables(document: Document) -> Iterator[Table]:
    """Those of the text and of the annexes, in the order of their numbers; not our list of figures."""
    return (part.table for part in composed(document) if isinstance(part, Grid) and not part.ours)


def _text(sheet: Any, line: int, at: int, text: str, form: Any) -> None:
    if text or form:
        sheet.write_string(line, at, text[:LONGEST], form)


def _widths(sheet: Any, table: Table) -> None:
    for at, column in enumerate(table.columns):
        cells = [width(plain(row[at])) for row in table.rows]
        sheet.set_column(at, at, min(40, 2 * max([3.0, width(column.title), *cells]) + 3))
