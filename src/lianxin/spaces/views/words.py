"""Words for times, states and refusals."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.dates import MONTHS_3, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.core.messages import message
from lianxin.lib.dates import BEIJING
from lianxin.spaces.rules import NotBooked, Refusal, Span, beijing_day
from lianxin.web.words import in_language

#: What a slot is shown as (`rules.SHOWN`), in words.
SHOWN = {
    "booked": gettext_lazy("Booked"),
    "asked": gettext_lazy("Waiting for approval"),
    "offered": gettext_lazy("Offered, not taken yet"),
    "used": gettext_lazy("Used"),
    "missed": gettext_lazy("Missed"),
    "cancelled": gettext_lazy("Cancelled"),
    "taken": gettext_lazy("Taken"),
}


def clock(at: datetime) -> str:
    """19:30 in Beijing. strftime takes ten times as long."""
    at = at.astimezone(BEIJING)
    return f"{at.hour:02d}:{at.minute:02d}"


def day_words(day: date, *, year: bool = False) -> str:
    """11月27日 周五; Fri 27 Nov."""
    weekday = str(WEEKDAYS_ABBR[day.weekday()])
    month = str(MONTHS_3[day.month]).capitalize()
    zh, en = f"{day.month}月{day.day}日 {weekday.replace('星期', '周')}", f"{weekday} {day.day} {month}"
    return in_language(f"{day.year}年{zh}", f"{en} {day.year}") if year else in_language(zh, en)


def weekday(number: int) -> str:
    """0 is Monday."""
    return in_language(str(WEEKDAYS_ABBR[number]).replace("星期", "周"), str(WEEKDAYS_ABBR[number]))


def moment(at: datetime) -> str:
    """11月27日 周五 19:30."""
    return f"{day_words(beijing_day(at))} {clock(at)}"


def times(span: Span) -> str:
    """22:00–02:00 the next day."""
    words = f"{clock(span.start)}–{clock(span.end)}"
    if beijing_day(span.end) == beijing_day(span.start) or clock(span.end) == "00:00":
        return words.replace("–00:00", "–24:00")
    return _("%(from)s–%(to)s next day") % {"from": clock(span.start), "to": clock(span.end)}


def when(span: Span) -> str:
    """11月27日 周五 22:00–次日02:00."""
    return f"{day_words(beijing_day(span.start))} {times(span)}"


def block(who: str, span: Span, state: str) -> str:
    """What a booking says on the sheet."""
    return f"{who} {clock(span.start)}–{clock(span.end)} {state}"


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def reasons(refused: NotBooked) -> list[str]:
    return [refusal_words(one) for one in refused.refusals]


def refusal_words(one: Refusal) -> str:
    return message(one.code, dict[str, Any](one.params))
