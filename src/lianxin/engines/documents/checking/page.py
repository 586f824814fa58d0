"""Paper, margins, grid and page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from lianxin.engines.documents.checking.effective import Styles, W
from lianxin.engines.documents.look import Look
from lianxin.engines.documents.model import Deviation

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TOLERANCE = 0.5  # millimetres; the standard allows 1, and programs round
_PAGE = re.compile(r"\bPAGE\b")
_DASHED = re.compile(r"— ?\d* ?—")


@dataclass(frozen=True)
class Package:
    """The parts of a docx as parsed; `footers` by relation id."""

    document: ET.Element
    styles: Styles
    settings: ET.Element
    footers: dict[str, ET.Element]


def check_page(package: Package, look: Look, *, chinese: bool) -> Iterator[Deviation]:
    sections = list(package.document.iter(f"{W}sectPr"))
    if not sections:
        yield Deviation("page", "section", "1", "0")
    for section in sections:
        yield from _paper(section, look)
        if chinese:
            yield from _grid(section, look)
    for section in sections[:1]:  # later ones have the first one's unless they bring their own
        yield from _footers(section, package, look)


def _paper(section: ET.Element, look: Look) -> Iterator[Deviation]:
    margins, (width, height) = look.margins, look.paper
    lowest = margins.bottom - look.footer
    wanted = {
        ("pgSz", "w"): width, ("pgSz", "h"): height, ("pgMar", "top"): margins.top,
        ("pgMar", "bottom"): margins.bottom, ("pgMar", "left"): margins.left,
        ("pgMar", "right"): margins.right,
    }  # fmt: skip
    for (tag, name), expected in wanted.items():
        found = _millimetres(section, tag, name)
        if found is None or abs(found - expected) > _TOLERANCE:
            yield Deviation("page", f"{tag} {name}", f"{expected:g} mm", _shown(found))
    footer = _millimetres(section, "pgMar", "footer")
    digit = look.page_number.size / 72 * 25.4
    if footer is None or not lowest - digit - _TOLERANCE <= footer <= lowest + _TOLERANCE:
        yield Deviation("page", "pgMar footer", f"{lowest - digit / 2:.1f} mm", _shown(footer))


def _millimetres(section: ET.Element, tag: str, name: str) -> float | None:
    element = section.find(f"{W}{tag}")
    if element is None or element.get(f"{W}{name}") is None:
        return None
    return _number(element, name) / 1440 * 25.4


def _shown(found: float | None) -> str:
    return "" if found is None else f"{found:.1f} mm"


def _grid(section: ET.Element, look: Look) -> Iterator[Deviation]:
    grid = section.find(f"{W}docGrid")
    expected = f"{look.lines} × {look.chars}"
    if grid is None or grid.get(f"{W}type") not in ("linesAndChars", "snapToChars"):
        yield Deviation("page", "grid", expected, "" if grid is None else str(grid.get(f"{W}type")))
        return
    pitch = _number(grid, "linePitch") / 20
    wide = max(1.0, look.body.size + _number(grid, "charSpace") / 4096)
    height = (look.paper[1] - look.margins.top - look.margins.bottom) / 25.4 * 72
    width = (look.paper[0] - look.margins.left - look.margins.right) / 25.4 * 72
    found = f"{int(height / pitch + 0.01) if pitch else 0} × {int(width / wide + 0.05)}"
    if found != expected:
        yield Deviation("page", "grid", expected, found)
    elif abs(pitch - look.line) > _TOLERANCE:
        yield Deviation("page", "grid", f"{look.line:g} pt", f"{pitch:g} pt")


def _number(element: ET.Element, name: str) -> int:
    value = element.get(f"{W}{name}", "0")
    return int(value) if re.fullmatch(r"-?\d{1,9}", value, re.ASCII) else 0


def _footers(section: ET.Element, package: Package, look: Look) -> Iterator[Deviation]:
    if package.settings.find(f"{W}evenAndOddHeaders") is None:
        yield Deviation("page number", "odd and even pages", "evenAndOddHeaders", "")
    relations = {
        reference.get(f"{W}type"): package.footers.get(reference.get(f"{_R}id", ""))
        for reference in section.findall(f"{W}footerReference")
    }
    for kind, side in (("default", "right"), ("even", "left")):
        footer = relations.get(kind)
        if footer is None:
            yield Deviation("page number", f"{kind} footer", side, "")
        else:
            yield from _footer(footer, kind, side, package.styles, look)


def _footer(footer: ET.Element, kind: str, side: str, styles: Styles, look: Look) -> Iterator[Deviation]:
    where = f"page number, {kind}"
    numbered = [p for p in footer.iter(f"{W}p") if _PAGE.search(_instructions(p))]
    if not numbered:
        yield Deviation(where, "field", "PAGE", "")
        return
    paragraph = numbered[0]
    text = "".join(t.text or "" for t in paragraph.iter(f"{W}t")).strip()
    if not _DASHED.fullmatch(text):
        yield Deviation(where, "text", "— 1 —", text)
    for run in paragraph.iter(f"{W}r"):
        looks = styles.looks(paragraph, run)
        if looks.size != look.page_number.size:
            yield Deviation(where, "size", f"{look.page_number.size:g} pt", str(looks.size))
            break
    align = styles.looks(paragraph).align
    if {"start": "left", "end": "right", None: "left"}.get(align, align) != side:
        yield Deviation(where, "side", side, str(align))


def _instructions(paragraph: ET.Element) -> str:
    simple = [field.get(f"{W}instr", "") for field in paragraph.iter(f"{W}fldSimple")]
    return " ".join([*simple, *(text.text or "" for text in paragraph.iter(f"{W}instrText"))])
