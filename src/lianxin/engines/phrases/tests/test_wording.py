"""The wording rules, each example, every small number against a slow oracle, and every phrase read back."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lianxin.engines.phrases import phrase

COUNTS = st.integers(1, 10**13) | st.integers(1, 20_000)
AMOUNTS = st.decimals(min_value="0.01", max_value="9999999999999.99", places=2)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, None), (0, "0件"), (1, "达1件"), (8, "达8件"), (9, "达9件"),
        (10, "达10件"), (11, "达11件"), (18, "达18件"), (19, "近20件"), (20, "达20件"),
        (22, "达22件"), (23, "达23件"), (62, "超60件"), (63, "达63件"), (65, "达65件"),
        (94, "超90件"), (95, "近100件"), (99, "近100件"), (100, "达100件"), (101, "超100件"),
        (104, "超100件"), (105, "近110件"), (115, "近120件"), (142, "超140件"), (204, "超200件"),
        (255, "近260件"), (949, "近950件"), (950, "近1000件"), (3987, "近4000件"), (4000, "达4000件"),
        (4980, "近5000件"), (5020, "超5000件"), (5900, "近6000件"), (9_499, "近9500件"), (9_500, "近1万件"),
        (9_999, "近1万件"), (10_000, "达1万件"), (10_001, "超1万件"), (10_499, "超1万件"),
        (10_500, "近1.1万件"),
        (12_345, "超1.2万件"), (99_999, "近10万件"), (3_312_456, "超330万件"),
        (10_990_000, "近1100万件"), (99_999_999, "近1亿件"),
        (100_000_000, "达1亿件"), (100_000_001, "超1亿件"), (112_000_000, "超1.1亿件"),
        (199_999_999, "近2亿件"), (10**12, "达10000亿件"),
    ],
)  # fmt: skip
def test_counts(value, words):
    assert phrase(value, "件") == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("19873211.40", "近2000万元"),
        ("20000000.00", "达2000万元"),
        ("19999999.99", "近2000万元"),
        ("20000000.01", "超2000万元"),
        ("99999999.99", "近1亿元"),
        ("100000000.00", "达1亿元"),
        ("100000000.01", "超1亿元"),
        ("9999.99", "近1万元"),
        ("10000.00", "达1万元"),
        ("10000.01", "超1万元"),
        ("1500000.00", "达150万元"),
        ("9499.99", "近9500元"),
        ("9500.00", "近1万元"),
        ("10499.99", "超1万元"),
        ("10500.00", "近1.1万元"),
        ("0.00", "0元"),
        ("0.01", "0.01元"),
        ("0.94", "0.94元"),
        ("0.95", "近1元"),
        ("1.00", "达1元"),
        ("1.04", "超1元"),
        ("1.05", "1.05元"),
        ("1.50", "1.5元"),
        ("9.87", "近10元"),
        ("12.34", "超12元"),
        ("-0.01", "-0.01元"),
        ("-1234.50", "-1234.5元"),
        ("-9999.99", "-9999.99元"),
        ("-10000.00", "-1万元"),
        ("-10000.01", "-1万元"),
        ("-12345.00", "-1.23万元"),
        ("-12350.00", "-1.24万元"),
        ("-99994999.99", "-9999.5万元"),
        ("-99999949.99", "-9999.99万元"),
        ("-99999999.99", "-9999.99万元"),
        ("-100000000.00", "-1亿元"),
        ("-123456789.00", "-1.23亿元"),
    ],
)
def test_money(value, words):
    assert phrase(Decimal(value), "元") == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.0, "0%"), (27.8, "27.8%"), (95.0, "95%"), (100.0, "100%"), (-3.5, "-3.5%"), (12345.6, "1.23万%")],
)
def test_what_is_rounded_already_stands_as_it_is(value, words):
    assert phrase(value, "%") == words
    assert phrase(value, "%", style="table") == words
    assert phrase(value, "%", style="多") == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0次"),
        (8, "8次"),
        (4000, "4000次"),
        (10_000, "1万次"),
        (65, "65次"),
        (3987, "近4000次"),
        (204, "超200次"),
    ],
)
def test_tables_leave_out_the_word_for_exact_numbers(value, words):
    assert phrase(value, "次", style="table") == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (3_312_456, "330多万单"),
        (3_300_000, "300多万单"),
        (3_000_000, "达300万单"),
        (12_345, "1.2万多单"),
        (30_001, "3万多单"),
        (300_001, "30多万单"),
        (112_345_678, "1.1亿多单"),
        (2_012_345_678, "20多亿单"),
        (417, "410多单"),
        (402, "400多单"),
        (400, "达400单"),
        (23, "20多单"),
        (20, "达20单"),
        (11, "10多单"),
        (10, "达10单"),
        (8, "达8单"),
        (0, "0单"),
        (-23, "-23单"),
        (Decimal("12.50"), "10多单"),
        (Decimal("5.50"), "5.5单"),
        (Decimal("2034500.00"), "200多万单"),
    ],
)
def test_more_than(value, words):
    assert phrase(value, "单", style="多") == words
    assert phrase(value, "单", style="余") == words.replace("多", "余")


@pytest.mark.parametrize(
    ("value", "previous", "words"),
    [
        (10_001, 9_999, "突破1万单"),
        (10_001, 10_000, "超1万单"),
        (10_001, 10_002, "超1万单"),
        (10_001, None, "超1万单"),
        (10_001, 0, "突破1万单"),
        (10_000, 9_000, "达1万单"),
        (9_999, 9_000, "近1万单"),
        (Decimal("10000.01"), Decimal("9999.99"), "突破1万单"),
        (0, None, "0单"),
        (-5, -10, "-5单"),
    ],
)
def test_broken_through_only_from_below(value, previous, words):
    assert phrase(value, "单", previous=previous, crossed=True) == words
    assert "突破" not in phrase(value, "单", previous=previous)


ROUND = sorted({d * 10**e for d in range(1, 100) for e in range(14)})
ONE_DIGIT = {d * 10**e for d in range(1, 10) for e in range(15)}


def oracle(x):
    """The rule as it is written, tried on every round number there is."""
    for candidates in ([n for n in ROUND if n in ONE_DIGIT], ROUND):
        fitting = [n for n in candidates if 95 * n <= 100 * x < 105 * n]
        if fitting:
            nearest = min(abs(n - x) for n in fitting)
            return max(n for n in fitting if abs(n - x) == nearest)
    return None


NUMBER = re.compile(r"(-?)([0-9]+(?:\.[0-9]+)?)([余多]?)(万|亿|)([余多]?)")


def read_back(words):
    """(marker, number, the step of its last digit) that a reader takes from a phrase."""
    marker = words[:2] if words.startswith("突破") else words[0] if words[0] in "近超达" else ""
    match = NUMBER.fullmatch(words.removeprefix(marker))
    assert match, words
    sign, digits, inside, letter, outside = match.groups()
    assert not (inside and outside)
    assert not (marker and (inside or outside))
    number = Fraction(digits) * {"": 1, "万": 10**4, "亿": 10**8}[letter]
    assert (letter == "亿") == (number >= 10**8)
    assert (letter == "万") == (10**4 <= number < 10**8)
    assert "." not in digits or digits[-1] != "0"
    step = 1
    while number % (step * 10) == 0 and number > 0:
        step *= 10
    return marker or inside or outside, -number if sign else number, step


def test_every_small_count_follows_the_rule():
    for x in range(1, 12_000):
        marker, number, _ = read_back(phrase(x, ""))
        assert number == oracle(x)
        assert marker == ("近" if x < number else "超" if x > number else "达")


@given(COUNTS | AMOUNTS)
@example(99_999_999)
@example(Decimal("9999.99"))
def test_words_are_true(x):
    marker, number, _ = read_back(phrase(x, ""))
    if marker == "近":
        assert Fraction(95, 100) * number <= x < number
    elif marker == "超":
        assert number < x < Fraction(105, 100) * number
    else:
        assert number == x
    assert oracle(x) == (number if marker else None)


@given(COUNTS | AMOUNTS, st.sampled_from(["余", "多"]))
def test_more_is_true(x, style):
    marker, number, step = read_back(phrase(x, "", style=style))
    if marker == style:
        assert number < x < number + step
        assert number in ROUND


@given(COUNTS, st.integers(-(10**6), 10**13))
def test_broken_through_is_true(x, previous):
    marker, number, _ = read_back(phrase(x, "", previous=previous, crossed=True))
    assert (marker == "突破") == (previous < number < x)


@given(st.integers(-(10**13), -1) | AMOUNTS.map(lambda x: -x))
@example(-99_999_999)
@example(Decimal("-99999999.99"))
def test_negative_numbers_stand_for_themselves(x):
    marker, number, _ = read_back(phrase(x, ""))
    assert marker == ""
    if abs(x) < 10_000:
        assert number == x
    else:
        assert abs(number - Fraction(x)) <= abs(Fraction(x)) / 200  # half of 0.01万 on 1万, at most
