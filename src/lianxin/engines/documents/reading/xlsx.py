"""An xlsx export: the hidden sheet, and the rows of all others but the receipts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from lianxin.engines.documents.compose import Grid, composed, plain
from lianxin.engines.documents.errors import DamagedFile, NotOurs
from lianxin.engines.documents.model import Document, Inlines, Shown, Table
from lianxin.engines.documents.reading.bounds import opened_zip
from lianxin.engines.documents.reading.lines import Span, TextLine, normal
from lianxin.engines.documents.receipts import receipts_table
from lianxin.engines.documents.sheets.cells import number
from lianxin.engines.documents.sheets.workbook import DATA, heads, is_receipt, tails


def read_xlsx(path: Path) -> tuple[bytes, list[str]]:
    """What it carries, and its rows as text. Raises NotOurs, DamagedFile, TooLarge."""
    with opened_zip(path):
        pass
    book = _opened(path)
    if DATA not in book.sheet_names:
        raise NotOurs("not_an_edition")
    data = "".join(str(row[0]) for row in _rows(book, DATA) if row)
    names = [name for name in book.sheet_names if name != DATA and not is_receipt(name)]
    lines = [normal("\t".join(_cell(value) for value in row)) for name in names for row in _rows(book, name)]
    return data.encode(), [line for line in lines if line]


def _opened(path: Path) -> Any:
    import python_calamine

    try:
        return python_calamine.load_workbook(str(path))
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise DamagedFile("damaged_document", detail=str(error)) from error


def _rows(book: Any, name: str) -> Iterator[list[Any]]:
    import python_calamine

    try:
        yield from book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, ValueError) as error:
        raise DamagedFile("damaged_document", detail=str(error)) from error


def _cell(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return _plain(Decimal(repr(value)))


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def written(document: Document) -> list[TextLine]:
    """What the workbook was written with, in the order of its sheets."""
    grids = [part for part in composed(document) if isinstance(part, Grid) and not part.ours]
    lines = _Lines()
    for text in heads(document):
        lines.add(text)
    if document.figures:
        lines.table(receipts_table(document.language, document.figures))
    for count, grid in enumerate(grids, start=1):
        before, after = tails(document.language, count, grid.table)
        for text in before:
            lines.add(text)
        lines.table(grid.table)
        for text in after:
            lines.add(text)
    return lines.all


class _Lines:
    def __init__(self) -> None:
        self.all: list[TextLine] = []
        self._places = 0

    def add(self, text: str) -> None:
        if text := normal(text):
            self.all.append(TextLine(text, text))

    def table(self, table: Table) -> None:
        section = self.all[-2].where if len(self.all) > 1 else ""
        self.add("\t".join(column.title for column in table.columns))
        for row in table.rows:
            self._row(section, table, row)

    def _row(self, section: str, table: Table, row: tuple[Inlines, ...]) -> None:
        text, spans = "", []
        for cell, column in zip(row, table.columns, strict=True):
            printed = plain(cell)
            found = number(printed) if column.align == "right" else None
            words = _plain(found.value) if found else normal(printed)
            text += " " if text and words else ""
            for inline in cell:
                if isinstance(inline, Shown):
                    spans.append(Span(len(text), len(text) + len(words), inline.figure, self._places))
                    self._places += 1
            text += words
        if text:
            self.all.append(TextLine(f"{section} › {text[:40]}", text, tuple(spans)))
