"""json: the document, then the rows of its receipts, one to a line, so that both can be streamed."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any, BinaryIO

from lianxin.engines.documents.model import Document, ReceiptTable
from lianxin.engines.documents.payload import fingerprint, to_json


def write_json(document: Document, receipts: Mapping[str, ReceiptTable]) -> bytes:
    """`receipts` by the id of their figure; those of figures that the document does not show are left out."""
    stream = io.BytesIO()
    stream_json(stream, document, receipts)
    return stream.getvalue()


def stream_json(target: BinaryIO, document: Document, receipts: Mapping[str, ReceiptTable]) -> None:
    """As `write_json`, to a file: memory does not grow with the rows of the receipts."""
    target.write(f'{{"fingerprint":"{fingerprint(document)}",\n"document":{to_json(document)},\n'.encode())
    target.write(b'"receipts":{')
    before = "\n"
    for figure in document.figures:
        if figure.id in receipts:
            target.write(f"{before}{_json(figure.id)}:".encode())
            _write_receipt(target, receipts[figure.id])
            before = ",\n"
    target.write(b"\n}}\n")


def _write_receipt(target: BinaryIO, receipt: ReceiptTable) -> None:
    target.write(f'{{"columns":{_json(list(receipt.columns))},"rows":['.encode())
    before = "\n"
    for row in receipt.rows:
        target.write(f"{before}{_json(list(row))}".encode())
        before = ",\n"
    target.write(b"\n]}")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
