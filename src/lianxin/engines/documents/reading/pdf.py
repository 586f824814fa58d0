"""A pdf export: the attached document, and the text of its pages without what repeats on each."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lianxin.engines.documents.errors import DamagedFile, DocumentError, NotOurs, TooLarge
from lianxin.engines.documents.reading.bounds import checked_size
from lianxin.engines.documents.reading.lines import TextLine, normal

_ATTACHED = "edition.json"
_MOST_PAGES = 2000
_OPENS, _CLOSES, _SHOWN = (b"BMC", b"BDC"), b"EMC", (b"Tj", b"TJ", b"'", b'"')


def read_pdf(path: Path) -> tuple[bytes, str]:
    """What it carries, and its text without blanks. Raises NotOurs, DamagedFile, TooLarge."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every flaw; one error is enough
    checked_size(path)
    try:
        reader = pypdf.PdfReader(path)
        return _carried(reader), "".join(_pages(reader))
    except DocumentError:
        raise
    except Exception as error:  # a broken pdf makes pypdf raise nearly anything
        raise DamagedFile("damaged_document", detail=f"{type(error).__name__}: {error}") from error


def _carried(reader: Any) -> bytes:
    if reader.is_encrypted:
        raise NotOurs("not_an_edition")
    for name, contents in reader.attachments.items():
        if name == _ATTACHED and contents:
            return bytes(contents[0])
    raise NotOurs("not_an_edition")


def _pages(reader: Any) -> Iterator[str]:
    if len(reader.pages) > _MOST_PAGES:
        raise TooLarge("document_too_large", limit=_MOST_PAGES)
    for page in reader.pages:
        yield normal(page.extract_text(visitor_operand_before=_Artifacts().see), squeezed=True)


class _Artifacts:
    """Empties what is shown within artifacts: page numbers, and headers repeated on each page."""

    def __init__(self) -> None:
        self._depth = 0  # of marked content within an artifact

    def see(self, operator: bytes, operands: list[Any], *_: Any) -> None:
        if operator in _OPENS and (self._depth or operands[0] == "/Artifact"):
            self._depth += 1
        elif operator == _CLOSES and self._depth:
            self._depth -= 1
        elif self._depth and operator in _SHOWN:
            operands[-1] = [] if operator == b"TJ" else b""


def as_lines(written: list[TextLine], text: str) -> list[str]:
    """Cuts the text where the lines that were written end, as a page does not tell.

    A line that is not found as it was stays with the text around it.
    """
    found, at = [], 0
    for line in written:
        start = text.find(line.text, at, at + _SEARCHED + len(line.text))
        if start >= 0 and (start == at or len(line.text) >= _SURE):
            if start > at:
                found.append(text[at:start])
            found.append(line.text)
            at = start + len(line.text)
    if at < len(text):
        found.append(text[at:])
    return found


_SEARCHED = 4000  # characters: what may have been added in one place
_SURE = 6  # characters: shorter lines stand in many places
