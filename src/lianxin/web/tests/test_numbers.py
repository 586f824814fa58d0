from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from lianxin.web.templatetags.numbers import number, short
from lianxin.web.templatetags.words import saying
from lianxin.web.words import dimension_words, month_words, period_words, unit_words, worded


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"),
        (0, "0"),
        (1234567, "1,234,567"),
        ("19873211.40", "19,873,211.40"),
        ("-0.05", "-0.05"),
        (27.8, "27.8"),
    ],
)
def test_number(value: Any, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (None, "", ""),
        (0, "0", "0"),
        (12.5, "12.5", "12.5"),
        ("99.90", "99.9", "99.9"),
        ("100.50", "101", "101"),
        (9999, "9,999", "9,999"),
        (10000, "1万", "10,000"),
        ("1203311.10", "120万", "1,203,311"),
        (23456, "2.3万", "23,456"),
        (123456789, "1.2亿", "123,456,789"),
    ],
)
def test_short(value: Any, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert short(value) == chinese
    with translation.override("en"):
        assert short(value) == english


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("2021", "2021年", "2021"),
        ("2021H2", "2021年下半年", "second half of 2021"),
        ("2021Q3", "2021年三季度", "3rd quarter of 2021"),
        ("2021-09", "2021年9月", "Sep 2021"),
        ("2020..2021", "2020年至2021年", "2020 to 2021"),
        ("2021-09-01..2021-12-31", "2021-09-01至2021-12-31", "2021-09-01 to 2021-12-31"),
    ],
)
def test_periods(text: str, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert period_words(text).replace(" ", "") == chinese
    with translation.override("en"):
        assert period_words(text) == english


@pytest.mark.parametrize(
    ("value", "in_table", "on_card"),
    [
        (None, "", ""),
        (200, "200场", ""),
        (3987, "近4000场", "近4000场"),
        ("1.30", "1.3场", ""),
        ("40000.00", "4万场", "4万场"),
        (33.3, "33.3场", ""),
    ],
)
def test_honest_words_on_a_card_say_more_than_the_number(value: Any, in_table: str, on_card: str) -> None:
    figure = SimpleNamespace(unit="场")
    with translation.override("zh-hans"):
        assert (worded(value, "场"), saying(figure, value)) == (in_table, on_card)
    with translation.override("zh-hant"):
        assert saying(figure, value) == on_card.replace("万场", "萬場").replace("场", "場")
    with translation.override("en"):
        assert (worded(value, "场"), saying(figure, value)) == ("", "")


def test_words_follow_the_language() -> None:
    with translation.override("zh-hant"):
        assert (unit_words("场"), dimension_words("platform"), month_words("2021-09")) == (
            "場",
            "平臺",
            "9月",
        )
    with translation.override("en"):
        assert (unit_words("场"), unit_words("元")) == ("", "yuan")
        assert (dimension_words("platform"), month_words("2021-09")) == ("Platform", "Sep")
