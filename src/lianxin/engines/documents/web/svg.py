"""Svg of a chart within a page: only drawing, no scripts, no links out, ids of its own."""

from __future__ import annotations

import re
from html import escape
from xml.etree import ElementTree as ET

from lianxin.engines.documents.errors import BadDocument

_SVG = "http://www.w3.org/2000/svg"
_DRAWING = {
    *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
    *("defs", "clipPath", "linearGradient", "radialGradient", "stop", "title", "desc", "use", "marker"),
    *("pattern", "mask"),
}
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
_URL = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)

ET.register_namespace("", _SVG)


def inline_svg(svg: str, alt: str, prefix: str) -> str:
    """With `alt` as its name and ids that begin with `prefix`. Raises BadDocument when it is no svg."""
    try:
        root = ET.fromstring(svg)  # noqa: S314  of our own charts; expat refuses entity bombs
    except ET.ParseError as error:
        raise BadDocument("not_set", detail=str(error)) from error
    _clean(root, prefix)
    root.set("role", "img")
    root.set("aria-label", alt)
    return ET.tostring(root, encoding="unicode") if root.tag.endswith("svg") else escape(alt)


def _clean(element: ET.Element, prefix: str) -> None:
    for child in list(element):
        if not isinstance(child.tag, str):
            element.remove(child)
        elif child.tag == f"{{{_SVG}}}a":  # what a link of the page drew stays, the link goes
            child.tag = f"{{{_SVG}}}g"
            child.attrib.clear()
        elif child.tag.removeprefix(f"{{{_SVG}}}") not in _DRAWING:
            element.remove(child)
    for name, value in list(element.attrib.items()):
        _clean_attribute(element, name, value, prefix)
    for child in element:
        _clean(child, prefix)


def _clean_attribute(element: ET.Element, name: str, value: str, prefix: str) -> None:
    bare = name.rsplit("}", 1)[-1].lower()
    if bare.startswith("on") or _URL.search(value) or (bare == "href" and not value.startswith("#")):
        del element.attrib[name]
    elif bare == "id":
        element.set(name, prefix + value)
    elif bare == "href":
        element.set(name, f"#{prefix}{value[1:]}")
    else:
        element.set(name, _REFERENCE.sub(lambda found: f"url(#{prefix}{found[1]})", value))
