"""From a document to what stands on paper, in order: lines with a role, tables, pictures.

All writers and the reader work from this, so that a number of a heading or a caption is decided once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from lianxin.engines.documents.errors import BadDocument
from lianxin.engines.documents.model import (
    Block,
    Chart,
    Document,
    Heading,
    Inlines,
    Items,
    Language,
    PageBreak,
    Paragraph,
    Table,
    Text,
)
from lianxin.engines.documents.numbering import Numbers, item_number
from lianxin.engines.documents.receipts import own_table, receipts_table
from lianxin.engines.documents.words import day, status, words

Role = Literal[
    "red_head", "title", "subtitle", "status", "heading", "body", "item", "caption", "unit", "note", "source",
    "picture", "annexes", "annexes_more", "office", "date", "annex", "annex_title", "edition", "blank", "gap",
]  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One paragraph. `level` is a heading's, `number` what is written before its words.

    `kept`: on one page with the next line.
    """

    role: Role
    inlines: Inlines
    level: int = 0
    number: str = ""
    kept: bool = False


BLANK = Line("blank", ())


@dataclass(frozen=True)
class Grid:
    """The cells of a table; its captions are lines of their own. Row n is the receipt of anchor n.

    `ours`: the list of figures that was added. `noted`: a line follows that must not stand alone.
    """

    table: Table
    anchors: tuple[str, ...] = ()
    noted: bool = False
    ours: bool = False


@dataclass(frozen=True)
class Picture:
    chart: Chart
    number: int


@dataclass(frozen=True)
class Break:
    """A new page."""


Part = Line | Grid | Picture | Break


def composed(document: Document, red_head: str | None = None) -> tuple[Part, ...]:
    """`red_head`: the office's name in red above the title. Raises BadDocument for a table with odd rows."""
    head = (Line("red_head", (Text(red_head),)),) if red_head else ()
    return (*head, *_Composer(document).parts())


class _Composer:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._language: Language = document.language
        self._own = own_table(document)
        self._listed = bool(document.figures) and self._own is None
        self._tables = 0
        self._charts = 0

    def parts(self) -> Iterator[Part]:
        yield from self._head()
        yield from self._blocks(self._document.blocks)
        yield from self._end()
        if self._document.appendix:
            yield Break()
            yield from self._appendix()
        if self._listed:
            yield Break()
            yield from self._receipts()
        edition = self._document.edition
        said = words(self._language, "edition", id=edition.id, snapshot=edition.snapshot)
        yield Line("edition", (Text(said),))

    def _head(self) -> Iterator[Part]:
        document = self._document
        yield Line("title", (Text(document.title),))
        if document.subtitle:
            yield Line("subtitle", (Text(document.subtitle),))
        if marked := status(self._language, document.edition):
            yield Line("status", (Text(marked),))
        yield BLANK

    def _end(self) -> Iterator[Part]:
        names, signed = self._annex_names(), bool(self._document.edition.published_at)
        if names:
            yield BLANK
        for number, name in enumerate(names, start=1):
            listed = f"{number}. {name}" if len(names) > 1 else name
            lead = words(self._language, "annexes") if number == 1 else ""
            role: Role = "annexes" if number == 1 else "annexes_more"
            yield Line(role, (Text(lead + listed),), kept=signed or number < len(names))
        edition = self._document.edition
        if edition.published_at:
            yield replace(BLANK, kept=True)
            yield replace(BLANK, kept=True)
            yield Line("office", (Text(edition.office),), kept=True)
            yield Line("date", (Text(day(self._language, edition.published_at)),))

    def _annex_names(self) -> list[str]:
        names = []
        if self._document.appendix:
            title, _ = self._titled()
            names.append(plain(title) if title else words(self._language, "annex"))
        if self._listed:
            names.append(words(self._language, "receipts"))
        return names

    def _titled(self) -> tuple[Inlines, tuple[Block, ...]]:
        """The appendix's title, which is its first heading if that is of level 1, and what follows."""
        first, *rest = self._document.appendix
        if isinstance(first, Heading) and first.level == 1:
            return first.inlines, tuple(rest)
        return (), self._document.appendix

    def _annex(self, number: int) -> Line:
        several = len(self._annex_names()) > 1
        name = "annex_numbered" if several else "annex"
        return Line("annex", (Text(words(self._language, name, number=number)),))

    def _appendix(self) -> Iterator[Part]:
        yield self._annex(1)
        title, blocks = self._titled()
        if title:
            yield BLANK
            yield Line("annex_title", title)
            yield BLANK
        yield from self._blocks(blocks)

    def _receipts(self) -> Iterator[Part]:
        yield self._annex(len(self._annex_names()))
        yield BLANK
        yield Line("annex_title", (Text(words(self._language, "receipts")),))
        yield BLANK
        yield Line("body", (Text(words(self._language, "receipts_intro")),))
        figures = self._document.figures
        anchors = tuple(figure.id for figure in figures)
        yield Grid(receipts_table(self._language, figures), anchors, ours=True)

    def _blocks(self, blocks: tuple[Block, ...]) -> Iterator[Part]:
        numbers = Numbers(self._language)
        for block in blocks:
            if isinstance(block, Heading):
                yield Line("heading", block.inlines, block.level, numbers.next(block.level))
            elif isinstance(block, Paragraph):
                yield Line("body", block.inlines)
            elif isinstance(block, Items):
                yield from self._items(block)
            elif isinstance(block, Table):
                yield from self._table(block)
            elif isinstance(block, Chart):
                yield from self._chart(block)
            elif isinstance(block, PageBreak):
                yield Break()

    def _items(self, block: Items) -> Iterator[Part]:
        for number, inlines in enumerate(block.items, start=1):
            mark = item_number(self._language, number) if block.ordered else "· "
            yield Line("item", inlines, number=mark)

    def _table(self, table: Table) -> Iterator[Part]:
        if any(len(row) != len(table.columns) for row in table.rows):
            raise BadDocument("not_set", detail=table.title)
        self._tables += 1
        if table.title:
            title = words(self._language, "table", number=self._tables, title=table.title)
            yield Line("caption", (Text(title),))
        if table.unit:
            yield Line("unit", (Text(words(self._language, "unit", unit=table.unit)),))
        noted = bool(table.note or table.source)
        yield Grid(table, self._own[1] if self._own and table is self._own[0] else (), noted)
        if not noted:
            yield Line("gap", ())
        if table.note:
            note = words(self._language, "note", note=table.note)
            yield Line("note", (Text(note),), kept=bool(table.source))
        if table.source:
            yield Line("source", (Text(words(self._language, "source", source=table.source)),))

    def _chart(self, chart: Chart) -> Iterator[Part]:
        self._charts += 1
        yield Picture(chart, self._charts)
        title = words(self._language, "chart", number=self._charts, title=chart.title)
        yield Line("picture", (Text(title),))
        if chart.table.rows:
            yield from self._table(chart.table)


def plain(inlines: Inlines) -> str:
    return "".join(inline.text for inline in inlines)
