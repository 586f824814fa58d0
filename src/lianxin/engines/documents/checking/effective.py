"""What a paragraph or run looks like in the end: defaults, styles one upon another, its own properties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Looks:
    """Sizes in points, indents in characters or, where the file has none, in twips. None: not said."""

    wide_font: str | None
    latin_font: str | None
    size: float | None
    bold: bool
    align: str | None
    line: float | None
    line_rule: str | None
    first_chars: float | None
    first_twips: int | None
    level: int | None


class Styles:
    def __init__(self, root: ET.Element) -> None:
        self._styles = {s.get(f"{W}styleId", ""): s for s in root.iter(f"{W}style")}
        self._default = next(
            (s for s in self._styles.values() if s.get(f"{W}default") in ("1", "true") and _is_paragraph(s)),
            None,
        )
        defaults = root.find(f"{W}docDefaults")
        self._first = [part for part in (defaults if defaults is not None else ()) for part in part]

    def name(self, paragraph: ET.Element) -> str:
        """The style's name in small letters, which programs keep when they change its id."""
        style = self._style_of(paragraph)
        name = style.find(f"{W}name") if style is not None else None
        return (name.get(f"{W}val", "") if name is not None else "").lower()

    def looks(self, paragraph: ET.Element, run: ET.Element | None = None) -> Looks:
        ppr = [p for layer in self._layers(paragraph) for p in layer if p.tag == f"{W}pPr"]
        rpr = [p for layer in self._layers(paragraph) for p in layer if p.tag == f"{W}rPr"]
        own = paragraph.find(f"{W}pPr")
        ppr += [own] if own is not None else []
        mine = run.find(f"{W}rPr") if run is not None else None
        rpr += [mine] if mine is not None else []
        return Looks(
            wide_font=_last(rpr, "rFonts", "eastAsia"),
            latin_font=_last(rpr, "rFonts", "ascii"),
            size=_half(_last(rpr, "sz", "val")),
            bold=_is_on(rpr, "b"),
            align=_last(ppr, "jc", "val"),
            line=_twentieth(_last(ppr, "spacing", "line")),
            line_rule=_last(ppr, "spacing", "lineRule"),
            first_chars=_hundredth(_last(ppr, "ind", "firstLineChars")),
            first_twips=_whole(_last(ppr, "ind", "firstLine")),
            level=_whole(_last(ppr, "outlineLvl", "val")),
        )

    def _layers(self, paragraph: ET.Element) -> Iterator[list[ET.Element]]:
        yield self._first
        chain, style = [], self._style_of(paragraph)
        while style is not None and style not in chain:
            chain.append(style)
            based = style.find(f"{W}basedOn")
            style = self._styles.get(based.get(f"{W}val", "")) if based is not None else None
        yield from (list(layer) for layer in reversed(chain))

    def _style_of(self, paragraph: ET.Element) -> ET.Element | None:
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        found = self._styles.get(named.get(f"{W}val", "")) if named is not None else None
        return self._default if found is None else found


def _is_paragraph(style: ET.Element) -> bool:
    return style.get(f"{W}type") == "paragraph"


def _last(layers: list[ET.Element], tag: str, attribute: str) -> str | None:
    for layer in reversed(layers):
        for element in layer.findall(f"{W}{tag}"):
            value = element.get(f"{W}{attribute}")
            if value is not None:
                return value
    return None


def _is_on(layers: list[ET.Element], tag: str) -> bool:
    for layer in reversed(layers):
        element = layer.find(f"{W}{tag}")
        if element is not None:
            return element.get(f"{W}val", "true") not in ("0", "false", "off")
    return False


def _whole(value: str | None) -> int | None:
    try:
        return None if value is None else int(float(value))
    except ValueError:
        return None


def _scaled(value: str | None, by: int) -> float | None:
    number = _whole(value)
    return None if number is None else number / by


def _half(value: str | None) -> float | None:
    return _scaled(value, 2)


def _twentieth(value: str | None) -> float | None:
    return _scaled(value, 20)


def _hundredth(value: str | None) -> float | None:
    return _scaled(value, 100)
