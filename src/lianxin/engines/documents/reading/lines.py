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
                yield self._made([(f"{column.title}\t", None) for column in part.table.columns])
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

    def _made(self, pieces: list[tuple[str, Shown | None]]) -> TextLine:
        raw, marked = "", []
        for words, shown in pieces:
            if shown:
                marked.append((len(raw), len(raw) + len(words), shown.figure))
            raw += words
        places = _places(raw, self._squeezed)
        text = normal(raw, squeezed=self._squeezed)
        spans = []
        for start, end, figure in marked:
            spans.append(Span(places[start], max(places[start], places[end]), figure, self._places))
            self._places += 1
        snippet = normal(raw)
        snippet = snippet if len(snippet) <= _SNIPPET else f"{snippet[:_SNIPPET]}…"
        where = f"{self._section} › {snippet}" if self._section else snippet
        return TextLine(where, text, tuple(spans))


def _places(raw: str, squeezed: bool) -> list[int]:
    """For each place in the raw text, and its end, the place in the normal one."""
    found, at, blank = [], 0, True
    for character in raw:
        is_blank = character.isspace()
        if not is_blank and blank and at and not squeezed:
            at += 1  # the single blank that stands for those before
        found.append(at)
        at += not is_blank
        blank = is_blank
    return [*found, at]
