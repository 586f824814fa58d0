"""Scalar cleaners: exact cases, and for any input nothing but a value of the right type or CellError."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.engines.tabular import CellError, cells
from lianxin.engines.tabular.cells import DAMAGED

NUMBERISH = st.text(alphabet="0123456789.,-+eE()¥￥元% '\"=/:年月日\t\u3000无")
ANY_CELL = st.one_of(
    st.text(), NUMBERISH, st.integers(), st.floats(), st.booleans(), st.none(),
    st.datetimes(), st.dates(), st.times(), st.timedeltas(), st.decimals(),
)  # fmt: skip
RETURNS = {
    cells.text: str, cells.identifier: str, cells.whole: int, cells.decimal: Decimal, cells.amount: Decimal,
    cells.percent: Decimal, cells.day: dt.date, cells.moment: dt.datetime, cells.flag: bool,
    cells.words: list,
}  # fmt: skip


@pytest.mark.parametrize(
    ("cleaner", "cell", "value"),
    [
        (cells.text, " \t\u3000\xa0\ufeff 茶叶\t", "茶叶"),
        (cells.text, '="00123"', "00123"),
        (cells.text, "'13800000000", "13800000000"),
        (cells.text, "`x", "x"),
        (cells.text, "''x", "'x"),
        (cells.text, "'-", "-"),
        (cells.text, "无", "无"),
        (cells.text, "a\x00b\nc", "ab\nc"),
        *[(cells.text, word, "") for word in ("", "-", "--", "—", "/", "None", "nan", "NULL", None)],
        *[
            (cells.amount, word, None)
            for word in ("", "-", "--", "—", "/", "无", "None", "nan", "NULL", None)
        ],
        (cells.identifier, "\t6921234567890123456\t", "6921234567890123456"),
        (cells.identifier, "210607-198974342268", "210607-198974342268"),
        (cells.identifier, 12.0, "12"),
        (cells.identifier, 999999999999999, "999999999999999"),
        (cells.identifier, "１２３", "123"),
        (cells.whole, "1,234", 1234),
        (cells.whole, "12.0", 12),
        (cells.whole, 12.0, 12),
        (cells.whole, "-3", -3),
        (cells.decimal, "0.1250", Decimal("0.1250")),
        (cells.amount, "¥1,299.90", Decimal("1299.90")),
        (cells.amount, "￥ 1,234,567.8", Decimal("1234567.80")),
        (cells.amount, "12.50元", Decimal("12.50")),
        (cells.amount, "(1.23)", Decimal("-1.23")),
        (cells.amount, "（1.23）", Decimal("-1.23")),
        (cells.amount, "１２．５", Decimal("12.50")),
        (cells.amount, "-0.00", Decimal("0.00")),
        (cells.amount, 0.1 + 0.2, Decimal("0.30")),
        (cells.amount, "1.500", Decimal("1.50")),
        (cells.percent, "30.0%", Decimal("30.00")),
        (cells.percent, 30, Decimal("30.00")),
        (cells.percent, "0.5", Decimal("0.50")),
        (cells.percent, "1%", Decimal("1.00")),
        (cells.percent, 0, Decimal("0.00")),
        (cells.moment, "2021-06-09 21:25:25", dt.datetime(2021, 6, 9, 21, 25, 25)),
        (cells.moment, "2021-06-09T21:25:25", dt.datetime(2021, 6, 9, 21, 25, 25)),
        (cells.moment, "2021/6/9 21:25", dt.datetime(2021, 6, 9, 21, 25)),
        (cells.moment, "2021年6月9日", dt.datetime(2021, 6, 9)),
        (cells.moment, "2021年6月9日21时5分", dt.datetime(2021, 6, 9, 21, 5)),
        (cells.moment, "2021.6.9", dt.datetime(2021, 6, 9)),
        (cells.moment, "2021-06-09 21:25:25.0", dt.datetime(2021, 6, 9, 21, 25, 25)),
        (cells.moment, 44356.89265046296, dt.datetime(2021, 6, 9, 21, 25, 25)),
        (cells.moment, "44356.5", dt.datetime(2021, 6, 9, 12)),
        (cells.moment, dt.datetime(2021, 6, 9, 21, 25, 24, 999_999), dt.datetime(2021, 6, 9, 21, 25, 25)),
        (cells.day, 44356, dt.date(2021, 6, 9)),
        (cells.day, "20210609", dt.date(2021, 6, 9)),
        (cells.day, "2020-02-29", dt.date(2020, 2, 29)),
        (cells.flag, "是", True),
        (cells.flag, True, True),
        (cells.flag, "否", False),
        (cells.flag, 0, False),
        (cells.flag, "", None),
        (cells.words, "甲；乙;丙、 丁 ；", ["甲", "乙", "丙", "丁"]),
        (cells.words, None, []),
    ],
)
def test_reads(cleaner, cell, value):
    found = cleaner(cell)
    assert found == value
    assert str(found) == str(value)  # Decimal("1.5") equals Decimal("1.50"), True equals 1


@pytest.mark.parametrize(
    ("cleaner", "cell", "code"),
    [
        (cells.identifier, "6.92E+18", "scientific_id"),
        (cells.identifier, "\t6.92123e+18", "scientific_id"),
        (cells.identifier, '="6.92E+18"', "scientific_id"),
        (cells.identifier, 6.921234567890123e18, "number_id"),
        (cells.identifier, 1_000_000_000_000_000, "number_id"),
        (cells.identifier, cells.plain(6.92e18), "number_id"),
        (cells.identifier, "69\ufffd", "damaged_id"),
        (cells.amount, "无退款申请", "bad_number"),
        (cells.amount, "1.234", "too_precise"),
        (cells.amount, "1e3", "bad_number"),
        (cells.amount, "1,5", "bad_number"),
        (cells.amount, "元", "bad_number"),
        (cells.amount, True, "bad_number"),
        (cells.amount, "12345678901234567", "too_big"),
        (cells.whole, "1.5", "too_precise"),
        (cells.moment, "2021-02-30", "bad_date"),
        (cells.moment, "2021", "bad_date"),
        (cells.moment, "0000-00-00 00:00:00", "bad_date"),
        (cells.moment, "2021-06-09 24:00:00", "bad_date"),
        (cells.moment, "2021-06-0921:25", "bad_date"),
        (cells.day, "昨天", "bad_date"),
        (cells.flag, "也许", "bad_flag"),
        (cells.percent, 0.5, "percent_or_part"),
        (cells.percent, 1, "percent_or_part"),
    ],
)
def test_refuses(cleaner, cell, code):
    with pytest.raises(CellError) as caught:
        cleaner(cell)
    assert caught.value.code == code


@pytest.mark.parametrize("cleaner", RETURNS, ids=lambda cleaner: cleaner.__name__)
def test_gives_its_type_or_a_cell_error(cleaner):
    @settings(deadline=None)  # the machine may be busy
    @given(ANY_CELL)
    def check(cell):
        try:
            found = cleaner(cell)
        except CellError as error:
            assert error.code and isinstance(error.value, str)
        else:
            assert found is None or type(found) is RETURNS[cleaner]

    check()


@settings(deadline=None)  # the machine may be busy
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_text_of_a_number_is_read_like_the_number(number):
    def outcome(cell):
        try:
            return cells.amount(cell)
        except CellError as error:
            return error.code

    assert outcome(cells.plain(number)) == outcome(number)


@settings(deadline=None)  # the machine may be busy
@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("'`=\"-/")))
def test_an_escaped_text_comes_back(value):
    value = value.strip(cells.TRIM).lstrip(DAMAGED).strip(cells.TRIM)
    assert cells.text(cells.escape(value)) == value
