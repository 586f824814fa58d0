"""A docx: its custom XML part, and its text as Word would print it with all changes accepted."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from lianxin.engines.documents.errors import NotOurs
from lianxin.engines.documents.reading.bounds import member, opened_zip, parsed
from lianxin.engines.documents.reading.lines import normal

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_EDITION = "{urn:lianxin:edition}edition"
_GONE = {f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText")} | {_FALLBACK}
_MARKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_ITEM = re.compile(r"customXml/item\d+\.xml")
_ELSEWHERE = re.compile(r"word/(?:footnotes|endnotes|header\d*|footer\d*)\.xml")
_PAGE_NUMBER = re.compile(r"[—–-]?\s*\d*\s*[—–-]?")


def read_docx(path: Path) -> tuple[bytes, list[str]]:
    """What it carries, and its lines. Raises NotOurs, DamagedFile, TooLarge."""
    with opened_zip(path) as package:
        carried = _carried(package)
        lines = list(_blocks(parsed(member(package, "word/document.xml"))))
        for name in sorted(name for name in package.namelist() if _ELSEWHERE.fullmatch(name)):
            found = _blocks(parsed(member(package, name)))
            lines += [line for line in found if not _PAGE_NUMBER.fullmatch(line)]
    return carried, [line for line in lines if line]


def _carried(package: zipfile.ZipFile) -> bytes:
    for name in package.namelist():
        if _ITEM.fullmatch(name):
            root = parsed(member(package, name))
            if root.tag == _EDITION:
                return (root.text or "").encode()
    raise NotOurs("not_an_edition")


def _blocks(parent: ET.Element) -> Iterator[str]:
    """Paragraphs and rows in order, also those within controls, notes and headers."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _paragraph(child)
        elif child.tag == f"{_W}tbl":
            yield from _rows(child)
        elif child.tag not in _GONE:
            yield from _blocks(child)


def _rows(table: ET.Element) -> Iterator[str]:
    for row in table.iter(f"{_W}tr"):
        if row.find(f"{_W}trPr/{_W}del") is None:
            cells = (" ".join(_blocks(cell)) for cell in row.iter(f"{_W}tc"))
            yield normal("\t".join(cells))


def _paragraph(paragraph: ET.Element) -> Iterator[str]:
    """Its own text, then that of text boxes in it."""
    boxes: list[ET.Element] = []
    yield normal("".join(_texts(paragraph, boxes)))
    for box in boxes:
        yield from _blocks(box)


def _texts(element: ET.Element, boxes: list[ET.Element]) -> Iterator[str]:
    for child in element:
        if child.tag in _GONE:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag == f"{_W}txbxContent":
            boxes.append(child)
        else:
            yield from _texts(child, boxes)
