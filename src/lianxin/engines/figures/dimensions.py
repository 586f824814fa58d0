"""What a figure is split and filtered by: columns of its evidence, and month and year of its date."""

import re
from datetime import date
from typing import Any

from lianxin.engines.figures.errors import BadValue

#: Dimensions that are read off `at`.
DATED = ("month", "year")
_FORMS = {"month": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"), "year": re.compile(r"[0-9]{4}")}


def expression(rows: Any, dimension: str) -> Any:
    """What to group by: text, "" where there is none; 202109 for a month, 2021 for a year."""
    if dimension == "month":
        return rows.at.year().cast("int64") * 100 + rows.at.month()
    if dimension == "year":
        return rows.at.year().cast("int64")
    return rows[dimension].coalesce("")


def shown(dimension: str, key: object) -> str:
    """A group's key as it is printed."""
    if dimension == "month":
        return date(int(str(key)) // 100, int(str(key)) % 100, 1).strftime("%Y-%m")
    return str(key)


def typed(dimension: str, text: str) -> int | str:
    """A value to filter by, in the form of `expression`. Raises BadValue."""
    if dimension not in DATED:
        return text
    if not _FORMS[dimension].fullmatch(text):
        raise BadValue(dimension, text)
    return int(text.replace("-", ""))
