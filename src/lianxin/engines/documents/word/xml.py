"""Pieces of WordprocessingML as text."""

import re
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(value: str) -> str:
    """Without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", value)


def text(value: str) -> str:
    return escape(legal(value))


def attribute(value: str) -> str:
    """In quotes."""
    return quoteattr(legal(value))


def twips(points: float) -> int:
    return round(points * 20)


def twips_of_mm(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)


def emu(points: float) -> int:
    return round(points * 12700)
