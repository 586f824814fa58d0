"""Any file a merchant or clerk may hand in, as tables."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from lianxin.engines.tabular import archive, locked, workbook
from lianxin.engines.tabular.csvfile import CsvTable
from lianxin.engines.tabular.encoding import Opener
from lianxin.engines.tabular.problems import DamagedFile, NotATable, TabularError, TooLarge
from lianxin.engines.tabular.table import RawTable

MAX_WORKBOOK = 512 << 20  # bytes of a workbook file: it is held in memory
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)
_OTHER = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"SQLite format",
)


def open_tables(path: Path, *, name: str | None = None, password: str | None = None) -> Iterator[RawTable]:
    """Every table of a csv, xlsx or xls file, or of a zip of them, one after the other.

    `name` is what the user calls the file, if `path` is a temporary copy. A locked workbook is tried with
    `password` and with the last six characters of its name without suffix (Kuaishou's habit).
    Raises TabularError; for a zip after all readable members, the first error with the `others`.
    """
    shown = name or path.name
    try:
        yield from _tables(lambda: path.open("rb"), shown, password, inside=False)
    except OSError as error:
        raise DamagedFile("damaged_file", detail=error.strerror or "") from error


def _tables(opener: Opener, name: str, password: str | None, *, inside: bool) -> Iterator[RawTable]:
    with opener() as stream:
        start = stream.read(8)
    if start.startswith(_OTHER):
        raise NotATable("unknown_format")
    if start.startswith(_ZIP):
        yield from _zipped(opener, name, password, inside=inside)
    elif start == _OLE:
        content = _content(opener)
        if locked.is_locked(content):
            content = _unlocked(content, name, password)
        yield from workbook.sheets(content, name)
    else:
        yield CsvTable(name, opener)


def _unlocked(content: bytes, name: str, password: str | None) -> bytes:
    opened = locked.unlock(content, name, password)
    try:
        workbook.check_package(BytesIO(opened))
    except _BROKEN_ZIP as error:
        raise DamagedFile("damaged_file", detail=str(error)) from error
    return opened


def _zipped(opener: Opener, name: str, password: str | None, *, inside: bool) -> Iterator[RawTable]:
    """An xlsx is a zip too."""
    try:
        with _seekable(opener) as stream, zipfile.ZipFile(stream) as package:
            is_workbook = "[Content_Types].xml" in package.namelist()
            if is_workbook:
                workbook.check_package(stream)
        if is_workbook:
            yield from workbook.sheets(_content(opener), name)
        elif inside:
            raise TooLarge("nested_zip")
        else:
            yield from _members(opener, name, password)
    except _BROKEN_ZIP as error:
        raise DamagedFile("damaged_file", detail=str(error)) from error


def _members(opener: Opener, name: str, password: str | None) -> Iterator[RawTable]:
    errors: list[TabularError] = []
    for member, open_member in archive.members(opener, password):
        try:
            yield from _tables(open_member, f"{name}/{member}", password, inside=True)
        except TabularError as error:
            error.params["file"] = f"{name}/{member}"
            errors.append(error)
    if errors:
        errors[0].others = tuple(errors[1:])
        raise errors[0]


def _seekable(opener: Opener) -> Any:
    stream: Any = opener()
    if isinstance(stream, archive.Member):
        stream.close()
        return BytesIO(_content(opener))
    return stream


def _content(opener: Opener) -> bytes:
    with opener() as stream:
        content: bytes = stream.read(MAX_WORKBOOK + 1)
    if len(content) > MAX_WORKBOOK:
        raise TooLarge("too_large", limit=MAX_WORKBOOK)
    return content
