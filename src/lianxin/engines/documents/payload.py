"""A document as JSON and back: what every form carries, so that it can be read again.

Pictures are left out: their numbers stand in the table beside them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from lianxin.engines.documents.errors import DamagedFile
from lianxin.engines.documents.model import (
    Block,
    Chart,
    Column,
    Document,
    Edition,
    FigureUse,
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

FORMAT = 1
_KINDS: dict[str, type] = {
    kind.__name__.lower(): kind for kind in (Heading, Paragraph, Items, Table, Chart, PageBreak)
}


def to_json(document: Document) -> str:
    """One line, the same for the same document."""
    return json.dumps(to_data(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str | bytes) -> Document:
    """Raises DamagedFile."""
    try:
        return from_data(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedFile("damaged_document", detail=str(error)) from error


def fingerprint(document: Document) -> str:
    """The sha256, in hex, of all that a document says. Pictures and the seal do not count."""
    document = replace(document, edition=replace(document.edition, seal=""))
    return hashlib.sha256(to_json(document).encode()).hexdigest()


def to_data(document: Document) -> dict[str, Any]:
    return {
        "lianxin": FORMAT,
        "title": document.title,
        "subtitle": document.subtitle,
        "language": document.language,
        "blocks": [_block(block) for block in document.blocks],
        "appendix": [_block(block) for block in document.appendix],
        "figures": [_figure(figure) for figure in document.figures],
        "edition": asdict(document.edition),
    }


def from_data(data: Mapping[str, Any]) -> Document:
    if data["lianxin"] != FORMAT or data["language"] not in ("zh", "en"):
        raise ValueError("format")
    return Document(
        title=_text(data["title"]),
        subtitle=_text(data["subtitle"]),
        language=data["language"],
        blocks=tuple(_block_of(block) for block in data["blocks"]),
        appendix=tuple(_block_of(block) for block in data["appendix"]),
        figures=tuple(_figure_of(figure) for figure in data["figures"]),
        edition=Edition(**{field.name: _text(data["edition"][field.name]) for field in fields(Edition)}),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _block(block: Block) -> dict[str, Any]:
    kind = {"kind": type(block).__name__.lower()}
    if isinstance(block, Heading):
        return kind | {"level": block.level, "inlines": _inlines(block.inlines)}
    if isinstance(block, Paragraph):
        return kind | {"inlines": _inlines(block.inlines)}
    if isinstance(block, Items):
        return kind | {"items": [_inlines(item) for item in block.items], "ordered": block.ordered}
    if isinstance(block, Table):
        return kind | _table(block)
    if isinstance(block, Chart):
        told = {"title": block.title, "alt": block.alt, "figure": block.figure}
        return kind | told | {"table": _table(block.table)}
    return dict(kind)


def _table(table: Table) -> dict[str, Any]:
    told = {name: getattr(table, name) for name in ("title", "unit", "total", "note", "source", "figure")}
    return told | {
        "columns": [[column.title, column.align] for column in table.columns],
        "rows": [[_inlines(cell) for cell in row] for row in table.rows],
    }


def _figure(figure: FigureUse) -> dict[str, Any]:
    told = {field.name: getattr(figure, field.name) for field in fields(FigureUse)}
    return told | {"where": dict(figure.where), "groups": [dict(group) for group in figure.groups]}


def _inlines(inlines: Inlines) -> list[Any]:
    return [_inline(inline) for inline in inlines]


def _inline(inline: Inline) -> Any:
    """Plain words as a text, which most are."""
    strong = {"strong": True} if inline.strong else {}
    if isinstance(inline, Shown):
        return {"figure": inline.figure, "text": inline.text} | strong
    typed = {"typed": True} if inline.typed else {}
    return {"text": inline.text} | strong | typed if strong or typed else inline.text


def _block_of(data: Mapping[str, Any]) -> Block:
    kind = _KINDS[data["kind"]]
    if kind is Heading:
        return Heading(min(4, max(1, int(data["level"]))), _inlines_of(data["inlines"]))
    if kind is Paragraph:
        return Paragraph(_inlines_of(data["inlines"]))
    if kind is Items:
        return Items(tuple(_inlines_of(item) for item in data["items"]), bool(data["ordered"]))
    if kind is Table:
        return _table_of(data)
    if kind is Chart:
        table = _table_of(data["table"])
        return Chart(_text(data["title"]), "", b"", _text(data["alt"]), table, data["figure"])
    return PageBreak()


def _table_of(data: Mapping[str, Any]) -> Table:
    return Table(
        title=_text(data["title"]),
        unit=_text(data["unit"]),
        columns=tuple(Column(_text(title), align) for title, align in data["columns"]),
        rows=tuple(tuple(_inlines_of(cell) for cell in row) for row in data["rows"]),
        total=bool(data["total"]),
        note=_text(data["note"]),
        source=_text(data["source"]),
        figure=data["figure"],
    )


def _inlines_of(data: list[Any]) -> Inlines:
    return tuple(_inline_of(inline) for inline in data)


def _inline_of(data: Any) -> Inline:
    if isinstance(data, str):
        return Text(data)
    strong = bool(data.get("strong"))
    if "figure" in data:
        return Shown(_text(data["figure"]), _text(data["text"]), strong)
    return Text(_text(data["text"]), strong, bool(data.get("typed")))


def _figure_of(data: Mapping[str, Any]) -> FigureUse:
    told = {field.name: data[field.name] for field in fields(FigureUse)}
    return FigureUse(**told | {"where": dict(told["where"]), "groups": tuple(told["groups"])})
