"""How a figure went over months or years: what its chart and the table beside it show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lianxin.console.queries.computed import computed
from lianxin.engines.figures import Figure
from lianxin.lib.dates import Period, parse_period

YEARS = 5
#: Longer spans are shown by year.
MONTHLY_YEARS = 3


@dataclass(frozen=True)
class Step:
    """One bar. `within`: it belongs to the period that was asked for, others stand beside it."""

    period: Period
    value: Any
    before: Any = None
    within: bool = True


def trend(figure: Figure, period: Period, snapshot: str, where: Mapping[str, str]) -> list[Step]:
    """Months of the period's years; for figures without months, years; else the same span in five years."""
    first, last = period.first.year, period.last.year
    if "month" in figure.by and last - first < MONTHLY_YEARS:
        months = [f"{year:04d}-{month:02d}" for year in range(first, last + 1) for month in range(1, 13)]
        return _dated(figure, period, months, by="month", snapshot=snapshot, where=where)
    if "year" in figure.by:
        years = [f"{year:04d}" for year in range(min(first, last - YEARS + 1), last + 1)]
        return _dated(figure, period, years, by="year", snapshot=snapshot, where=where)
    return _repeated(figure, period, snapshot, where)


def _dated(
    figure: Figure, period: Period, names: Sequence[str], *, by: str, snapshot: str, where: Mapping[str, str]
) -> list[Step]:
    spans = [parse_period(name) for name in names]
    values = _values(figure, spans, by, snapshot, where)
    before = _values(figure, [s.previous() for s in spans], by, snapshot, where) if by == "month" else {}
    today = timezone.localdate()
    return [
        Step(
            span,
            values.get(span.text, 0) if span.first <= today else None,
            before.get(span.previous().text, 0) if before else None,
            within=span.first <= period.last and span.last >= period.first,
        )
        for span in spans
    ]


def _values(
    figure: Figure, spans: Sequence[Period], by: str, snapshot: str, where: Mapping[str, str]
) -> dict[str, Any]:
    if by in where:
        where = {name: value for name, value in where.items() if name != by}
    span = f"{spans[0].first}..{spans[-1].last}"
    (answer,) = computed((figure.key,), span, snapshot, where=where, by=by)
    return {part[by]: part["value"] for part in answer["by"]}


def _repeated(figure: Figure, period: Period, snapshot: str, where: Mapping[str, str]) -> list[Step]:
    spans = [period]
    for _ in range(YEARS - 1):
        spans.insert(0, spans[0].previous())
    return [
        Step(
            span, computed((figure.key,), span.text, snapshot, where=where)[0]["value"], within=span == period
        )
        for span in spans
    ]
