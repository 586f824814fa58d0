"""The table of a document's figures, a row each: the author's own in the appendix, or else ours."""

from __future__ import annotations

from lianxin.engines.documents.model import (
    Column,
    Document,
    FigureUse,
    Inlines,
    Language,
    Shown,
    Table,
    Text,
)
from lianxin.engines.documents.words import SHORT, receipt_columns, scope


def own_table(document: Document) -> tuple[Table, tuple[str, ...]] | None:
    """A table of the appendix that answers for every figure, and the figure of each of its rows."""
    for block in document.appendix:
        if isinstance(block, Table) and block.rows:
            anchors = tuple(_figure_in(row) for row in block.rows)
            if all(anchors) and not {f.id for f in document.figures} - _answered(document, anchors).keys():
                return block, anchors
    return None


def rows_of(document: Document) -> dict[str, str]:
    """Figure → the figure whose row in the table of figures is its receipt too."""
    own = own_table(document)
    return _answered(document, own[1]) if own else {figure.id: figure.id for figure in document.figures}


def _answered(document: Document, anchors: tuple[str, ...]) -> dict[str, str]:
    """What asks for the same figure, period and filters rests on the same rows."""
    asked = {figure.id: _question(figure) for figure in document.figures}
    rows = {asked[anchor]: anchor for anchor in reversed(anchors) if anchor in asked}
    found = {name: rows[question] for name, question in asked.items() if question in rows}
    return found | {anchor: anchor for anchor in anchors if anchor in asked}


def _question(figure: FigureUse) -> tuple[object, ...]:
    return (figure.key, figure.period, tuple(sorted(figure.where.items())), figure.snapshot)


def _figure_in(row: tuple[Inlines, ...]) -> str:
    return next((one.figure for cell in row for one in cell if isinstance(one, Shown)), "")


def receipts_table(language: Language, figures: tuple[FigureUse, ...]) -> Table:
    """Ours."""
    titles = receipt_columns(language)
    aligns = ("center", "left", "left", "left", "right", "right", "left")
    columns = tuple(Column(title, align) for title, align in zip(titles, aligns, strict=True))  # type: ignore[arg-type]
    rows = tuple(_receipt_row(language, number, figure) for number, figure in enumerate(figures, start=1))
    return Table("", "", columns, rows)


def _receipt_row(language: Language, number: int, figure: FigureUse) -> tuple[Inlines, ...]:
    told = (str(number), figure.name, figure.period, scope(language, figure))
    printed = (Shown(figure.id, figure.text),) if figure.text else (Text("—"),)
    rest = (f"{figure.rows:,}", figure.receipt[:SHORT])
    return (*((Text(text),) for text in told), printed, *((Text(text),) for text in rest))
