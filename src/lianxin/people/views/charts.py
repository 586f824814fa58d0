"""How a member's followers went."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from lianxin.engines.charts import Bar, bars
from lianxin.web.templatetags.numbers import number, short
from lianxin.web.words import chinese, in_language


def followers_chart(days: Sequence[tuple[date, int]]) -> SafeString:
    """The svg; "" where one count says it all."""
    if len(days) < 2:
        return SafeString("")
    large = (in_language("万", ""), in_language("亿", "")) if chinese() else None
    items = tuple(
        Bar(label=day.isoformat(), value=float(count), text=short(count), told=f"{day} {number(count)}")
        for day, count in days
    )
    return mark_safe(_drawn(items, large))  # noqa: S308  made by our engine, which escapes


@lru_cache(maxsize=128)
def _drawn(items: tuple[Bar, ...], large: tuple[str, str] | None) -> str:
    """Drawing takes a second; a profile's tabs are gone through to and fro."""
    return bars(items, height=240, large=large)
