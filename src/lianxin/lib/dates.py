"""Reporting periods and the one time zone."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")

#: One example of each form that `parse_period` accepts.
PERIOD_FORMS = ("2021", "2021H1", "2021Q3", "2021-09", "2021-09-01..2021-12-31", "2020..2021")

_YEAR = re.compile(r"[0-9]{4}")
_PART = re.compile(r"([0-9]{4})(?:H([12])|Q([1-4])|-(0[1-9]|1[0-2]))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class PeriodError(ValueError):
    """A text that is not a period. `.text` is what was given."""

    code = "bad_period"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
        self.params = {"text": text, "forms": PERIOD_FORMS}


@dataclass(frozen=True)
class Period:
    """A span of days, both ends included; `text` is how it was written. Made by `parse_period`."""

    text: str
    first: date
    last: date

    def previous(self) -> "Period":
        """The same span one year earlier: 2020-02 becomes the whole of 2019-02.

        In day ranges each day is shifted, and 29 February becomes 28 February.
        """
        text = "..".join(_one_year_earlier(end) for end in self.text.split(".."))
        return Period(text, *_span(text))


def parse_period(text: str) -> Period:
    """One of PERIOD_FORMS, in the years 1000 to 2999.

    Raises PeriodError for anything else, also for a day that does not exist or an end before the beginning.
    """
    try:
        first, last = _span(text)
    except ValueError as error:
        raise PeriodError(text) from error
    if not 1000 <= first.year <= last.year < 3000 or last < first:
        raise PeriodError(text)
    return Period(text, first, last)


def _span(text: str) -> tuple[date, date]:
    begin, dots, end = text.partition("..")
    if not dots:
        return _named(text)
    if _YEAR.fullmatch(begin) and _YEAR.fullmatch(end):
        return date(int(begin), 1, 1), date(int(end), 12, 31)
    if _DAY.fullmatch(begin) and _DAY.fullmatch(end):
        return date.fromisoformat(begin), date.fromisoformat(end)
    raise ValueError(text)


def _named(text: str) -> tuple[date, date]:
    match = _PART.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, half, quarter, month = (int(part) if part else 0 for part in match.groups())
    length = 6 if half else 3 if quarter else 1 if month else 12
    number = half or quarter or month or 1
    last_month = number * length
    first = date(year, last_month - length + 1, 1)
    return first, date(year, last_month, monthrange(year, last_month)[1])


def _one_year_earlier(end: str) -> str:
    rest = "-02-28" if end[4:] == "-02-29" else end[4:]
    return f"{int(end[:4]) - 1:04d}{rest}"
