"""A receipt as a file. Rows stream: memory does not grow with them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING, Any, BinaryIO

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from lianxin.reports.queries import Receipt

#: Where a row came from, behind its own columns.
_SOURCE = ("file", "sheet", "row", "batch", "user", "at")
_PIECE = 64 * 1024


def receipt_csv(receipt: Receipt) -> Iterator[bytes]:
    """UTF-8 with the mark by which Excel knows it, in pieces. Closes the receipt at the end.

    Whom the rows name is told at once, not when the first piece is taken: by then the event has been written.
    """
    return _csv(receipt, _cells(receipt))


def _csv(receipt: Receipt, rows: Iterator[list[Any]]) -> Iterator[bytes]:
    from lianxin.engines.tabular import csv_text  # heavy: every command opens the console's actions

    try:
        text = StringIO("\N{BYTE ORDER MARK}", newline="")
        text.seek(0, 2)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(_header(receipt))
        for cells in rows:
            writer.writerow([csv_text(cell) for cell in cells])
            if text.tell() > _PIECE:
                yield text.getvalue().encode()
                text.seek(0)
                text.truncate()
        yield text.getvalue().encode()
    finally:
        receipt.close()


def receipt_xlsx(receipt: Receipt, target: BinaryIO) -> None:
    from lianxin.engines.tabular import write_rows_workbook

    write_rows_workbook(target, _header(receipt), _cells(receipt))


def _header(receipt: Receipt) -> list[str]:
    source = (
        _("Source file"),
        _("Source sheet"),
        _("Source row"),
        _("Batch"),
        _("Entered by"),
        _("Entered at"),
    )
    return [label for _name, label in receipt.columns] + list(source)


def _cells(receipt: Receipt) -> Iterator[list[Any]]:
    names = [name for name, _label in receipt.columns]
    rows = receipt.stream()
    return ([*map(row.get, names), *map(row["source"].get, _SOURCE)] for row in rows)
