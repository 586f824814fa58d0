"""Reads the parts of a docx and goes through its page, paragraphs, tables and pictures."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from lianxin.engines.documents.checking.effective import Looks, Styles, W
from lianxin.engines.documents.checking.numbers import Numbering
from lianxin.engines.documents.checking.page import Package, check_page
from lianxin.engines.documents.errors import NotOurs
from lianxin.engines.documents.look import GB9704, Look, Style
from lianxin.engines.documents.model import Deviation
from lianxin.engines.documents.reading.bounds import member, opened_zip, parsed

_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
_SNIPPET = 30
_BODY = {"body text", "list paragraph"}


def check_docx(path: Path | str, look: Look = GB9704) -> list[Deviation]:
    """Fonts, sizes and numbering are checked in Chinese documents, paper and page numbers in all.

    Raises NotOurs when it is no docx, DamagedFile, TooLarge.
    """
    with opened_zip(Path(path)) as package:
        if "word/document.xml" not in package.namelist():
            raise NotOurs("unknown_form")
        parts = _parts(package)
        chinese = _is_chinese(package)
    found = list(check_page(parts, look, chinese=chinese))
    if chinese:
        found += _Paragraphs(parts, look).check()
    return found + list(_tables(parts.document)) + list(_pictures(parts.document))


def _parts(package: zipfile.ZipFile) -> Package:
    relations = parsed(member(package, "word/_rels/document.xml.rels"))
    footers = {
        relation.get("Id", ""): parsed(member(package, posixpath.join("word", relation.get("Target", ""))))
        for relation in relations
        if relation.get("Type", "").endswith("/footer")
    }
    return Package(
        document=parsed(member(package, "word/document.xml")),
        styles=Styles(parsed(member(package, "word/styles.xml"))),
        settings=parsed(member(package, "word/settings.xml")),
        footers=footers,
    )


def _is_chinese(package: zipfile.ZipFile) -> bool:
    if "docProps/core.xml" not in package.namelist():
        return True
    language = parsed(member(package, "docProps/core.xml")).find(_LANGUAGE)
    return not (language is not None and (language.text or "").startswith("en"))


@dataclass(frozen=True)
class _Wanted:
    """What a kind of paragraph must be."""

    style: Style
    align: tuple[str | None, ...]
    indent: float
    line: float | None


class _Paragraphs:
    def __init__(self, package: Package, look: Look) -> None:
        self._package = package
        self._look = look
        self._numbering = Numbering()

    def check(self) -> list[Deviation]:
        body = self._package.document.find(f"{W}body")
        found: list[Deviation] = []
        titles = 0
        for paragraph in body.iter(f"{W}p") if body is not None else ():
            name = self._package.styles.name(paragraph)
            titles += name == "title"
            found += self._paragraph(paragraph, name)
        return found if titles else [Deviation("title", "style", "Title", ""), *found]

    def _paragraph(self, paragraph: ET.Element, name: str) -> Iterator[Deviation]:
        text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
        looks = self._package.styles.looks(paragraph)
        if name == "annex":
            self._numbering.restart()
        if not text.strip() or name.startswith("annex"):
            return
        wanted = self._wanted(name, looks)
        if wanted:
            yield from self._compared(paragraph, text[:_SNIPPET], looks, wanted)
        if wanted and name not in _BODY and name != "title" and looks.level is not None:
            yield from self._numbering.check(looks.level, text)

    def _wanted(self, name: str, looks: Looks) -> _Wanted | None:
        look, flush = self._look, (None, "left", "start", "both")
        if name == "title":
            return _Wanted(look.title, ("center",), 0, None)
        if name in _BODY:
            return _Wanted(look.body, ("both", "left", "start"), look.indent, look.line)
        if looks.level is not None and looks.level < len(look.levels):
            return _Wanted(look.levels[looks.level], flush, look.indent, look.line)
        return None

    def _compared(
        self, paragraph: ET.Element, where: str, looks: Looks, wanted: _Wanted
    ) -> Iterator[Deviation]:
        if looks.align not in wanted.align:
            yield Deviation(where, "alignment", str(wanted.align[0]), str(looks.align))
        if wanted.line is not None and (looks.line_rule != "exact" or not _near(looks.line, wanted.line)):
            yield Deviation(where, "line", f"{wanted.line:g} pt", f"{looks.line} {looks.line_rule}")
        if not self._is_indented(looks, wanted):
            yield Deviation(where, "indent", f"{wanted.indent:g}", str(looks.first_chars))
        yield from self._runs(paragraph, where, wanted.style)

    def _is_indented(self, looks: Looks, wanted: _Wanted) -> bool:
        if looks.first_chars is not None:
            return _near(looks.first_chars, wanted.indent)
        return _near((looks.first_twips or 0) / 20, wanted.indent * wanted.style.size)

    def _runs(self, paragraph: ET.Element, where: str, style: Style) -> Iterator[Deviation]:
        """Each kind of deviation once for a paragraph."""
        told: set[str] = set()
        for run in paragraph.iter(f"{W}r"):
            if run.find(f"{W}t") is None:
                continue
            looks = self._package.styles.looks(paragraph, run)
            wanted = (
                ("font", style.face.names[0], looks.wide_font),
                ("latin font", self._look.latin[0], looks.latin_font),
                ("size", style.size, looks.size),
            )
            for what, expected, found in wanted:
                if expected != found and what not in told:
                    told.add(what)
                    yield Deviation(where, what, str(expected), str(found))


def _near(found: float | None, expected: float) -> bool:
    return found is not None and abs(found - expected) < 0.06


def _tables(document: ET.Element) -> Iterator[Deviation]:
    """A table that goes on on the next page repeats its header there."""
    for table in document.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        if len(rows) > 1 and rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            text = "".join(t.text or "" for t in rows[0].iter(f"{W}t"))
            yield Deviation(text[:_SNIPPET], "repeated header", "tblHeader", "")


def _pictures(document: ET.Element) -> Iterator[Deviation]:
    for picture in document.iter(_PICTURE):
        if not (picture.get("descr") or "").strip():
            yield Deviation(picture.get("name", ""), "alternative text", "descr", "")
