"""One cell to one value. Pure; every cleaner takes what a reader gives and raises nothing but CellError.

Empty cells give "" (text, identifier), [] (words) or None. `plain` is the text form of any cell, and marks
the numbers from which an xlsx has already lost digits, so that they are still refused as text.
"""

import datetime as dt
import math
import re
import unicodedata
from decimal import Decimal

from lianxin.engines.tabular.problems import CellError

#: What a reader may give for a cell.
Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | Decimal | None

#: Stands before the text of a number of 16 or more digits: Excel keeps 15, the rest is made up.
DAMAGED = "\ue000"

#: Trimmed from both ends: str.strip() knows blanks, TAB, NBSP and U+3000; these are invisible too.
TRIM = (
    " \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680"
    + "".join(map(chr, range(0x2000, 0x200C)))
    + ("\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\x00")
)
#: How the grey sample row of a template begins; a record that begins so is written with a quote before it.
SAMPLE_MARKS = ("示例：", "示例:")
EMPTY = frozenset({"", "-", "--", "—", "/", "None", "nan", "NULL"})

_WRAPPED = re.compile(r'="(.*)"', re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SCIENTIFIC = re.compile(r"[+-]?\d+(\.\d+)?[eE]\+\d+|[+-]?\d+\.\d+[eE]\d+")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_GROUPS = re.compile(r"(?<=\d),(?=\d{3,4}(?:\D|$))")  # thousands, or 万; not the comma of 1,5
_DAY = r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?"
_CLOCK = r"(\d{1,2})[:时点](?:(\d{1,2})(?:[:分](?:(\d{1,2})(?:\.(\d+))?秒?)?)?)?"
_MOMENT = re.compile(rf"{_DAY}(?:(?:[\sT]+|(?<=日)){_CLOCK})?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SERIAL = re.compile(r"\d{5}(\.\d+)?", re.ASCII)
_YES = frozenset({"是", "true", "1", "y", "yes", "√", "✓", "✔", "对"})
_NO = frozenset({"否", "false", "0", "n", "no", "×", "✗", "x", "不是", "错"})
_SERIAL_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001  right from 1900-03-01 on
YEARS = range(1900, 2200)
_DIGITS = 18


def plain(value: Cell) -> str:  # noqa: PLR0911  one for each kind of cell
    """The cell as text, as Excel would show it: 15 significant digits, days as 2021-06-09, damage marked."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _plain_number(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.datetime):
        return _to_second(value).isoformat(" ")
    if isinstance(value, dt.timedelta):
        return _plain_span(value)
    return str(value)


def _plain_number(value: float) -> str:
    if not math.isfinite(value):
        return "" if math.isnan(value) else "inf"
    if abs(value) >= 1e15:
        return f"{DAMAGED}{value:.0f}" if isinstance(value, float) else f"{DAMAGED}{value}"
    if value == int(value):
        return str(int(value))
    return format(Decimal(f"{value:.15g}"), "f")


def _plain_span(span: dt.timedelta) -> str:
    """Hours may pass 24: 26:03:05."""
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


def _unwrap(value: Cell) -> tuple[str, bool]:
    """Trimmed, without ="…" and one leading quote; and whether there was a quote: then the rest is meant."""
    text = plain(value).strip(TRIM).lstrip(DAMAGED).strip(TRIM)
    wrapped = _WRAPPED.fullmatch(text)
    if wrapped:
        text = wrapped[1].replace('""', '"').strip(TRIM)
    if text[:1] in ("'", "`"):
        return text[1:].strip(TRIM), True
    return text, False


def _bare(value: Cell) -> str:
    """Unwrapped, full-width forms folded, "" for an empty word."""
    text, _ = _unwrap(value)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).strip(TRIM)
    return "" if text in EMPTY else text


def text(value: Cell) -> str:
    """Free text: line breaks inside stay, control characters go. A quoted empty word ('-) is meant."""
    found, quoted = _unwrap(value)
    return "" if found in EMPTY and not quoted else _CONTROL.sub("", found)


def identifier(value: Cell) -> str:
    """An order number, account id, code. Refuses what is damaged: scientific_id, number_id, damaged_id."""
    raw = plain(value).strip(TRIM)
    if raw.startswith(DAMAGED):
        raise CellError("number_id", raw.lstrip(DAMAGED))
    found = _bare(value)
    if _SCIENTIFIC.fullmatch(found):
        raise CellError("scientific_id", found)
    if "\ufffd" in found:
        raise CellError("damaged_id", found)
    return _CONTROL.sub("", found)


def _number(value: Cell, places: int, *, strip: str = "") -> Decimal | None:
    if isinstance(value, bool):
        raise CellError("bad_number", plain(value))
    found = _bare(value)
    bare = found.translate({ord(sign): None for sign in strip + " "}).strip(TRIM)
    negative = len(bare) > 2 and bare[0] == "(" and bare[-1] == ")"
    bare = _GROUPS.sub("", bare[1:-1] if negative else bare)
    if not bare and not found:
        return None
    if not _NUMBER.fullmatch(bare) or (negative and bare[0] in "+-"):
        raise CellError("bad_number", found)
    number = Decimal(bare)
    return _fitting(-number if negative else number, places, found)


def _fitting(number: Decimal, places: int, found: str) -> Decimal:
    """With exactly `places` places, or an error: rounding would change what the file says."""
    if number.adjusted() >= _DIGITS - places and number:
        raise CellError("too_big", found)
    shown = f"{number:f}"
    whole, _, fraction = shown.partition(".")
    if fraction[places:].strip("0"):
        raise CellError("too_precise", found, places=places)
    kept = fraction[:places].ljust(places, "0")
    return Decimal(f"{whole}.{kept}" if places else whole) + 0  # + 0: there is no -0.00


def whole(value: Cell) -> int | None:
    """A count. 12, 12.0, 1,234."""
    number = _number(value, 0)
    return None if number is None else int(number)


def decimal(value: Cell) -> Decimal | None:
    """A quantity with up to four places."""
    return _number(value, 4)


def amount(value: Cell) -> Decimal | None:
    """Yuan with two places; ￥ ¥ 元 and commas fall away, (1.23) is negative, 无 is empty."""
    if _bare(value) == "无":
        return None
    return _number(value, 2, strip="¥￥元")


def percent(value: Cell) -> Decimal | None:
    """0 to 100 with two places: "30.0%", "30" and 30 are all 30.

    A number above 0 and up to 1 is refused: a cell that Excel shows as 50% holds 0.5, and how it is shown is
    not known here.
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1:
        raise CellError("percent_or_part", plain(value))
    return _number(value, 2, strip="%")


def moment(value: Cell) -> dt.datetime | None:
    """A time of day in Beijing, without zone, to the second. Excel serials are days of the 1900 system."""
    if isinstance(value, dt.datetime):
        return _checked(_to_second(value.replace(tzinfo=None)), plain(value))
    if isinstance(value, dt.date):
        return _checked(dt.datetime.combine(value, dt.time()), plain(value))
    found = _bare(value)
    if not found:
        return None
    try:
        return _checked(_read_moment(found), found)
    except (ValueError, OverflowError) as error:
        raise CellError("bad_date", found) from error


def _read_moment(found: str) -> dt.datetime:
    written = _MOMENT.fullmatch(found)
    if written:
        year, month, day, hour, minute, second = (int(part or 0) for part in written.groups()[:6])
        at = dt.datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  Beijing, as all of them
        return _to_second(at + dt.timedelta(seconds=float(f"0.{written[7] or 0}")))
    compact = _COMPACT.fullmatch(found)
    if compact:
        return dt.datetime(int(compact[1]), int(compact[2]), int(compact[3]))  # noqa: DTZ001
    if _SERIAL.fullmatch(found):  # five digits: 1927 to 2173, so that a year is never taken for one
        return _to_second(_SERIAL_ZERO + dt.timedelta(days=float(found)))
    raise ValueError(found)


def _to_second(at: dt.datetime) -> dt.datetime:
    """Excel keeps days as floats: 21:25:25 may come back as 21:25:24.999999."""
    if not at.microsecond:
        return at
    floor = at.replace(microsecond=0)
    late = at.microsecond >= 500_000 and floor.year < dt.MAXYEAR
    return floor + dt.timedelta(seconds=1) if late else floor


def _checked(at: dt.datetime, found: str) -> dt.datetime:
    if at.year not in YEARS:
        raise CellError("bad_date", found)
    return at


def day(value: Cell) -> dt.date | None:
    """A date; a time of day behind it falls away."""
    at = moment(value)
    return None if at is None else at.date()


def flag(value: Cell) -> bool | None:
    """是/否, TRUE/FALSE, 1/0, yes/no, √/×."""
    found = _bare(value).casefold()
    if found in _YES or found in _NO:
        return found in _YES
    if found:
        raise CellError("bad_flag", found)
    return None


def words(value: Cell) -> list[str]:
    """A list separated by ； ; or 、"""
    return [
        word for part in re.split("[；;、]", text(value)) if (word := part.strip(TRIM)) and word not in EMPTY
    ]


def escape(value: str) -> str:
    """How a text must stand in a cell so that `text` gives it back: quoted if it would lose something."""
    risky = value[:1] in ("'", "`") or value.startswith(('="', *SAMPLE_MARKS)) or value in EMPTY - {""}
    return f"'{value}" if risky else value
