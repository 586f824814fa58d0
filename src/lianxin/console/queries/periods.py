"""Which periods the picker offers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from lianxin.console.queries.computed import all_figures, computed
from lianxin.console.rules import PARTS
from lianxin.lib.dates import Period

#: Figures that show in which years anything happened at all.
_BUSY = (
    "learning.events",
    "council.meetings",
    "liaison.contacts",
    "liaison.cases_opened",
    "goodworks.works",
    "sales.orders",
    "desk.questions",
)
_EARLIEST = 2000


@dataclass(frozen=True)
class Choices:
    """What the picker shows for a period: the chosen year and part, or a span of days typed in."""

    period: Period
    years: tuple[int, ...]
    parts: tuple[tuple[str, str], ...]
    part: str | None  # None: a span that is no part of one year

    @property
    def earlier(self) -> str:
        return self._neighbour(-1)

    @property
    def later(self) -> str:
        return self._neighbour(1)

    def _neighbour(self, step: int) -> str:
        return "" if self.part is None else f"{self.period.first.year + step:04d}{self.part}"


def choices(period: Period, snapshot: str) -> Choices:
    part = None if ".." in period.text else period.text[4:]
    years = {*busy_years(snapshot), period.first.year, timezone.localdate().year}
    return Choices(period, tuple(range(max(years), min(years) - 1, -1)), PARTS, part)


def latest_year(snapshot: str) -> int:
    """The last year with records, else this one."""
    return max(busy_years(snapshot), default=timezone.localdate().year)


def busy_years(snapshot: str) -> tuple[int, ...]:
    """The years, not after this one, in which something happened."""
    today = timezone.localdate().year
    known = {figure.key for figure in all_figures()}
    keys = tuple(key for key in _BUSY if key in known)
    if not keys:
        return ()
    answers = computed(keys, f"{_EARLIEST}..{today}", snapshot, by="year")
    return tuple(sorted({int(part["year"]) for answer in answers for part in answer["by"]}))
