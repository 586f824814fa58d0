"""Many values by lightness, each also in figures: by hour and weekday, or by town as tiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Literal

from lianxin.engines.charts.bars import Bar
from lianxin.engines.charts.look import (
    CHINESE,
    DARK_STEPS,
    GRID,
    INK,
    PAPER,
    STEPS,
    TEXT,
    WIDTH,
    Words,
    ems,
    wrapped,
)
from lianxin.engines.charts.picture import Picture, address, nothing, picture

_HEAT_ROW, _TILE_ROW = 34, 72
#: Tiles in a row: seven Chinese letters of a town's name and its value fit into one.
_ACROSS = 6
_NAME = 12


@dataclass(frozen=True)
class Cell:
    """`column` and `row` count from 0. A `value` of None is left blank; it is not 0."""

    column: int
    row: int
    value: float | None
    text: str = ""
    href: str = ""
    told: str = ""


def heat(
    cells: Sequence[Cell],
    *,
    columns: Sequence[str],
    rows: Sequence[str],
    words: Words = CHINESE,
    width: int = WIDTH,
    height: int = 0,
) -> Picture:
    """`columns` and `rows`: what stands above and before the cells."""
    if not any(cell.value is not None for cell in cells):
        return nothing(words, width)
    drawn = [
        _cell(number, cell, _highest(cells))
        | {"told": cell.told or f"{rows[cell.row]} {columns[cell.column]} {cell.text or 0}"}
        for number, cell in enumerate(cells)
    ]
    texts = [*columns, *rows, *(cell.text for cell in cells)]
    shape = width, height or _HEAT_ROW * len(rows)
    return picture(_heat(drawn, columns, rows, *shape), [cell.href for cell in cells], texts, words)


def tiles(
    items: Sequence[Bar],
    *,
    words: Words = CHINESE,
    width: int = WIDTH,
    across: int = _ACROSS,
    tall: int = _TILE_ROW,
) -> Picture:
    """A tile for each place in the given order, which says nothing about borders or neighbours."""
    if not any(item.value is not None for item in items):
        return nothing(words, width)
    cells = [
        Cell(n % across, n // across, item.value, item.text, item.href, item.said)
        for n, item in enumerate(items)
    ]
    letters = max(3, int(width / across / _NAME) - 1)
    drawn = [
        _cell(number, cell, _highest(cells)) | {"name": wrapped(items[number].label, letters).split("\n")}
        for number, cell in enumerate(cells)
    ]
    texts = [text for item in items for text in (item.label, item.text)]
    return picture(
        _tiles(drawn, width, across, tall),
        [item.href for item in items],
        texts,
        words,
    )


def _highest(cells: Sequence[Cell]) -> float:
    return max((cell.value for cell in cells if cell.value is not None), default=0.0)


def step_of(value: float | None, highest: float) -> int:
    """Which of STEPS, in equal parts of the highest; 0 and less have the lightest to themselves."""
    if value is None or value <= 0 or highest <= 0:
        return 0
    return min(len(STEPS) - 1, ceil(value / highest * (len(STEPS) - 1)))


def _cell(number: int, cell: Cell, highest: float) -> dict[str, Any]:
    colour = STEPS[step_of(cell.value, highest)]
    return {
        "column": cell.column,
        "row": cell.row,
        "colour": PAPER if cell.value is None else colour,
        "on": PAPER if colour in DARK_STEPS else INK,
        "text": cell.text,
        "href": address(number),
        "told": cell.told,
    }


def _heat(
    drawn: list[dict[str, Any]], columns: Sequence[str], rows: Sequence[str], width: int, height: int
) -> Any:
    import altair as alt

    base = alt.Chart(alt.InlineData(values=drawn), width=width, height=height).encode(
        x=alt.X("column:O", title=None, scale=_all(len(columns)), axis=_labels(columns, orient="top")),
        y=alt.Y("row:O", title=None, scale=_all(len(rows)), axis=_labels(rows)),
    )
    widest = max(1.0, *(ems(cell["text"]) for cell in drawn))
    return _filled(base, alt.layer(_numbers(base, min(11.0, 0.9 * width / len(columns) / widest))))


def _tiles(drawn: list[dict[str, Any]], width: int, across: int, tall: int) -> Any:
    import altair as alt

    down = max(cell["row"] for cell in drawn) + 1
    base = alt.Chart(alt.InlineData(values=drawn), width=width, height=tall * down).encode(
        x=alt.X("column:O", title=None, scale=_all(across), axis=None),
        y=alt.Y("row:O", title=None, scale=_all(down), axis=None),
    )
    names = base.mark_text(dy=-tall / 5, fontSize=_NAME, lineHeight=14, aria=False).encode(
        text="name:N", color=alt.Color("on:N", scale=None)
    )
    return _filled(base, alt.layer(names, _numbers(base, 15, dy=round(tall / 4.5))))


def _filled(base: Any, above: Any) -> Any:
    import altair as alt

    rect = base.mark_rect(stroke=GRID, strokeWidth=1).encode(
        color=alt.Color("colour:N", scale=None), href="href:N", description="told:N"
    )
    return alt.layer(rect, above).resolve_scale(color="independent")


def _numbers(base: Any, size: float, dy: float = 0) -> Any:
    import altair as alt

    return base.mark_text(fontSize=size, dy=dy, aria=False).encode(
        text="text:N", color=alt.Color("on:N", scale=None)
    )


def _all(count: int) -> Any:
    """Every column and row has its place, also where there is no cell."""
    import altair as alt

    return alt.Scale(domain=list(range(count)), paddingInner=0.04, paddingOuter=0)


def _labels(texts: Sequence[str], orient: Literal["left", "top"] = "left") -> Any:
    import altair as alt

    words = "[" + ", ".join("'" + text.replace("\\", "").replace("'", "\\'") + "'" for text in texts) + "]"
    return alt.Axis(
        labelExpr=f"{words}[datum.value]",
        labelAngle=0,
        orient=orient,
        domain=False,
        labelColor=TEXT,
        labelOverlap="greedy" if orient == "top" else False,
        aria=False,
    )
