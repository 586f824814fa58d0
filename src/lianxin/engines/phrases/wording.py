"""Which word a number may carry. Every decision is taken on the exact value, never on a rounded one.

A round number N is a whole number with one or two significant digits. For x > 0:

- x = N: 达N in running text, plain N in tables;
- 0.95·N <= x < N: 近N;
- N < x < 1.05·N: 超N, or 突破N if asked for and the previous period was below N;
- anything else (0, negatives, parts of a small number): the number itself.

Fewer significant digits win; then the nearer N; on a tie the one above. There is never more than one marker.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from lianxin.engines.phrases.digits import grouped, number_itself
from lianxin.lib.money import exact

Style = Literal["text", "table", "余", "多"]


def phrase(
    value: int | float | Decimal | None,
    unit: str,
    *,
    style: Style = "text",
    previous: int | float | Decimal | None = None,
    crossed: bool = False,
) -> str | None:
    """The value in words with its unit, or None if there is no value.

    Counts are ints, money and other amounts Decimals. Percentages and medians are floats and already rounded,
    so that no word can be decided on them: they stand as they are. `style` 余 or 多 gives 330多万单 where a
    round number lies below; `crossed` asks for 突破 if `previous` allows it.
    """
    if value is None:
        return None
    if isinstance(value, float) or value <= 0:
        return number_itself(value) + unit
    x = exact(value)
    rounded = _round_number(x)
    if crossed and rounded and previous is not None and exact(previous) < rounded < x:
        return f"突破{grouped(rounded)}{unit}"
    if style in ("余", "多") and (below := _readable_below(x)):
        return grouped(below, more=style) + unit
    if rounded is None:
        return number_itself(value) + unit
    return _marker(x, rounded, style) + grouped(rounded) + unit


def _marker(x: Fraction, rounded: int, style: Style) -> str:
    if x < rounded:
        return "近"
    if x > rounded:
        return "超"
    return "" if style == "table" else "达"


def _round_number(x: Fraction) -> int | None:
    """The N that x may be called by."""
    for digits in (1, 2):
        fitting = [n for n in _neighbours(x, digits) if Fraction(95, 100) * n <= x < Fraction(105, 100) * n]
        if fitting:
            return min(fitting, key=lambda n: (abs(x - n), -n))
    return None


def _neighbours(x: Fraction, digits: int) -> Iterator[int]:
    """The whole numbers with that many significant digits on both sides of x; x itself if it is one."""
    step = _step(x, digits)
    below = int(x // step) * step
    if below:
        yield below
    yield below + step


def _step(x: Fraction, digits: int) -> int:
    """One unit of the last of the leading `digits` digits of x, at least 1: 1000 for 23456 and two digits."""
    return int("1" + "0" * (len(str(int(x))) - digits))


def _readable_below(x: Fraction) -> int | None:
    """The nearest N below x by less than one step of its last digit, if 多 can follow it (not 12多)."""
    for digits in (2, 1):
        step = _step(x, digits)
        below = int(x // step) * step
        if 0 < below < x and (below % 10 == 0 or below >= 10_000):
            return below
    return None
