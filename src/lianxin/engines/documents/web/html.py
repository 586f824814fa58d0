"""Parts to html. Figures link to their row in the table of receipts, and from there back."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files
from itertools import count

from lianxin.engines.documents.compose import Grid, Line, Part, Picture, composed
from lianxin.engines.documents.model import Document, Inline, Inlines, Shown
from lianxin.engines.documents.payload import to_json
from lianxin.engines.documents.places import mark
from lianxin.engines.documents.receipts import rows_of
from lianxin.engines.documents.web.svg import inline_svg
from lianxin.engines.documents.words import words

#: The id of the script element that holds the document.
DATA = "lianxin-edition"
_HEADINGS = {1: "h2", 2: "h3", 3: "h4", 4: "h5"}


def write_html(document: Document) -> bytes:
    body = "\n".join(_Body(document).all(composed(document)))
    language = "zh-Hans" if document.language == "zh" else "en"
    style = files("lianxin.engines.documents.web").joinpath("report.css").read_text(encoding="utf-8")
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="edition" content="{escape(document.edition.id)}">\n'
        f'<meta name="author" content="{escape(document.edition.office)}">\n'
        f"<title>{escape(document.title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f'<body lang="{language}">\n<main>\n{body}\n</main>\n'
        f'<script type="application/json" id="{DATA}">{_embedded(to_json(document))}</script>\n'
        "</body>\n</html>\n"
    ).encode()


def _embedded(data: str) -> str:
    """JSON that cannot end its script element."""
    return data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


class _Body:
    def __init__(self, document: Document) -> None:
        self._marks = count()
        self._first: dict[str, str] = {}
        self._rows = rows_of(document)
        self._receipts = words(document.language, "receipts")
        self._broken = False

    def all(self, parts: tuple[Part, ...]) -> Iterator[str]:
        for part in parts:
            if isinstance(part, Line):
                yield self._line(part)
            elif isinstance(part, Grid):
                yield self._grid(part)
            elif isinstance(part, Picture):
                svg = inline_svg(part.chart.svg, part.chart.alt or part.chart.title, f"c{part.number}-")
                yield f'<div class="chart">{svg}</div>'
            else:
                self._broken = True

    def _line(self, line: Line) -> str:
        tag = {"heading": _HEADINGS.get(line.level, "h5"), "title": "h1", "annex_title": "h2"}.get(
            line.role, "p"
        )
        classes = [line.role.replace("_", "-")] + (["page-break"] if self._broken else [])
        self._broken = False
        text = escape(line.number) + self._inlines(line.inlines)
        return f'<{tag} class="{" ".join(classes)}">{text}</{tag}>'

    def _inlines(self, inlines: Inlines) -> str:
        return "".join(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Inline) -> str:
        text = escape(inline.text, quote=False).replace("\n", "<br>")
        if isinstance(inline, Shown):
            text = self._figure(inline, text)
        elif inline.typed:
            text = f'<span class="typed">{text}</span>'
        return f"<strong>{text}</strong>" if inline.strong else text

    def _figure(self, shown: Shown, text: str) -> str:
        here = mark(next(self._marks))
        row = self._rows.get(shown.figure)
        if row is None:
            return f'<span class="figure" id="{here}">{text}</span>'
        self._first.setdefault(row, here)
        return f'<a class="figure" id="{here}" href="#receipt-{escape(row)}">{text}</a>'

    def _grid(self, grid: Grid) -> str:
        table = grid.table
        head = "".join(f'<th scope="col">{escape(column.title)}</th>' for column in table.columns)
        rows = "\n".join(self._row(grid, at) for at in range(len(table.rows)))
        name = ' class="receipts"' if grid.anchors else ""
        label = f' aria-label="{escape(table.title or self._receipts)}"'
        return (
            f'<div class="scroll" role="region" tabindex="0"{label}><table{name}{label}>\n'
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
        )

    def _row(self, grid: Grid, at: int) -> str:
        table = grid.table
        total = ' class="total"' if table.total and at == len(table.rows) - 1 else ""
        anchor = f' id="receipt-{escape(grid.anchors[at])}"' if grid.anchors else ""
        cells = zip(table.rows[at], table.columns, strict=True)
        written = (self._cell(grid, at, cell, column.align) for cell, column in cells)
        return f"<tr{anchor}{total}>{''.join(written)}</tr>"

    def _cell(self, grid: Grid, at: int, cell: Inlines, align: str) -> str:
        side = f' class="{align}"' if align != "left" else ""
        if grid.anchors:
            cell_words = "".join(self._back(grid.anchors[at], inline) for inline in cell)
        else:
            cell_words = self._inlines(cell)
        return f"<td{side}>{cell_words}</td>"

    def _back(self, figure: str, inline: Inline) -> str:
        """In the table of receipts a figure leads to where it is first printed."""
        if not isinstance(inline, Shown):
            return self._inline(inline)
        there = self._first.get(figure)
        text, here = escape(inline.text, quote=False), mark(next(self._marks))
        return f'<a class="figure" id="{here}" href="#{there or here}">{text}</a>'
