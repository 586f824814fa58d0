"""A json export: the document, and its receipts one row at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from lianxin.engines.documents.errors import DamagedFile, NotOurs, TooLarge
from lianxin.engines.documents.model import ReceiptTable
from lianxin.engines.documents.reading.bounds import MAX_FILE, MB, checked_size

_DOCUMENT = b'"document":'
_RECEIPTS = b'"receipts":{'
_MOST = 64 * MB  # of one line


def read_json(path: Path) -> tuple[bytes, str]:
    """What it carries, and the fingerprint written with it. Raises NotOurs, DamagedFile, TooLarge."""
    with path.open("rb") as stream:
        first, second = _line(stream), _line(stream)
    if first.startswith(b'{"fingerprint":"') and second.startswith(_DOCUMENT):
        return second.rstrip()[len(_DOCUMENT) : -1], first[16:80].decode("ascii", "replace")
    whole = _whole(path)  # somebody has laid it out anew
    if not isinstance(whole, dict) or "document" not in whole:
        raise NotOurs("not_an_edition")
    return json.dumps(whole["document"]).encode(), str(whole.get("fingerprint", ""))


def read_receipts(path: Path) -> Iterator[tuple[str, ReceiptTable]]:
    """Figure id and receipt, in the file's order. Read each receipt's rows before the next one is asked for.

    Memory does not grow with the rows, unless somebody has laid out the file anew.
    """
    with path.open("rb") as stream:
        lines = (_line(stream), _line(stream), _line(stream))
        if lines[2].startswith(_RECEIPTS):
            yield from _streamed(stream)
            return
    receipts = _whole(path).get("receipts") or {}
    for figure, receipt in receipts.items():
        yield figure, ReceiptTable(receipt["columns"], receipt["rows"])


def _streamed(stream: BinaryIO) -> Iterator[tuple[str, ReceiptTable]]:
    while True:
        head = _line(stream).strip()
        if not head or head.startswith(b"}"):
            return
        figure, columns = _head(head)
        rows = _rows(stream)
        yield figure, ReceiptTable(columns, rows)
        for _ in rows:  # what the caller left
            pass


def _head(line: bytes) -> tuple[str, list[str]]:
    ((figure, receipt),) = _loaded(b"{" + line + b"]}}").items()
    return figure, receipt["columns"]


def _rows(stream: BinaryIO) -> Iterator[list[Any]]:
    while True:
        line = _line(stream).strip()
        if not line:
            raise DamagedFile("damaged_document", detail="json")
        if line.startswith(b"]"):
            return
        yield _loaded(line.rstrip(b","))


def _line(stream: BinaryIO) -> bytes:
    line = stream.readline(_MOST + 1)
    if len(line) > _MOST:
        raise TooLarge("document_too_large", limit=_MOST // MB)
    return line


def _whole(path: Path) -> Any:
    checked_size(path, MAX_FILE)
    return _loaded(path.read_bytes())


def _loaded(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise DamagedFile("damaged_document", detail=str(error)) from error
