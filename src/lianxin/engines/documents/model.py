"""What a report is, whatever form it is written in. Frozen data, no Django, no words of its own.

A document is blocks of inlines. A figure stands in it as `Shown`: the text that is printed and the id of the
`FigureUse` that says what was asked and what came out. Everything else is `Text`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Language = Literal["zh", "en"]
Form = Literal["docx", "pdf", "html", "xlsx", "json"]
Align = Literal["left", "right", "center"]
#: A value as in `figures --json`: decimals are text, no value is None.
JsonValue = int | str | float | None
#: A cell of a receipt, as `Receipt` gives it: dates and decimals are text already.
Cell = str | int | float | bool | None


@dataclass(frozen=True)
class Text:
    """Words. `typed`: a number typed by hand, which has no receipt."""

    text: str
    strong: bool = False
    typed: bool = False


@dataclass(frozen=True)
class Shown:
    """A figure printed in running text or a cell. `figure` is the id of its FigureUse."""

    figure: str
    text: str
    strong: bool = False


Inline = Text | Shown
Inlines = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """`level` 1 to 4. Writers number it: 一、 （一） 1. （1）; in English 1, 1.1, 1.1.1, (a)."""

    level: int
    inlines: Inlines


@dataclass(frozen=True)
class Paragraph:
    inlines: Inlines


@dataclass(frozen=True)
class Items:
    """A list; ordered ones are numbered （1） or, in English, (1)."""

    items: tuple[Inlines, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Column:
    title: str
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """`unit` stands at the right above it, `note` and `source` below; `total`: the last row is a sum.

    Cells that show values of a split carry the table's figure: `figure` is its id, or None.
    """

    title: str
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    total: bool = False
    note: str = ""
    source: str = ""
    figure: str | None = None


@dataclass(frozen=True)
class Chart:
    """A picture in two forms, what it shows in words (`alt`), and the same numbers as a table."""

    title: str
    svg: str
    png: bytes
    alt: str
    table: Table
    figure: str | None = None


@dataclass(frozen=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Items | Table | Chart | PageBreak


@dataclass(frozen=True)
class FigureUse:
    """A figure as it was asked for and what came out.

    `id` is unique in its document: letters, digits, "_", "-" and ".". `period` as it was written ("2021"),
    `where` the filters, `by` the dimension it is split by or None, `style` how it is printed. `rows` counts
    the evidence rows and `receipt` is the sha256, in hex, over them. `groups` as `by` in `figures --json`:
    {dimension: key, "value": …, "rows": …}. `scope` says filters and split in the document's language.
    """

    id: str
    key: str
    name: str
    period: str
    where: Mapping[str, str]
    by: str | None
    style: str
    value: JsonValue
    unit: str
    rows: int
    text: str
    snapshot: str
    receipt: str
    groups: tuple[Mapping[str, Any], ...] = ()
    scope: str = ""


@dataclass(frozen=True)
class Edition:
    """`published_at` as ISO text in Beijing time, "" for a draft. `office` signs it.

    `seal` is a text that vouches for the document's fingerprint, which does not count it.
    """

    id: str
    title: str
    period: str
    snapshot: str
    status: str
    published_at: str
    office: str
    seal: str = ""


@dataclass(frozen=True)
class Document:
    """`appendix` begins on a page of its own, under 附件 (Annex)."""

    title: str
    subtitle: str
    language: Language
    blocks: tuple[Block, ...]
    appendix: tuple[Block, ...]
    figures: tuple[FigureUse, ...]
    edition: Edition


@dataclass(frozen=True)
class ReceiptTable:
    """The evidence rows of one figure; `rows` is read once, from its beginning to its end."""

    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True)
class Place:
    """Where a file shows a figure, and the text that stands there."""

    figure: str
    text: str


@dataclass(frozen=True)
class HandEdit:
    """A number changed by hand. `where` is the line it stood in, `was` "" if added, `now` "" if deleted.

    `figure` is the id of the figure that was changed, "" for any other number.
    """

    where: str
    was: str
    now: str
    figure: str = ""


@dataclass(frozen=True)
class Carried:
    """What a file says of itself, and how its text differs from what was written.

    `fingerprint` is `fingerprint(document)` of what the file carries: compare it with the one kept with the
    edition, as somebody could change both the text and what the file says of itself.
    """

    form: Form
    edition: Edition
    figures: tuple[FigureUse, ...]
    places: list[Place] = field(default_factory=list)
    hand_edits: list[HandEdit] = field(default_factory=list)
    fingerprint: str = ""


@dataclass(frozen=True)
class Deviation:
    """Something in a docx that is not as its look says."""

    where: str
    what: str
    expected: str
    found: str
