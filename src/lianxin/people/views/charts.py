"""How a member's followers went."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from lianxin.engines.charts import Bar, Words, trend
from lianxin.web.templatetags.numbers import number, short
from lianxin.web.words import chart_words


def followers_chart(days: Sequence[tuple[date, int]]) -> SafeString:
    """The svg; "" where one count says it all."""
    if len(days) < 2:
        return SafeString("")
    items = tuple(
        Bar(label=day.isoformat(), value=float(count), text=short(count), told=f"{day} {number(count)}")
        for day, count in days
    )
    return mark_safe(_drawn(items, chart_words()))  # noqa: S308  made by our engine, which escapes


@lru_cache(maxsize=128)
def _drawn(items: tuple[Bar, ...], words: Words) -> str:
    """Drawing takes a second; a profile's tabs are gone through to and fro."""
    return trend(items, height=240, words=words).svg()
