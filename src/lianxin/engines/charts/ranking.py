"""Who comes first: one bar across for each, with its name before it and its value behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lianxin.engines.charts.bars import Bar
from lianxin.engines.charts.look import ACCENT, CHINESE, GRID, INK, QUIET, TEXT, WIDTH, Words, wrapped
from lianxin.engines.charts.picture import Picture, address, nothing, picture

#: Ems of a name in one line; two lines at most.
_NAME = 13
_ROW, _TALL_ROW = 26, 32
#: Room for a value behind the longest bar, as a part of the bars' span.
_ROOM = 0.16


def ranking(items: Sequence[Bar], *, words: Words = CHINESE, width: int = WIDTH) -> Picture:
    """The bars in the given order, top down; items without a value are left out."""
    shown = [item for item in items if item.value is not None]
    if not shown:
        return nothing(words, width)
    texts = [text for item in shown for text in (item.label, item.text)]
    return picture(_chart(shown, width), [item.href for item in shown], texts, words)


def _chart(items: Sequence[Bar], width: int) -> Any:
    import altair as alt

    rows = [_row(number, item) for number, item in enumerate(items)]
    tall = any("\n" in row["name"] for row in rows)
    height = (_TALL_ROW if tall else _ROW) * len(rows)
    base = alt.Chart(alt.InlineData(values=rows), height=height, width=width).encode(
        y=alt.Y("place:O", sort=None, title=None, axis=_names())
    )
    x = alt.X("value:Q", title=None, axis=None, scale=alt.Scale(domain=_span(items), nice=False))
    colour = alt.condition("datum.strong", alt.value(ACCENT), alt.value(QUIET))
    mark = base.mark_bar(size=16).encode(x=x, color=colour, href="href:N", description="told:N")
    names = alt.expr("datum.value < 0 ? 'right' : 'left'")
    text = base.mark_text(
        align=names, dx=alt.expr("datum.value < 0 ? -6 : 6"), fontSize=12, color=INK, aria=False
    ).encode(x=x, text="text:N")
    zero = base.mark_rule(color=GRID, aria=False).encode(x=alt.datum(0, type="quantitative"))
    return alt.layer(mark, text, zero).properties(autosize=alt.AutoSizeParams(type="fit", contains="padding"))


def _names() -> Any:
    import altair as alt

    # The place is the row's key, since two may have the same name; the name comes from a table beside it.
    return alt.Axis(
        labelExpr="split(slice(datum.value, indexof(datum.value, ' ') + 1), '\\n')",
        labelLimit=0,
        labelColor=TEXT,
        labelLineHeight=13,
        aria=False,
    )


def _row(number: int, item: Bar) -> dict[str, Any]:
    name = wrapped(item.label, _NAME)
    return {
        "place": f"{number} {name}",
        "name": name,
        "value": item.value,
        "text": item.text,
        "href": address(number),
        "told": item.said,
        "strong": item.strong,
    }


def _span(items: Sequence[Bar]) -> list[float]:
    """From zero, with room for the values at the ends."""
    values = [float(item.value or 0) for item in items]
    low, high = min(0.0, *values), max(0.0, *values)
    room = ((high - low) or 1.0) * _ROOM
    return [low - room if low < 0 else 0.0, high + room]
