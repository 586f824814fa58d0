"""What parts make up the whole: one band, and below it what each part is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lianxin.engines.charts.bars import Bar
from lianxin.engines.charts.look import CHINESE, DARK_STEPS, INK, PAPER, STEPS, TEXT, WIDTH, Words, wrapped
from lianxin.engines.charts.picture import Picture, address, nothing, picture
from lianxin.engines.charts.ranking import ranking

_BAND, _GAP, _ROW = 48, 20, 26
#: Parts are dark to light as they stand; more than these are the caller's to join under "other".
_COLOURS = tuple(reversed(STEPS))
MOST = len(_COLOURS)
#: A part narrower than this has no room for its percentage.
_NARROW = 0.07


def share(items: Sequence[Bar], *, words: Words = CHINESE, width: int = WIDTH) -> Picture:
    """Parts in the given order, at most MOST (ValueError). Below zero there is no share: a ranking."""
    if len(items) > MOST:
        raise ValueError(f"{len(items)} parts; join the smallest so that {MOST} are left")
    values = [item.value or 0.0 for item in items]
    if any(value < 0 for value in values):
        return ranking(items, words=words, width=width)
    if not sum(values):
        return nothing(words, width)
    texts = [text for item in items for text in (item.label, item.text)]
    return picture(_chart(_rows(items), width), [item.href for item in items], texts, words)


def _rows(items: Sequence[Bar]) -> list[dict[str, Any]]:
    total, start, rows = sum(item.value or 0.0 for item in items), 0.0, []
    for number, item in enumerate(items):
        part = (item.value or 0.0) / total
        rows.append(
            {
                "start": start,
                "end": start + part,
                "middle": start + part / 2,
                "percent": f"{100 * part:.1f}%",
                "inside": f"{100 * part:.0f}%" if part >= _NARROW else "",
                "colour": _COLOURS[number],
                "on": PAPER if _COLOURS[number] in DARK_STEPS else INK,
                "name": wrapped(item.label, 22, 1),
                "text": item.text,
                "row": _BAND + _GAP + number * _ROW + _ROW / 2,
                "href": address(number),
                "told": item.said,
            }
        )
        start += part
    return rows


def _chart(rows: list[dict[str, Any]], width: int) -> Any:
    import altair as alt

    height = _BAND + _GAP + len(rows) * _ROW
    base = alt.Chart(alt.InlineData(values=rows), width=width, height=height)
    x = alt.Scale(domain=[0, 1])
    fill = alt.Color("colour:N", scale=None)
    band = base.mark_rect(stroke=TEXT, strokeWidth=0.5).encode(
        x=alt.X("start:Q", scale=x, axis=None), x2="end:Q", y=alt.value(0), y2=alt.value(_BAND)
    )
    inside = base.mark_text(fontSize=13, aria=False).encode(
        x=alt.X("middle:Q", scale=x, axis=None), y=alt.value(_BAND / 2), text="inside:N"
    )
    row = alt.Y("row:Q", scale=alt.Scale(domain=[0, height], range=[0, height]), axis=None)
    swatch = base.mark_square(size=196, opacity=1, stroke=TEXT, strokeWidth=0.5, aria=False)
    words = base.mark_text(align="left", fontSize=13, color=INK, aria=False)
    numbers = base.mark_text(align="right", fontSize=13, color=INK, aria=False)
    return alt.layer(
        band.encode(color=fill, href="href:N", description="told:N"),
        inside.encode(color=alt.Color("on:N", scale=None)),
        swatch.encode(y=row, x=alt.value(8), fill=alt.Fill("colour:N", scale=None)),
        words.encode(y=row, x=alt.value(26), text="name:N"),
        numbers.encode(y=row, x=alt.value(width * 0.72), text="text:N"),
        numbers.encode(y=row, x=alt.value(width * 0.86), text="percent:N"),
    ).resolve_scale(color="independent")
