"""What the big screen shows: sums only, as of the last snapshot, drawn once for each."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.core import hooks
from lianxin.core.home import home
from lianxin.core.messages import Coded
from lianxin.core.pinyin import keys as pinyin
from lianxin.engines.charts import Bar, Cell, heat, ranking, tiles, trend
from lianxin.engines.figures import Figure
from lianxin.public.rules import REFRESH
from lianxin.reports.actions import take_snapshot
from lianxin.reports.queries import figures, hours_of_the_week
from lianxin.reports.rules.small import FEWEST, hidden_groups, is_small
from lianxin.sales.queries import lake
from lianxin.web.templatetags.numbers import short
from lianxin.web.words import chart_words, in_language, month_words, unit_words, weekday_words

log = logging.getLogger(__name__)

#: One of each of the programme's groups, who takes part, and what was sold.
CARDS = (
    "people.members",
    "learning.attendances",
    "liaison.cases_solved",
    "spaces.hours_used",
    "market.outlets",
    "sales.net",
)
#: The charts are drawn small and shown large: at 5 m their labels must be as high as the page's text.
_WIDTH, _HEIGHT = 430, 122
#: Seconds to wait for an import before the figures before it are shown.
_PATIENCE = 1.0
#: Two hours a column: one would be too narrow for its figure.
_HOURS = 2
_MORNING = 6


@dataclass(frozen=True)
class Card:
    """`value` as shown; "" where it counts too few to be shown."""

    name: str
    value: str
    unit: str
    change: float | None


@dataclass(frozen=True)
class Panel:
    title: str
    unit: str
    svg: str
    note: str = ""


@dataclass(frozen=True)
class Board:
    snapshot: str
    year: int
    cards: tuple[Card, ...]
    panels: tuple[Panel, ...]


def board(year: int) -> tuple[Board, str]:
    """The board, and a code for why it may be older than the records, or "".

    Raises what `reports.queries.figures` raises where nothing has been drawn before.
    """
    snapshot, trouble = _newest()
    place = home().lake, year, get_language() or ""
    try:
        _last[place] = _drawn(*place, snapshot or str(lake().snapshot()))
    except Exception as error:
        if place not in _last or not isinstance(error, Coded):
            raise
        log.exception("the board is not drawn anew")
        trouble = error.code
    return _last[place], trouble


#: What was drawn last, for when the lake cannot be read just now.
_last: dict[tuple[Path, int, str], Board] = {}
_taking = threading.Lock()
_taken: dict[Path, tuple[float, str]] = {}


def _newest() -> tuple[str, str]:
    """A snapshot of today's records, and why it is not, at most once a minute however many screens look.

    While somebody else takes one, or an import holds the lake, the last one does.
    """
    place = home().lake
    at, snapshot = _taken.get(place, (-REFRESH, ""))
    if time.monotonic() - at < REFRESH or not _taking.acquire(blocking=False):
        return snapshot, ""
    try:
        _taken[place] = time.monotonic(), take_snapshot(wait=_PATIENCE)
        return _taken[place][1], ""
    except Exception as error:
        if not isinstance(error, Coded):
            raise
        return "", error.code
    finally:
        _taking.release()


@lru_cache(maxsize=16)
def _drawn(place: Path, year: int, language: str, snapshot: str) -> Board:
    """`place` and `language` are what the answer depends on besides what is asked."""
    known: dict[str, Figure] = {figure.key: figure for figure in hooks.figures}
    period = f"{year:04d}"
    answers = figures(keys=CARDS, period=period, snapshot=snapshot)["figures"]
    cards = tuple(_card(known[answer["key"]], answer) for answer in answers)
    panels = (
        _months(known["sales.net"], year, snapshot),
        _towns(known["market.outlets"], period, snapshot),
        _platforms(known["sales.net"], period, snapshot),
        _week(known["spaces.hours_used"], period, snapshot),
    )
    return Board(snapshot, year, cards, panels)


def _card(figure: Figure, answer: dict[str, Any]) -> Card:
    small = is_small(answer["rows"])
    value = "" if small else short(answer["value"])
    return Card(_name(figure), value, unit_words(figure.unit), None if small else answer["change"])


def _months(figure: Figure, year: int, snapshot: str) -> Panel:
    now, before = (_split(figure, str(y), "month", snapshot) for y in (year, year - 1))
    items = [
        Bar(
            month_words(month),
            _amount(now.get(month)),
            short(now.get(month)),
            before=_amount(before.get(f"{year - 1}{month[4:]}")),
        )
        for month in (f"{year}-{n:02d}" for n in range(1, 13))
    ]
    svg = trend(items, words=chart_words(), width=_WIDTH, height=_HEIGHT - 18).svg()
    return _panel(figure, _("by month"), svg, _("orange: the same month a year earlier"))


def _towns(figure: Figure, period: str, snapshot: str) -> Panel:
    found = _split(figure, period, "town", snapshot)
    towns = sorted((town for town in found if town), key=lambda town: pinyin(town)[-2:])
    items = [Bar(town, _amount(found[town]), short(found[town]) or "—") for town in towns]
    across = max(7, -(-len(items) // 3))
    tall = _HEIGHT // max(1, min(3, -(-len(items) // across)))
    return _panel(
        figure, _("by town"), tiles(items, words=chart_words(), width=_WIDTH, across=across, tall=tall).svg()
    )


def _platforms(figure: Figure, period: str, snapshot: str) -> Panel:
    found = _split(figure, period, "platform", snapshot)
    items = [Bar(name or _("not filled in"), _amount(value), short(value)) for name, value in found.items()]
    items.sort(key=lambda item: -(item.value or 0.0))
    return _panel(figure, _("by platform"), ranking(items[:5], words=chart_words(), width=_WIDTH).svg())


def _week(figure: Figure, period: str, snapshot: str) -> Panel:
    """Hours of all weekdays of the period together; a time of too little use looks like one of none."""
    found = hours_of_the_week(period=period, snapshot=snapshot)
    use: dict[tuple[int, int], float] = {}
    for (day, hour), hours in found.items():
        use[hour // _HOURS, day] = use.get((hour // _HOURS, day), 0.0) + float(hours)
    use = {place: hours for place, hours in use.items() if hours >= FEWEST}
    texts = {place: short(round(hours)) for place, hours in use.items()}
    columns = _in_use([column for column, _day in use])
    cells = [
        Cell(place, day, use.get((column, day), 0.0), texts.get((column, day), ""))
        for place, column in enumerate(columns)
        for day in range(7)
    ]
    svg = heat(
        cells,
        columns=[str(column * _HOURS) for column in columns],
        rows=[weekday_words(day) for day in range(7)],
        words=chart_words(),
        width=_WIDTH - 30,
        height=_HEIGHT - 6,
    ).svg()
    return _panel(figure, _("by weekday and hour"), svg)


def _in_use(columns: list[int]) -> list[int]:
    """From the first to the last that is used: a studio's day begins in the morning and ends at night."""
    day = [(_MORNING // _HOURS + place) % (24 // _HOURS) for place in range(24 // _HOURS)]
    places = sorted(day.index(column) for column in columns)
    return day[places[0] : places[-1] + 1] if places else []


def _split(figure: Figure, period: str, by: str, snapshot: str) -> dict[str, Any]:
    """Values by part; None for one that is too small to be shown."""
    (answer,) = figures(keys=[figure.key], period=period, by=by, snapshot=snapshot)["figures"]
    hidden = hidden_groups({group[by]: group["rows"] for group in answer["by"]}, adds_up=True)
    return {group[by]: None if group[by] in hidden else group["value"] for group in answer["by"]}


def _panel(figure: Figure, by: str, svg: str, note: str = "") -> Panel:
    title = _("%(figure)s %(by)s") % {"figure": _name(figure), "by": by}
    return Panel(title, unit_words(figure.unit), svg, note)


def _name(figure: Figure) -> str:
    return in_language(figure.zh, figure.en)


def _amount(value: Any) -> float | None:
    return None if value is None else float(str(value))
