from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.lib.money import half_up, one_place, percent, two_places

DECIMALS = st.decimals(min_value=-(10**20), max_value=10**20, allow_nan=False, places=5)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0.00"),
        (Decimal("-0.00"), "0.00"),
        (Decimal("-0.004"), "0.00"),
        (Decimal("-0.005"), "-0.01"),
        (Decimal("0.005"), "0.01"),
        (Decimal("0.0049999"), "0.00"),
        (Decimal("1203311.1"), "1203311.10"),
        (Decimal("19873211.40"), "19873211.40"),
        (Decimal("1E+3"), "1000.00"),
        (Decimal("-12.345"), "-12.35"),
        (Decimal("99999999999999999999999999999999999.995"), "100000000000000000000000000000000000.00"),
        (7, "7.00"),
        (-7, "-7.00"),
        (2.675, "2.68"),
        (1e-9, "0.00"),
        (1e22, "10000000000000000000000.00"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
    ],
)
def test_two_places(value, text):
    assert two_places(value) == text


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (0, 0.0), (0.05, 0.1), (0.15, 0.2), (0.25, 0.3), (0.35, 0.4), (0.049, 0.0), (-0.05, -0.1),
        (-0.04, 0.0),
        (27.75, 27.8), (27.749, 27.7), (Decimal("99.95"), 100.0), (Fraction(1, 3), 0.3), (12, 12.0),
    ],
)  # fmt: skip
def test_one_place(value, rounded):
    result = one_place(value)
    assert result == rounded
    assert isinstance(result, float)
    assert str(result) == str(rounded)  # no -0.0


@given(DECIMALS, st.integers(0, 4))
def test_half_up_is_what_decimal_calls_half_up(value, places):
    with localcontext() as context:
        context.prec = 60
        expected = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert half_up(value, places) == expected
    assert half_up(value, places).as_tuple().exponent == -places


@pytest.mark.parametrize(
    ("part", "whole", "result"),
    [
        (1, 3, 33.3),
        (2, 3, 66.7),
        (1, 8, 12.5),
        (1, 16, 6.3),  # 6.25 exactly: half up
        (1, 2000, 0.1),  # 0.05 exactly
        (1, 2001, 0.0),
        (0, 5, 0.0),
        (5, 5, 100.0),
        (867, 3120, 27.8),
        (-867, 3120, -27.8),
        (Decimal("0.10"), Decimal("0.30"), 33.3),
        (Decimal("1.005"), 100, 1.0),
        (10**30 + 1, 10**30, 100.0),
        (1, 0, None),
        (0, 0, None),
        (1, Decimal("0.00"), None),
        (1, None, None),
    ],
)
def test_percent(part, whole, result):
    assert percent(part, whole) == result


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**15))
def test_percent_is_within_half_a_step(part, whole):
    """A float holds one decimal up to 5 * 10**14 percent, more than any part of any whole here."""
    result = Fraction(str(percent(part, whole)))
    difference = abs(result - Fraction(100 * part, whole))
    assert difference <= Fraction(1, 20)
    assert result.denominator in (1, 2, 5, 10)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(value):
    with pytest.raises((ValueError, OverflowError)):
        half_up(value, 2)
