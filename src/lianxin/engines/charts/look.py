"""What all charts share: colours, type, the words on an axis.

Colours differ in lightness first, so that a grey print and a colour-blind reader see the same order. A
style sheet finds them by their value (`[fill="#0b6e75"]`) and repaints them for dark pages; in a document
they hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil
from typing import Any

ACCENT, QUIET, BEFORE, TEXT, GRID = "#0b6e75", "#9cc5c8", "#e07a10", "#4b5563", "#e2e6ea"
INK, PAPER = "#1d2730", "#ffffff"
#: From little to much. Text on the first four is INK, on the others PAPER: at least 4.5 to 1.
STEPS = ("#f1f7f7", "#cfe5e6", "#9fcbce", "#69b0b5", "#217a81", "#0a4f55")
DARK_STEPS = frozenset(STEPS[4:])
WIDTH = 640

#: The system's own fonts first come, first served; each family has Chinese glyphs.
FONTS = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, Noto Sans SC, Source Han Sans SC, SimHei, sans-serif"


@dataclass(frozen=True)
class Words:
    """What a chart says by itself. `large`: the words for 10⁴ and 10⁸, None for English."""

    large: tuple[str, str] | None = ("万", "亿")
    nothing: str = "没有记录"


CHINESE = Words()
ENGLISH = Words(large=None, nothing="No records")

#: Latin words with the space behind them, and every other letter by itself.
_PIECES = re.compile(r"[!-~]+\s*|\s+|.", re.DOTALL)

#: 万 and 亿 may follow arabic digits, 千 may not (GB/T 15835).
_CHINESE_AXIS = (
    "abs(datum.value) >= 1e8 ? format(datum.value / 1e8, '~r') + '{hundred_million}' : "
    "abs(datum.value) >= 1e4 ? format(datum.value / 1e4, '~r') + '{ten_thousand}' : "
    "format(datum.value, ',~r')"
)
_ENGLISH_AXIS = "abs(datum.value) >= 1e4 ? format(datum.value, '~s') : format(datum.value, ',~r')"


def axis_labels(words: Words) -> str:
    """As an expression of Vega."""
    if words.large is None:
        return _ENGLISH_AXIS
    return _CHINESE_AXIS.format(ten_thousand=words.large[0], hundred_million=words.large[1])


def ems(text: str) -> float:
    """How wide a text is: a Chinese letter is one, a Latin one about half."""
    return sum(0.55 if letter.isascii() else 1.0 for letter in text)


def wrapped(text: str, length: int, lines: int = 2) -> str:
    """In lines of at most `length` ems, about equally long; cut with … where there would be more lines.

    Chinese has no spaces to break at, and Latin words stay whole.
    """
    if ems(text) <= length:
        return text
    even = max(ceil(ems(text) / lines) + 1, length // 2)
    found = _broken(text, min(length, even))
    if len(found) > lines:
        found = _broken(text, length)
    if len(found) > lines:
        found = [*found[: lines - 1], _cut(found[lines - 1], length)]
    return "\n".join(found)


def _broken(text: str, length: float) -> list[str]:
    found = [""]
    for piece in _PIECES.findall(text):
        if found[-1] and ems(found[-1]) + ems(piece.rstrip()) > length:
            found.append("")
        found[-1] += piece if found[-1] else piece.lstrip()
    return [line.strip() for line in found if line.strip()]


def _cut(line: str, length: int) -> str:
    while line and ems(line) + 1 > length:
        line = line[:-1]
    return f"{line.rstrip()}…"


LOOK: dict[str, Any] = {
    "font": FONTS,
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
