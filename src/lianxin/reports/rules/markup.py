"""A report's Markdown made into blocks of a document.

Structure is markdown-it's; figures are put in by the caller, which knows their values. Conditions are decided
first (`kept`), so that what does not stand is neither parsed nor searched for numbers typed by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from lianxin.engines.documents import (
    Block,
    Column,
    Heading,
    Inline,
    Inlines,
    Items,
    PageBreak,
    Paragraph,
    Shown,
    Table,
    Text,
)
from lianxin.reports.rules.references import CLOSE, OPEN, Fault, Mark
from lianxin.reports.rules.typed import typed_numbers
from lianxin.reports.rules.wording import Language

_PLACE = re.compile(f"{OPEN}([0-9]+){CLOSE}")
#: Numbers that writers put before headings out of habit; the forms number headings themselves.
_NUMBERED = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]|[0-9]{1,2}(?:\.[0-9]{1,2})*[.、．]\s*)"
)
_LEVELS = 4
_ALIGN = {"text-align:right": "right", "text-align:center": "center"}


@dataclass(frozen=True)
class Typed:
    """A number typed by hand: its line (from 1, 0 in the title), and the words around it."""

    line: int
    text: str
    around: str


@dataclass(frozen=True)
class Places:
    """What stands where a figure is named: `inline(n)` in running text, `block(n)` on a line of its own."""

    inline: Callable[[int], Shown]
    block: Callable[[int], Block]
    is_block: Callable[[int], bool]


@dataclass
class Marked:
    """What the Markdown says. Faults and typed numbers are in the order of the text."""

    blocks: list[Block] = field(default_factory=list)
    typed: list[Typed] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def kept(text: str, marks: Sequence[Mark], holds: Callable[[int], bool]) -> str:
    """The text with only the parts that stand, and a place for each figure, by the number of its mark.

    `holds(n)`: whether the condition that mark n states is met. Lines keep their numbers.
    """
    parts: list[str] = []
    at, standing = 0, True
    condition = -1
    for n, mark in enumerate(marks):
        parts.append(_if(standing, text[at : mark.start]))
        at = mark.end
        if mark.kind == "if":
            condition, standing = n, holds(n)
        elif mark.kind == "else":
            standing = not holds(condition)
        elif mark.kind == "end":
            standing = True
        elif mark.kind == "reference" and standing:
            parts.append(f"{OPEN}{n}{CLOSE}")
    parts.append(_if(standing, text[at:]))
    return "".join(parts)


def _if(standing: bool, part: str) -> str:
    return part if standing else "\n" * part.count("\n")


def parsed(text: str, places: Places, language: Language) -> Marked:
    """`text` as `kept` gives it."""
    return _Parser(places, language).run(text)


def typed_in_title(title: str, language: Language) -> list[Typed]:
    return [Typed(0, one.text, title) for one in typed_numbers(title, language)]


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


class _Parser:
    def __init__(self, places: Places, language: Language) -> None:
        self._places, self._language = places, language
        self._out = Marked()

    def run(self, text: str) -> Marked:
        tokens = _markdown().parse(text)
        at = 0
        while at < len(tokens):
            end = _closing(tokens, at)
            self._block(tokens[at : end + 1])
            at = end + 1
        return self._out

    def _block(self, tokens: Sequence[Token]) -> None:
        first = tokens[0]
        makers: Mapping[str, Callable[[Sequence[Token]], Block | None]] = {
            "heading_open": self._heading,
            "paragraph_open": self._paragraph,
            "bullet_list_open": self._items,
            "ordered_list_open": self._items,
            "table_open": self._table,
            "hr": lambda _: PageBreak(),
        }
        if first.type not in makers:
            self._fault(first, "markup_unknown", what=_SAID.get(first.type, first.markup or first.type))
            return
        block = makers[first.type](tokens)
        if block is not None:
            self._out.blocks.append(block)

    def _heading(self, tokens: Sequence[Token]) -> Block | None:
        level = int(tokens[0].tag.removeprefix("h"))
        if level > _LEVELS:
            self._fault(tokens[0], "heading_too_deep")
            return None
        return Heading(level, _unnumbered(self._inlines(tokens[1])))

    def _paragraph(self, tokens: Sequence[Token]) -> Block | None:
        alone = _PLACE.fullmatch(tokens[1].content.strip())
        if alone and self._places.is_block(int(alone.group(1))):
            return self._places.block(int(alone.group(1)))
        inlines = self._inlines(tokens[1])
        return Paragraph(inlines) if inlines else None

    def _items(self, tokens: Sequence[Token]) -> Block:
        inner = tokens[1:-1]
        for token in inner:
            if token.type in ("bullet_list_open", "ordered_list_open", "table_open", "fence", "code_block"):
                self._fault(token, "markup_unknown", what=_SAID["list_in_list"])
        items = tuple(self._inlines(token) for token in inner if token.type == "inline")
        return Items(items, ordered=tokens[0].type == "ordered_list_open")

    def _table(self, tokens: Sequence[Token]) -> Block:
        rows: list[list[Inlines]] = []
        aligns: list[str] = []
        for n, token in enumerate(tokens):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                if token.type == "th_open":
                    aligns.append(_ALIGN.get(str(token.attrs.get("style", "")), "left"))
                rows[-1].append(self._inlines(tokens[n + 1], begins=False))
        head = [
            Column("".join(part.text for part in cell), align)  # type: ignore[arg-type]
            for cell, align in zip(rows[0], aligns, strict=True)
        ]
        return Table("", "", tuple(head), tuple(tuple(row) for row in rows[1:]))

    def _inlines(self, token: Token, *, begins: bool = True) -> Inlines:
        """Texts with their typed numbers marked, and figures."""
        pieces = list(self._pieces(token))
        whole = "".join(text for text, _strong in pieces)
        line = (token.map or [0])[0] + 1
        spans = typed_numbers(whole, self._language, begins=begins)
        for span in spans:
            at = line + _lines_before(token, span.start, self._language)
            self._out.typed.append(Typed(at, span.text, _around(whole, span.start, span.end)))
        return tuple(self._cut(pieces, [(span.start, span.end) for span in spans], token))

    def _pieces(self, token: Token) -> Iterator[tuple[str, bool]]:
        """(text, strong)."""
        strong = 0
        for child in token.children or []:
            if child.type == "text":
                yield child.content, strong > 0
            elif child.type == "softbreak":
                yield ("" if self._language == "zh" else " "), strong > 0
            elif child.type == "hardbreak":
                yield " ", strong > 0
            elif child.type in ("strong_open", "strong_close"):
                strong += child.nesting
            elif child.type not in ("em_open", "em_close"):
                self._fault(token, "markup_unknown", what=_SAID.get(child.type, child.type))
                if child.content:
                    yield child.content, strong > 0

    def _cut(
        self, pieces: list[tuple[str, bool]], spans: list[tuple[int, int]], token: Token
    ) -> Iterator[Inline]:
        at = 0
        for text, strong in pieces:
            for part in re.split(f"({OPEN}[0-9]+{CLOSE})", text):
                if place := _PLACE.fullmatch(part):
                    shown = self._shown(int(place.group(1)), token)
                    if shown:
                        yield Shown(shown.figure, shown.text, strong)
                else:
                    yield from _split(part, at, spans, strong)
                at += len(part)

    def _shown(self, number: int, token: Token) -> Shown | None:
        if self._places.is_block(number):
            self._fault(token, "block_in_line")
            return None
        return self._places.inline(number)

    def _fault(self, token: Token, code: str, **params: object) -> None:
        self._out.faults.append(Fault((token.map or [0])[0] + 1, code, params))


def _closing(tokens: Sequence[Token], at: int) -> int:
    """Where the block that begins at `at` ends."""
    depth = 0
    for n in range(at, len(tokens)):
        depth += tokens[n].nesting
        if depth == 0:
            return n
    return len(tokens) - 1


def _split(part: str, at: int, spans: list[tuple[int, int]], strong: bool) -> Iterator[Inline]:
    """A run of text, cut where typed numbers begin and end."""
    begin = 0
    for start, end in spans:
        first, last = max(start - at, begin), min(end - at, len(part))
        if first >= last:
            continue
        if first > begin:
            yield Text(part[begin:first], strong)
        yield Text(part[first:last], strong, typed=True)
        begin = last
    if begin < len(part):
        yield Text(part[begin:], strong)


def _unnumbered(inlines: Inlines) -> Inlines:
    if not inlines or not isinstance(inlines[0], Text):
        return inlines
    first = inlines[0]
    rest = Text(_NUMBERED.sub("", first.text), first.strong, first.typed)
    return (rest, *inlines[1:]) if rest.text else inlines[1:]


def _lines_before(token: Token, at: int, language: Language) -> int:
    """How many lines of the paragraph lie before a place in its joined text."""
    seen = lines = 0
    for child in token.children or []:
        if child.type == "softbreak":
            lines += 1
            seen += language == "en"
        elif child.content:
            seen += len(child.content)
        if seen > at:
            break
    return lines


def _around(whole: str, start: int, end: int) -> str:
    """A few words on both sides, so that a writer finds the number."""
    left, right = max(start - 12, 0), min(end + 12, len(whole))
    return _PLACE.sub("…", whole[left:right]).replace(OPEN, "").replace(CLOSE, "")


_SAID = {
    "fence": "```",
    "code_block": "    …",
    "blockquote_open": "> …",
    "html_block": "<…>",
    "image": "![…](…)",
    "link_open": "[…](…)",
    "code_inline": "`…`",
    "html_inline": "<…>",
    "list_in_list": "- - …",
}
