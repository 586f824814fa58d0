"""A report as part of a page: headings numbered as in print, each figure a way to its receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lianxin.engines.documents import (
    Block,
    Chart,
    Document,
    FigureUse,
    Heading,
    Inline,
    Inlines,
    Items,
    Numbers,
    Paragraph,
    Shown,
    Table,
    annex_mark,
    item_number,
)

#: Where a figure leads; "" for nowhere.
Address = Callable[[FigureUse], str]


@dataclass(frozen=True)
class Entry:
    """One line of the contents."""

    anchor: str
    number: str
    words: str
    level: int


@dataclass(frozen=True)
class Page:
    """`body`: everything below the title; `appendix`: what stands in the annex, under `annex_mark`;
    `contents`: two levels."""

    body: SafeString
    appendix: SafeString
    contents: tuple[Entry, ...]
    annex_mark: str


def receipt_address(use: FigureUse) -> str:
    """The rows behind a figure, as of its snapshot."""
    asked = [("period", use.period), *(("where", f"{name}={value}") for name, value in use.where.items())]
    return f"{reverse('console:receipt', args=[use.key])}?{urlencode([*asked, ('snapshot', use.snapshot)])}"


def nowhere(use: FigureUse) -> str:
    """For pages whose readers may not see rows."""
    return ""


def page_of(document: Document, address: Address, *, new_tab: bool = False) -> Page:
    """`new_tab`: receipts open beside the page, where leaving it would lose what is typed."""
    work = _Page(document, address, new_tab)
    body = work.all(document.blocks)
    contents = tuple(work.contents)
    appendix = _Page(document, address, new_tab, prefix="a").all(document.appendix)
    return Page(body, appendix, contents, annex_mark(document.language))


class _Page:
    def __init__(self, document: Document, address: Address, new_tab: bool, prefix: str = "s") -> None:
        self._language = document.language
        self._uses: Mapping[str, FigureUse] = {use.id: use for use in document.figures}
        self._address, self._prefix = address, prefix
        self._tab = mark_safe(' target="_blank"') if new_tab else ""
        self._numbers = Numbers(document.language)
        self.contents: list[Entry] = []

    def all(self, blocks: Sequence[Block]) -> SafeString:
        return mark_safe("\n".join(self._block(block) for block in blocks))  # noqa: S308  escaped below

    def _block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return self._heading(block)
        if isinstance(block, Paragraph):
            return format_html("<p>{}</p>", self._inlines(block.inlines))
        if isinstance(block, Items):
            return self._items(block)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Chart):
            return self._chart(block)
        return '<hr class="page-break">'

    def _heading(self, heading: Heading) -> str:
        number, anchor = self._numbers.next(heading.level), f"{self._prefix}{len(self.contents)}"
        words = "".join(inline.text for inline in heading.inlines)
        self.contents.append(Entry(anchor, number, words, heading.level))
        tag = mark_safe(f"h{heading.level + 1}")  # noqa: S308  a whole number
        return format_html(
            '<{} id="{}" class="level-{}">{}{}</{}>',
            *(tag, anchor, heading.level, number, self._inlines(heading.inlines), tag),
        )

    def _items(self, items: Items) -> str:
        """Numbers are text, as in print: a list would number them otherwise."""
        lines = (
            (item_number(self._language, n) if items.ordered else "", self._inlines(item))
            for n, item in enumerate(items.items, 1)
        )
        name = "ordered" if items.ordered else "loose"
        return format_html('<ul class="{}">{}</ul>', name, format_html_join("", "<li>{}{}</li>", lines))

    def _table(self, table: Table) -> str:
        title = format_html('<span class="table-title">{}</span>', table.title) if table.title else ""
        unit = format_html('<span class="soft">{}</span>', self._unit(table.unit)) if table.unit else ""
        zh = self._language == "zh"
        signs = ("注：", "数据来源：") if zh else ("Note: ", "Source: ")
        notes = [
            f"{sign}{text}" for sign, text in zip(signs, (table.note, table.source), strict=True) if text
        ]
        return format_html(
            '<div class="report-table">{}{}{}</div>',
            format_html('<div class="table-head">{}{}</div>', title, unit) if title or unit else "",
            self._grid(table),
            format_html_join("", '<p class="table-note soft">{}</p>', ((note,) for note in notes)),
        )

    def _unit(self, unit: str) -> str:
        return f"单位：{unit}" if self._language == "zh" else f"Unit: {unit}"

    def _grid(self, table: Table) -> str:
        head = format_html_join(
            "", '<th scope="col"{}>{}</th>', ((_side(column.align), column.title) for column in table.columns)
        )
        last = len(table.rows) - 1 if table.total else -1
        rows = format_html_join("", "<tr{}>{}</tr>", (
            (mark_safe(' class="total"') if at == last else "", self._cells(table, row))
            for at, row in enumerate(table.rows)
        ))  # fmt: skip
        label = table.title or _("Table")
        return format_html(
            '<div class="scroll" tabindex="0" role="group" aria-label="{}"><table class="listing tight">'
            "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
            *(label, head, rows),
        )

    def _cells(self, table: Table, row: tuple[Inlines, ...]) -> SafeString:
        cells = ((_side(c.align), self._inlines(cell)) for c, cell in zip(table.columns, row, strict=True))
        return format_html_join("", "<td{}>{}</td>", cells)

    def _chart(self, chart: Chart) -> str:
        return format_html(
            '<figure class="report-chart"><figcaption>{}</figcaption><div class="beside">'
            '<div class="chart" role="group" tabindex="0" aria-label="{}">{}</div>{}</div></figure>',
            chart.title,
            chart.alt,
            mark_safe(chart.svg),  # noqa: S308  made by our engine, which escapes
            self._grid(chart.table),
        )

    def _inlines(self, inlines: Inlines) -> SafeString:
        return mark_safe("".join(self._inline(inline) for inline in inlines))  # noqa: S308  escaped below

    def _inline(self, inline: Inline) -> str:
        words = escape(inline.text)
        if isinstance(inline, Shown):
            words = self._figure(inline, words)
        elif inline.typed:
            words = format_html('<span class="typed" title="{}">{}</span>', _("no receipt"), words)
        return format_html("<strong>{}</strong>", words) if inline.strong else words

    def _figure(self, shown: Shown, words: SafeString) -> SafeString:
        use = self._uses.get(shown.figure)
        href = self._address(use) if use else ""
        if use is None or not href:
            return format_html('<span class="shown">{}</span>', words)
        return format_html('<a class="shown" href="{}" title="{}"{}>{}</a>', href, use.name, self._tab, words)


def _side(align: str) -> SafeString | str:
    return mark_safe(' class="n"') if align == "right" else ""


def headings(contents: Sequence[Entry], levels: int = 2) -> Iterator[Entry]:
    return (entry for entry in contents if entry.level <= levels)
