"""Words for what is declared elsewhere: figures, units, dimensions, periods; in the active language."""

from decimal import Decimal
from functools import cache
from typing import Any

from django.utils.dates import MONTHS_3, WEEKDAYS_ABBR
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.engines.charts import ENGLISH, Words
from lianxin.engines.phrases import phrase


def N_(message: str) -> str:  # noqa: N802  the name that message extraction knows
    return message


def in_language(zh: str, en: str) -> str:
    """The English words, or the Chinese ones in the script that the page is in."""
    if not chinese():
        return en or zh
    return traditional(zh) if get_language() == "zh-hant" else zh


def worded(value: int | float | str | None, unit: str) -> str:
    """A figure's value, as in `figures --json`, in the honest words of a table; "" without a value.

    There are no such words in English, where the exact value speaks for itself.
    """
    if not chinese():
        return ""
    exact = Decimal(value) if isinstance(value, str) else value
    return in_language(phrase(exact, unit, style="table") or "", "")


def chart_words() -> Words:
    """What charts say by themselves."""
    if not chinese():
        return ENGLISH
    return Words((in_language("万", ""), in_language("亿", "")), in_language("没有记录", ""))


def chinese() -> bool:
    return (get_language() or "").startswith("zh")


@cache
def traditional(words: str) -> str:
    return str(_converter().convert(words))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("s2tw")


#: What figures are split and filtered by, in words.
DIMENSIONS = {
    "month": N_("Month"),
    "year": N_("Year"),
    "adopted": N_("Outcome"),
    "base": N_("Base"),
    "campaign_no": N_("Campaign"),
    "category": N_("Category"),
    "certification": N_("Certification"),
    "channel": N_("Channel"),
    "host": N_("Host"),
    "industry": N_("Industry"),
    "kind": N_("Kind"),
    "lead_unit": N_("Lead unit"),
    "level": N_("Level"),
    "member_no": N_("Member"),
    "mentor_no": N_("Mentor"),
    "officer_no": N_("Officer"),
    "operator": N_("Operator"),
    "partner": N_("Partner"),
    "platform": N_("Platform"),
    "producer": N_("Producer"),
    "product_no": N_("Product"),
    "province": N_("Province"),
    "role": N_("Role"),
    "topic": N_("Topic"),
    "town": N_("Town"),
    "unit": N_("Unit"),
}
#: Units that English says too; what is counted is named by its figure.
ENGLISH_UNITS = {"元": "yuan", "%": "%", "小时": "hours", "天": "days", "亩": "mu"}
#: Codes that the canonical order line holds, by column.
CODES = {
    "status": {
        "unpaid": N_("unpaid"),
        "paid": N_("paid"),
        "shipped": N_("shipped"),
        "completed": N_("completed"),
        "closed": N_("closed"),
    },
    "refund_basis": {
        "amount": N_("amount"),
        "aftersale": N_("aftersale"),
        "assumed-full": N_("assumed-full"),
        "none": N_("none"),
    },
}
_PARTS = {
    "H1": N_("first half of %(year)s"),
    "H2": N_("second half of %(year)s"),
    "Q1": N_("1st quarter of %(year)s"),
    "Q2": N_("2nd quarter of %(year)s"),
    "Q3": N_("3rd quarter of %(year)s"),
    "Q4": N_("4th quarter of %(year)s"),
}


def unit_words(unit: str) -> str:
    """As printed behind a value; "" where English needs none."""
    return ENGLISH_UNITS.get(unit, "") if not chinese() else in_language(unit, "")


def dimension_words(name: str) -> str:
    return _(DIMENSIONS[name]) if name in DIMENSIONS else name


def code_words(column: str, value: str) -> str:
    """A code in words; other values as they are."""
    code = CODES.get(column, {}).get(value)
    return _(code) if code else value


def period_words(text: str) -> str:
    """2021Q3 as people say it."""
    first, dots, last = text.partition("..")
    if dots:
        return _("%(first)s to %(last)s") % {"first": period_words(first), "last": period_words(last)}
    if text[4:] in _PARTS:
        return _(_PARTS[text[4:]]) % {"year": text[:4]}
    if len(text) == 7:
        return in_language(f"{text[:4]}年{int(text[5:])}月", f"{_short_month(text)} {text[:4]}")
    return in_language(f"{text}年", text) if len(text) == 4 else text


def month_words(text: str) -> str:
    """2021-09 where the year goes without saying."""
    return in_language(f"{int(text[5:])}月", _short_month(text))


def weekday_words(day: int) -> str:
    """0 is Monday."""
    return in_language(f"周{'一二三四五六日'[day]}", str(WEEKDAYS_ABBR[day]))


def _short_month(text: str) -> str:
    return str(MONTHS_3[int(text[5:])]).capitalize()
