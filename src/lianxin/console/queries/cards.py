"""Figures as the page shows them: one component everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lianxin.console.queries.computed import all_figures, computed
from lianxin.console.rules import LINES, Line, Movement, keys_by_line, movement
from lianxin.engines.charts import sparkline
from lianxin.engines.figures import Figure, UnknownFigure
from lianxin.lib.dates import Period

#: How many months, or years, a card's small trend looks back.
MONTHS, YEARS = 12, 5


@dataclass(frozen=True)
class Card:
    figure: Figure
    value: int | float | str | None
    rows: int
    previous: int | float | str | None
    moved: Movement
    spark: str = ""  # svg, made by our engine of numbers only

    @property
    def key(self) -> str:
        return self.figure.key

    @property
    def long(self) -> bool:
        """Money in yuan and cents needs smaller type."""
        return len(str(self.value)) > 11


def figure_called(key: str) -> Figure:
    """Raises UnknownFigure."""
    figures = {figure.key: figure for figure in all_figures()}
    if key not in figures:
        raise UnknownFigure(key, figures)
    return figures[key]


def card(key: str, period: Period, snapshot: str, where: Mapping[str, str] | None = None) -> Card:
    """One figure. Raises UnknownFigure, and what `reports.queries.figures` raises."""
    figure = figure_called(key)
    return _card(figure, computed((key,), period.text, snapshot, where=where)[0])


def cards_by_line(period: Period, snapshot: str, line: Line | None = None) -> list[tuple[Line, list[Card]]]:
    """Every line with its cards, or one line."""
    by_line = keys_by_line(figure.key for figure in all_figures())
    wanted = [found for found in ([line] if line else LINES) if by_line.get(found.slug)]
    keys = tuple(key for found in wanted for key in by_line[found.slug])
    answers = {answer["key"]: answer for answer in computed(keys, period.text, snapshot)}
    sparks = dict(_sparks(keys, period, snapshot))
    return [
        (
            found,
            [_card(figure_called(k), answers[k], sparks.get(k, "")) for k in by_line[found.slug]],
        )
        for found in wanted
    ]


def _card(figure: Figure, answer: Mapping[str, Any], spark: str = "") -> Card:
    value, previous = answer["value"], answer.get("previous")
    moved = movement(value, previous, answer.get("change"), figure.unit)
    return Card(figure, value, answer["rows"], previous, moved, spark)


def _sparks(keys: Sequence[str], period: Period, snapshot: str) -> Iterator[tuple[str, str]]:
    by = {figure.key: figure.by for figure in all_figures()}
    monthly = tuple(key for key in keys if "month" in by[key])
    yearly = tuple(key for key in keys if "year" in by[key] and key not in monthly)
    months, years = _last_months(period), _last_years(period)
    yield from _lines(monthly, f"{months[0]}-01..{period.last}", months, "month", snapshot)
    yield from _lines(yearly, f"{years[0]}..{years[-1]}", years, "year", snapshot)


def _lines(
    keys: tuple[str, ...], span: str, steps: Sequence[str], by: str, snapshot: str
) -> Iterator[tuple[str, str]]:
    if not keys:
        return
    for answer in computed(keys, span, snapshot, by=by):
        values = {part[by]: float(part["value"] or 0) for part in answer["by"]}
        yield answer["key"], sparkline([values.get(step, 0.0) for step in steps])


def _last_months(period: Period) -> list[str]:
    """The twelve months that end with the period, as "2021-03"."""
    end = period.last.year * 12 + period.last.month - 1
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(end - MONTHS + 1, end + 1)]


def _last_years(period: Period) -> list[str]:
    return [f"{year:04d}" for year in range(period.last.year - YEARS + 1, period.last.year + 1)]
