"""The chart of a figure's page, in the reader's language."""

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from lianxin.console.queries import Split, Step
from lianxin.console.views.asking import Asked
from lianxin.console.views.shown import step_name
from lianxin.core.pinyin import keys as pinyin
from lianxin.engines.charts import Bar, trend
from lianxin.engines.figures import Figure
from lianxin.web.charts import Part, adds_up, split_picture
from lianxin.web.templatetags.numbers import number, short
from lianxin.web.words import chart_words, period_words, unit_words

#: With more bars the numbers above them run into each other.
_LABELLED = 12


def chart(figure: Figure, steps: list[Step], asked: Asked) -> SafeString:
    """The svg; "" where there is nothing to draw."""
    if not any(step.value for step in steps):
        return SafeString("")
    address = reverse("console:receipt", args=[figure.key])
    items = [_bar(figure, step, f"{address}?{asked.query(period=step.period.text)}", steps) for step in steps]
    return mark_safe(trend(items, words=chart_words()).svg())  # noqa: S308  made by our engine, which escapes


def town_map(figure: Figure, split: Split, asked: Asked) -> SafeString:
    """Towns as tiles, in an order that stays from period to period."""
    parts = [
        Part(part.name, part.value, f"?{asked.narrowed(split.dimension, part.name)}")
        for part in sorted(split.parts, key=lambda part: (not part.name, pinyin(part.name)[-2:]))
    ]
    drawn = split_picture(parts, by=split.dimension, unit=figure.unit, additive=adds_up(figure))
    return mark_safe(drawn.svg())  # noqa: S308  made by our engine, which escapes


def _bar(figure: Figure, step: Step, href: str, steps: list[Step]) -> Bar:
    return Bar(
        label=step_name(step, steps),
        value=_amount(step.value),
        text=short(step.value) if len(steps) <= _LABELLED else "",
        before=_amount(step.before),
        href=href if step.value else "",
        told=f"{period_words(step.period.text)} {number(step.value)}{unit_words(figure.unit)}",
        strong=step.within,
    )


def _amount(value: object) -> float | None:
    return None if value is None else float(str(value))
