"""A bar for each part of time; each bar can lead to the rows behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

#: A style sheet finds them (`[fill="#0b6e75"]`) and repaints them for dark pages; in a document they hold.
ACCENT, QUIET, BEFORE, TEXT, GRID = "#0b6e75", "#9cc5c8", "#e07a10", "#4b5563", "#e2e6ea"

#: Axis labels of the Chinese pages; 万 and 亿 may follow arabic digits, 千 may not (GB/T 15835).
_CHINESE_AXIS = (
    "abs(datum.value) >= 1e8 ? format(datum.value / 1e8, '~r') + '{hundred_million}' : "
    "abs(datum.value) >= 1e4 ? format(datum.value / 1e4, '~r') + '{ten_thousand}' : "
    "format(datum.value, ',~r')"
)
_ENGLISH_AXIS = "abs(datum.value) >= 1e4 ? format(datum.value, '~s') : format(datum.value, ',~r')"

#: The height of the text above a bar, as a part of the highest bar.
_TEXT_ROOM = 0.08

#: Vega makes links absolute against a site of its own, so they travel as numbers and come back afterwards.
_LINK_HOST = "bar.invalid"
_LINK = re.compile(rf'<a xlink:href="https://{_LINK_HOST}/([0-9]+)">(.*?)</a>', re.DOTALL)
#: Vega tells screen readers in English that a bar is a bar.
_ENGLISH = re.compile(r' aria-roledescription="[^"]*"')


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


def bars(
    items: Sequence[Bar], *, width: int = 640, height: int = 320, large: tuple[str, str] | None = ("万", "亿")
) -> str:
    """The svg of the bars in the given order. `large`: the words for 10⁴ and 10⁸, None for English."""
    import vl_convert

    svg = str(vl_convert.vegalite_to_svg(_chart(items, width, height, large).to_dict()))
    return _ENGLISH.sub("", _LINK.sub(lambda found: _linked(items[int(found[1])].href, found[2]), svg))


def _linked(href: str, mark: str) -> str:
    return f'<a href="{escape(href)}">{mark}</a>' if href else mark


def _chart(items: Sequence[Bar], width: int, height: int, large: tuple[str, str] | None) -> Any:
    import altair as alt

    highest = max((v for item in items for v in (item.value, item.before) if v is not None), default=0.0)
    data = alt.InlineData(values=[_row(n, item, highest) for n, item in enumerate(items)])
    base = alt.Chart(data, width=width, height=height).encode(
        x=alt.X(
            "label:O", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelOverlap="greedy", aria=False)
        )
    )
    value = alt.Y(
        "value:Q", title=None, axis=alt.Axis(labelExpr=_axis_labels(large), tickCount=5, aria=False)
    )
    colour = alt.condition("datum.strong", alt.value(ACCENT), alt.value(QUIET))
    layers = [base.mark_bar().encode(y=value, color=colour, href="href:N", description="told:N")]
    if any(item.before is not None for item in items):
        band = max(4.0, 0.7 * width / len(items))
        tick = base.mark_tick(color=BEFORE, thickness=3, opacity=1, bandSize=band, aria=False)
        layers.append(tick.encode(y=alt.Y("before:Q", title=None)))
    above = base.mark_text(dy=-8, fontSize=11, color=TEXT, aria=False)
    layers.append(above.encode(y=alt.Y("top:Q", title=None), text="text:N"))
    return alt.layer(*layers).configure(**_LOOK)


def _row(number: int, item: Bar, highest: float) -> dict[str, Any]:
    return asdict(item) | {"top": _text_at(item, highest), "href": f"https://{_LINK_HOST}/{number}"}


def _text_at(item: Bar, highest: float) -> float | None:
    """Right above the bar, or above last year's mark where that would cross the text."""
    if item.value is None or item.before is None:
        return item.value
    crossed = 0 <= item.before - item.value < _TEXT_ROOM * highest
    return item.before if crossed else item.value


def _axis_labels(large: tuple[str, str] | None) -> str:
    if large is None:
        return _ENGLISH_AXIS
    return _CHINESE_AXIS.format(ten_thousand=large[0], hundred_million=large[1])


_LOOK: dict[str, Any] = {
    "background": "transparent",
    "font": "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif",
    "axis": {
        "labelColor": TEXT,
        "labelFontSize": 12,
        "gridColor": GRID,
        "domainColor": GRID,
        "tickColor": GRID,
        "ticks": False,
        "labelPadding": 6,
    },
    "axisX": {"grid": False},
    "axisY": {"domain": False},
    "view": {"stroke": None},
    "scale": {"bandPaddingInner": 0.3},
}
