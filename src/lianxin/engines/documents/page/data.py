"""What the Typst template is given: parts and settings as JSON. Text stays data; none is read as markup."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lianxin.engines.documents.columns import fitted
from lianxin.engines.documents.compose import Break, Grid, Line, Part, Picture
from lianxin.engines.documents.look import Face, Look
from lianxin.engines.documents.model import Document, Inline, Inlines, Shown, Text
from lianxin.engines.documents.page.fonts import OURS, at_hand
from lianxin.engines.documents.receipts import rows_of
from lianxin.engines.documents.setting import Setting, name_of, settings, signature_indents
from lianxin.engines.documents.words import day, words

_POINTS_PER_MM = 72 / 25.4
_TALLEST = 0.55


def template_data(
    document: Document, look: Look, parts: tuple[Part, ...], add_picture: Callable[[bytes], str]
) -> dict[str, Any]:
    """`add_picture` stores a png and gives its file's name."""
    edition, zh = document.edition, document.language == "zh"
    return {
        "title": document.title.replace("\n", ""),
        "office": edition.office,
        "keywords": [edition.id, edition.period],
        "language": document.language,
        "described": words(document.language, "data"),
        "page": _page(document, look),
        "thicken": zh and not _names(look.table.face)[0].startswith("Noto Serif CJK"),
        "latin": at_hand(look.latin),
        "settings": {name: _setting(s, look, zh) for name, s in settings(look, document.language).items()},
        "parts": _Parts(document, look, add_picture).all(parts),
    }


def _page(document: Document, look: Look) -> dict[str, float]:
    margins, points = look.margins, _POINTS_PER_MM
    sides = {name: getattr(margins, name) * points for name in ("top", "bottom", "left", "right")}
    size = look.page_number.size
    width = (look.paper[0] - margins.left - margins.right) * points
    return sides | {
        "width": look.paper[0] * points,
        "height": look.paper[1] * points,
        "number": look.footer * points - size / 2,
        "tracking": width / look.chars - look.body.size if document.language == "zh" else 0,
        "tallest": (look.paper[1] - margins.top - margins.bottom) * points * _TALLEST,
    }


def _setting(setting: Setting, look: Look, zh: bool) -> dict[str, Any]:
    found = dict(setting.__dict__) | {"fonts": _names(setting.face)}
    found["tight"] = zh and setting.size == look.body.size
    found["heavy"], found["thickened"] = _heavy(setting), _thickened(setting)
    del found["face"]
    return found


def _names(face: Face) -> list[str]:
    return at_hand(face.names) or [OURS[0]]


def _heavy(setting: Setting) -> bool:
    """小标宋 is a heavy face; what stands in for it is set bold."""
    return setting.face.names[0].startswith("方正小标宋") and _names(setting.face)[0].startswith("Noto")


def _thickened(setting: Setting) -> bool:
    """Ours have no bold of their own."""
    return _heavy(setting) and _names(setting.face)[0] in OURS


class _Parts:
    def __init__(self, document: Document, look: Look, add_picture: Callable[[bytes], str]) -> None:
        self._document = document
        self._look = look
        self._add_picture = add_picture
        self._rows = rows_of(document)
        self._room = (look.paper[0] - look.margins.left - look.margins.right) * _POINTS_PER_MM
        self._drafted = document.edition.status != "published"

    def all(self, parts: tuple[Part, ...]) -> list[dict[str, Any]]:
        return [self._part(part) for part in parts]

    def _part(self, part: Part) -> dict[str, Any]:
        if isinstance(part, Line):
            return self._line(part)
        if isinstance(part, Grid):
            return self._grid(part)
        if isinstance(part, Picture):
            chart = part.chart
            return {"is": "picture", "file": self._add_picture(chart.png), "alt": chart.alt or chart.title}
        assert isinstance(part, Break)  # noqa: S101  the last kind
        return {"is": "break"}

    def _line(self, line: Line) -> dict[str, Any]:
        level = {"heading": line.level, "annex_title": 1}.get(line.role, 0)
        runs = [{"text": line.number}] if line.number else []
        found = {"is": "line", "setting": name_of(line), "level": level, "kept": line.kept}
        found["runs"] = runs + self._runs(line.inlines)
        if line.role in ("office", "date") and self._document.language == "zh":
            edition = self._document.edition
            pair = signature_indents(edition.office, day("zh", edition.published_at))
            found["right"] = pair[0 if line.role == "office" else 1]
        return found

    def _runs(self, inlines: Inlines, strong: bool = False) -> list[dict[str, Any]]:
        return [self._run(inline, strong) for inline in inlines]

    def _run(self, inline: Inline, strong: bool) -> dict[str, Any]:
        run: dict[str, Any] = {"text": inline.text}
        if strong or inline.strong:
            run["strong"] = True
        if isinstance(inline, Shown) and inline.figure in self._rows:
            run["figure"] = f"receipt-{self._rows[inline.figure]}"
        elif isinstance(inline, Text) and inline.typed and self._drafted:
            run["typed"] = True
        return run

    def _grid(self, grid: Grid) -> dict[str, Any]:
        table = grid.table
        found = fitted(table, self._look.table.size, self._room)
        last = len(table.rows) - 1 if table.total else -1
        return {
            "is": "grid",
            "size": found.size,
            "widths": [share * self._room for share in found.shares],
            "aligns": [column.align for column in table.columns],
            "head": [column.title for column in table.columns],
            "anchors": [f"receipt-{figure}" for figure in grid.anchors],
            "rows": [[self._runs(cell, at == last) for cell in row] for at, row in enumerate(table.rows)],
        }
