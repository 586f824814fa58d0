"""The chart of a figure's page, in the reader's language."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from lianxin.console.queries import Split, Step
from lianxin.console.views.asking import Asked
from lianxin.console.views.shown import step_name
from lianxin.core.pinyin import keys as pinyin
from lianxin.engines.charts import Bar, Cell, heat, trend
from lianxin.engines.figures import Figure
from lianxin.reports.queries import hours_of_the_week
from lianxin.web.charts import Part, adds_up, split_picture
from lianxin.web.templatetags.numbers import number, short
from lianxin.web.words import chart_words, period_words, unit_words, weekday_words

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


#: The figures whose rows are bookings.
_OF_HOURS = ("spaces.hours_used", "spaces.bookings_used", "spaces.utilisation")


@dataclass(frozen=True)
class Week:
    """Hours in use of each hour of the week: drawn, and row by row for the table."""

    svg: SafeString
    rows: list[tuple[str, list[str]]]


def week(figure: Figure, asked: Asked) -> Week | None:
    """None for figures of other things, and where nothing was used."""
    if figure.key not in _OF_HOURS:
        return None
    found = hours_of_the_week(period=asked.period.text, where=asked.where, snapshot=asked.snapshot)
    if not found:
        return None
    texts = {place: short(round(float(hours))) for place, hours in found.items()}
    cells = [
        Cell(hour, day, float(found.get((day, hour), 0)), texts.get((day, hour), ""))
        for day in range(7)
        for hour in range(24)
    ]
    days = [weekday_words(day) for day in range(7)]
    drawn = heat(cells, columns=[str(hour) for hour in range(24)], rows=days, words=chart_words())
    rows = [(days[day], [texts.get((day, hour), "") for hour in range(24)]) for day in range(7)]
    return Week(mark_safe(drawn.svg()), rows)  # noqa: S308  made by our engine, which escapes


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
