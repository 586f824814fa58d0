"""A bar for each part of time; each bar can lead to the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from lianxin.engines.charts.look import ACCENT, BEFORE, CHINESE, QUIET, TEXT, WIDTH, Words, axis_labels, ems
from lianxin.engines.charts.picture import Picture, address, nothing, picture

#: The height of the text above a bar, as a part of the highest bar.
_TEXT_ROOM = 0.08
_TEXT_SIZE = 11
#: A single bar as wide as the page would be a wall.
_WIDEST = 72.0


@dataclass(frozen=True)
class Bar:
    """`text` stands above the bar; `before` is last year's value, a mark across it; `told` is read aloud.

    `strong` bars are in the accent colour, the others are there to compare.
    """

    label: str
    value: float | None
    text: str = ""
    before: float | None = None
    href: str = ""
    told: str = ""
    strong: bool = True

    @property
    def said(self) -> str:
        return self.told or f"{self.label} {self.text}"


def trend(items: Sequence[Bar], *, words: Words = CHINESE, width: int = WIDTH, height: int = 320) -> Picture:
    """The bars in the given order, up from zero, or down where a value is below it."""
    if not any(item.value is not None or item.before is not None for item in items):
        return nothing(words, width, height)
    texts = [text for item in items for text in (item.label, item.text)]
    return picture(_chart(items, width, height, words), [item.href for item in items], texts, words)


def _chart(items: Sequence[Bar], width: int, height: int, words: Words) -> Any:
    import altair as alt

    values = [v for item in items for v in (item.value, item.before) if v is not None]
    rows = [_row(n, item, max(values)) for n, item in enumerate(items)]
    if max(ems(item.text) for item in items) * _TEXT_SIZE > width / len(items):
        rows = [row | {"text": ""} for row in rows]  # they would run into each other
    base = alt.Chart(alt.InlineData(values=rows), width=width, height=height).encode(
        x=alt.X(
            "label:O", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelOverlap="greedy", aria=False)
        )
    )
    y = alt.Y("value:Q", title=None, axis=_axis(values, words), scale=_scale(values))
    colour = alt.condition("datum.strong", alt.value(ACCENT), alt.value(QUIET))
    thick = min(_WIDEST, 0.7 * width / len(items))
    layers = [base.mark_bar(size=thick).encode(y=y, color=colour, href="href:N", description="told:N")]
    if any(item.before is not None for item in items):
        tick = base.mark_tick(color=BEFORE, thickness=3, opacity=1, size=max(4.0, thick), aria=False)
        layers.append(tick.encode(y=alt.Y("before:Q", title=None)))
    above = base.mark_text(
        dy={"expr": "datum.top < 0 ? 10 : -8"}, fontSize=_TEXT_SIZE, color=TEXT, aria=False
    )
    layers.append(above.encode(y=alt.Y("top:Q", title=None), text="text:N"))
    return alt.layer(*layers)


def _axis(values: Sequence[float], words: Words) -> Any:
    """What is counted in whole numbers has no half on its axis."""
    import altair as alt

    whole = all(value == int(value) for value in values)
    span = max(0.0, *values) - min(0.0, *values)
    ticks = max(1, min(5, int(span))) if whole else 5
    return alt.Axis(labelExpr=axis_labels(words), tickCount=ticks, aria=False)


def _scale(values: Sequence[float]) -> Any:
    """Where all is zero the axis still goes up to one; a text below a bar keeps off the labels."""
    import altair as alt

    if not any(values):
        return alt.Scale(domain=[0, 1])
    return alt.Scale(padding=16) if min(values) < 0 else alt.Undefined


def _row(number: int, item: Bar, highest: float) -> dict[str, Any]:
    return asdict(item) | {
        "top": _text_at(item, highest),
        "href": address(number),
        "told": item.said,
    }


def _text_at(item: Bar, highest: float) -> float | None:
    """Right above the bar, or above last year's mark where that would cross the text."""
    if item.value is None or item.before is None:
        return item.value
    crossed = 0 <= item.before - item.value < _TEXT_ROOM * highest
    return item.before if crossed else item.value
