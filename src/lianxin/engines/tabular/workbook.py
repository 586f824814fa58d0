"""xlsx and xls: every sheet a table."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO

import python_calamine as calamine

from lianxin.engines.tabular.problems import DamagedFile, TooLarge
from lianxin.engines.tabular.table import Listed, RawTable

MAX_INFLATED = 1 << 30  # bytes of XML in one workbook: some 2 million rows of 15 columns
MAX_CELLS = 80_000_000  # calamine holds a sheet as a dense grid of 32 bytes a cell
_PIECE = 1 << 20
_OVERLAP = 64
_WIDE = re.compile(rb"""\br=["']([A-Z]{2,3})[0-9]""")
_TALL = re.compile(rb"""\br=["'][A-Z]{0,3}([0-9]{5,7})["']""")


def sheets(content: bytes, name: str) -> Iterator[RawTable]:
    """The workbook's sheets in order, hidden ones too (`.hidden`)."""
    try:
        book = calamine.load_workbook(BytesIO(content))
        for index, meta in enumerate(book.sheets_metadata):
            if meta.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            hidden = meta.visible != calamine.SheetVisibleEnum.Visible
            yield Listed(name, meta.name, sheet.iter_rows, hidden=hidden)
    except calamine.CalamineError as error:
        raise DamagedFile("damaged_file", detail=str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a Rust panic is no Exception and cannot be imported
            raise
        raise DamagedFile("damaged_file", detail=str(error)) from error


def check_package(stream: BinaryIO) -> None:
    """Refuses an xlsx that would unfold to too much, before anything is unfolded for good.

    The directory's sizes may lie, so everything is inflated once and counted. A sheet with one cell in the
    last corner is small as a file and 500 GB as a grid, and calamine then ends the whole process.
    """
    with zipfile.ZipFile(stream) as package:
        left = MAX_INFLATED
        for member in package.infolist():
            sheet = member.filename.startswith("xl/worksheets/")
            left -= _measure(stream, member, left, _Extent() if sheet else None)


class _Extent:
    """Follows a sheet's XML and refuses a grid of too many cells."""

    def __init__(self) -> None:
        self.rows = 10_000
        self.columns = 26
        self._tail = b""

    def __call__(self, piece: bytes) -> None:
        text = self._tail + piece
        self._tail = piece[-_OVERLAP:]
        self.columns = max([self.columns, *map(_column_number, set(_WIDE.findall(text)))])
        self.rows = max([self.rows, *map(int, _TALL.findall(text))])
        if self.rows * self.columns > MAX_CELLS:
            raise TooLarge("too_many_cells", rows=self.rows, columns=self.columns)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _measure(
    stream: BinaryIO, member: zipfile.ZipInfo, limit: int, follow: Callable[[bytes], None] | None
) -> int:
    """True inflated size of one member, without trusting the directory."""
    stream.seek(member.header_offset)
    header = stream.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise DamagedFile("damaged_file", detail=member.filename)
    stream.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    inflater = zlib.decompressobj(-15) if member.compress_type == zipfile.ZIP_DEFLATED else None
    size, unread = 0, member.compress_size
    while unread > 0 and (raw := stream.read(min(unread, _PIECE))):
        unread -= len(raw)
        while raw:
            try:
                piece = inflater.decompress(raw, _PIECE) if inflater else raw
            except zlib.error as error:
                raise DamagedFile("damaged_file", detail=str(error)) from error
            raw = inflater.unconsumed_tail if inflater else b""
            size += len(piece)
            if size > limit:
                raise TooLarge("too_large", limit=MAX_INFLATED)
            if follow:
                follow(piece)
    return size
