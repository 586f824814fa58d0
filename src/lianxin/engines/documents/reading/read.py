"""Which form a file has, and what it carries."""

from __future__ import annotations

from pathlib import Path

from lianxin.engines.documents.compose import composed
from lianxin.engines.documents.errors import DamagedFile, NotOurs
from lianxin.engines.documents.model import Carried, Document, Form, HandEdit, Place
from lianxin.engines.documents.payload import fingerprint, from_json
from lianxin.engines.documents.places import shown
from lianxin.engines.documents.reading.bounds import opened_zip
from lianxin.engines.documents.reading.compare import Compared, compare
from lianxin.engines.documents.reading.docx import read_docx
from lianxin.engines.documents.reading.html import read_html
from lianxin.engines.documents.reading.json import read_json
from lianxin.engines.documents.reading.lines import expected
from lianxin.engines.documents.reading.pdf import as_lines, read_pdf
from lianxin.engines.documents.reading.xlsx import read_xlsx, written


def read(path: Path | str) -> Carried:
    """A docx, pdf, html, xlsx or json export; told by its content, not by its name.

    Raises NotOurs, DamagedFile, TooLarge.
    """
    path = Path(path)
    form = _form(path)
    try:
        document, compared = _READERS[form](path)
    except RecursionError as error:  # elements within elements without end
        raise DamagedFile("damaged_document", detail=str(error)) from error
    return Carried(
        form=form,
        edition=document.edition,
        figures=document.figures,
        places=compared.places,
        hand_edits=compared.edits,
        fingerprint=fingerprint(document),
    )


def _form(path: Path) -> Form:
    with path.open("rb") as stream:
        head = stream.read(1024).lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(b"pk"):
        return _zipped(path)
    if b"%pdf-" in head:
        return "pdf"
    if head.startswith(b"{"):
        return "json"
    if head.startswith((b"<!doctype html", b"<html", b"<!--")):
        return "html"
    raise NotOurs("unknown_form")


def _zipped(path: Path) -> Form:
    with opened_zip(path) as package:
        names = set(package.namelist())
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise NotOurs("unknown_form")


def _docx(path: Path) -> tuple[Document, Compared]:
    carried, lines = read_docx(path)
    return _compared(carried, lines)


def _html(path: Path) -> tuple[Document, Compared]:
    carried, lines = read_html(path)
    return _compared(carried, lines)


def _compared(carried: bytes, lines: list[str]) -> tuple[Document, Compared]:
    document = from_json(carried)
    return document, compare(expected(composed(document)), lines)


def _pdf(path: Path) -> tuple[Document, Compared]:
    carried, text = read_pdf(path)
    document = from_json(carried)
    lines = expected(composed(document), squeezed=True)
    return document, compare(lines, as_lines(lines, text))


def _xlsx(path: Path) -> tuple[Document, Compared]:
    carried, lines = read_xlsx(path)
    document = from_json(carried)
    return document, compare(written(document), lines)


def _json(path: Path) -> tuple[Document, Compared]:
    """There is no text beside the data; but the data has been sealed with its fingerprint."""
    carried, sealed = read_json(path)
    document = from_json(carried)
    places = [Place(one.figure, one.text) for one in shown(composed(document))]
    now = fingerprint(document)
    return document, Compared(places, [HandEdit("fingerprint", sealed, now)] if sealed != now else [])


_READERS = {"docx": _docx, "pdf": _pdf, "html": _html, "xlsx": _xlsx, "json": _json}
