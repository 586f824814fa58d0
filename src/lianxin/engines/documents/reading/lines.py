"""The text of a document as lines, with the places where figures stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lianxin.engines.documents.compose import Grid, Line, Part, plain
from lianxin.engines.documents.model import Inlines, Shown

_SNIPPET = 40


@dataclass(frozen=True)
class Span:
    """A figure's text in a line: from `start` up to `end`. `place` counts all figures of a document."""

    start: int
    end: int
    figure: str
    place: int


@dataclass(frozen=True)
class TextLine:
    """`where` says to a reader where it stands; white space is single blanks, or none (`squeezed`)."""

    where: str
    text: str
    spans: tuple[Span, ...] = ()


def expected(parts: Iterable[Part], *, squeezed: bool = False) -> list[TextLine]:
    """One for each paragraph and each row of a table, in order; empty ones are left out."""
    return list(_Lines(squeezed).all(parts))


def normal(text: str, *, squeezed: bool = False) -> str:
    return ("" if squeezed else " ").join(text.split())


class _Lines:
    def __init__(self, squeezed: bool) -> None:
        self._squeezed = squeezed
        self._section = ""
        self._places = 0

    def all(self, parts: Iterable[Part]) -> Iterator[TextLine]:
        for part in parts:
            if isinstance(part, Line):
                line = self._line(part.inlines, part.number)
                if part.role in ("heading", "caption", "annex_title", "picture"):
                    self._section = normal(part.number + plain(part.inlines))
                if line.text:
                    yield line
            elif isinstance(part, Grid):
                yield self._made([(column.title, None) for column in part.table.columns], tabbed=True)
                for row in part.table.rows:
                    yield self._row(row)

    def _line(self, inlines: Inlines, number: str) -> TextLine:
        return self._made([(number, None), *self._pieces(inlines)])

    def _row(self, row: tuple[Inlines, ...]) -> TextLine:
        pieces: list[tuple[str, Shown | None]] = []
        for cell in row:
            pieces += [*self._pieces(cell), ("\t", None)]
        return self._made(pieces)

    def _pieces(self, inlines: Inlines) -> list[tuple[str, Shown | None]]:
        return [(inline.text, inline if isinstance(inline, Shown) else None) for inline in inlines]

    def _made(self, pieces: list[tuple[str, Shown | None]], tabbed: bool = False) -> TextLine:
        text, spans = "", []
        for words, shown in pieces:
            start = len(text)
            text = self._joined(text, words + ("\t" if tabbed else ""))
            if shown:
                while start < len(text) and text[start] == " ":
                    start += 1
                spans.append(Span(start, len(text.rstrip()), shown.figure, self._places))
                self._places += 1
        text = text.rstrip()
        snippet = text if len(text) <= _SNIPPET else f"{text[:_SNIPPET]}…"
        where = f"{self._section} › {snippet}" if self._section else snippet
        return TextLine(where, text, tuple(spans))

    def _joined(self, text: str, more: str) -> str:
        """Adds to what is normal already."""
        if self._squeezed:
            return text + normal(more, squeezed=True)
        words = " ".join(more.split())
        if not words:
            return text + " " if more and text and not text.endswith(" ") else text
        before = " " if more[:1].isspace() and text and not text.endswith(" ") else ""
        after = " " if more[-1:].isspace() else ""
        return text + before + words + after
