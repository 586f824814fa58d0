"""How a figure is printed: the exact value, an honest phrase, how it moved on a year earlier.

A sentence stays whole for every value: 0 is printed as 0, no value as 暂无数据 (no figure), and a movement
that cannot be worked out says so in words that follow a comma.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lianxin.engines.phrases import number_itself, phrase
from lianxin.lib.money import exact, half_up

Language = Literal["zh", "en"]
JsonValue = int | float | str | None
#: Beyond this many percent a movement is told as a multiple.
_TELLING = 1000
#: Units that English says too; what is counted is named by its figure.
_ENGLISH = {"元": " yuan", "%": "%", "小时": " hours", "天": " days", "亩": " mu"}
_NO_VALUE = {"zh": "暂无数据", "en": "no figure"}
_HIDDEN = {"zh": "（数值较小，不公开）", "en": "(too small to be shown)"}
_DASH = "—"
#: In a table, explained below it.
HIDDEN_CELL = "*"


@dataclass(frozen=True)
class Asked:
    """A value as in `figures --json`, and what to know of it to print it."""

    value: JsonValue
    unit: str
    previous: JsonValue = None
    change: float | None = None
    hidden: bool = False  # too small for an open page


def printed(style: str, asked: Asked, language: Language) -> str:
    """In running text."""
    if asked.hidden:
        return _HIDDEN[language]
    if style == "change":
        return _moved(asked, language)
    value = asked.previous if style == "previous" else asked.value
    if style == "number" or value is None:
        return in_full(value) if style == "number" else _NO_VALUE[language]
    if language == "en":
        return in_full(value) + _ENGLISH.get(asked.unit, "")
    if style == "phrase":
        return phrase(_typed(value), asked.unit) or ""
    return number_itself(_exactly(value)) + asked.unit


def in_full(value: JsonValue) -> str:
    """All digits, in groups of three; for tables."""
    if value is None:
        return _DASH
    return f"{value:,}" if isinstance(value, int) else f"{Decimal(str(value)):,f}"


def cell(asked: Asked) -> str:
    """A value in a table."""
    return HIDDEN_CELL if asked.hidden else in_full(asked.value)


def unit_in(unit: str, language: Language) -> str:
    """Above a table."""
    return unit if language == "zh" else _ENGLISH.get(unit, "").strip()


def moved_in_table(asked: Asked) -> str:
    """+27.8%, -3.1, — : for a cell. Percentages move by points."""
    if asked.hidden or asked.value is None or asked.previous is None:
        return HIDDEN_CELL if asked.hidden else _DASH
    if asked.unit == "%":
        return f"{half_up(exact(_exactly(asked.value)) - exact(_exactly(asked.previous)), 1):+}"
    return _DASH if asked.change is None else f"{asked.change:+.1f}%"


def _moved(asked: Asked, language: Language) -> str:
    words = _WORDS[language]
    if asked.previous is None or asked.value is None:
        return words["gone" if asked.value is None and asked.previous is not None else "unknown"]
    now, before = exact(_exactly(asked.value)), exact(_exactly(asked.previous))
    if now == before:
        return words["level"]
    kind = "up" if now > before else "down"
    if asked.unit == "%":
        return words[f"{kind}_points"].format(half_up(abs(now - before), 1))
    if before == 0 or asked.change is None:
        return words["from_zero"]
    by = half_up(now / before, 1) if asked.change > _TELLING else f"{abs(asked.change):.1f}"
    return words["times" if asked.change > _TELLING else kind].format(by)


_WORDS = {
    "zh": {
        "unknown": "上年同期无数据，不作比较",
        "gone": "本期无数据，不作比较",
        "from_zero": "上年同期为0，不计算增速",
        "level": "与上年同期持平",
        "times": "为上年同期的{}倍",
        "up": "同比增长{}%",
        "down": "同比下降{}%",
        "up_points": "同比提高{}个百分点",
        "down_points": "同比降低{}个百分点",
    },
    "en": {
        "unknown": "with no figure for a year earlier",
        "gone": "so that it cannot be compared",
        "from_zero": "after none a year earlier",
        "level": "the same as a year earlier",
        "times": "{} times the figure of a year earlier",
        "up": "up {}% on a year earlier",
        "down": "down {}% on a year earlier",
        "up_points": "up {} percentage points on a year earlier",
        "down_points": "down {} percentage points on a year earlier",
    },
}


def _exactly(value: JsonValue) -> int | float | Decimal:
    return Decimal(value) if isinstance(value, str) else value or 0


def _typed(value: JsonValue) -> int | float | Decimal | None:
    """Counts int, amounts Decimal, rounded ones float: as the phrases tell them apart."""
    return Decimal(value) if isinstance(value, str) else value
