"""Rounding, once: half up (away from zero), decided on the exact value."""

from decimal import Decimal
from fractions import Fraction

#: A float stands for the number it prints as: 0.15 is fifteen hundredths.
Number = int | float | Decimal | Fraction


def exact(value: Number) -> Fraction:
    """The number without loss. ValueError or OverflowError for NaN and infinity."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def half_up(value: Number, places: int) -> Decimal:
    """Rounded to `places` decimals; has exactly that many, and zero has no sign."""
    scaled = abs(exact(value)) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = tuple(int(digit) for digit in str(units))
    return Decimal((1 if value < 0 and units else 0, digits, -places))


def two_places(value: Number) -> str:
    """Money as text: "1203311.10"."""
    return f"{half_up(value, 2):f}"


def one_place(value: Number) -> float:
    return float(half_up(value, 1))


def percent(part: Number, whole: Number | None) -> float | None:
    """`part` of `whole` in percent with one decimal; None if there is no whole or it is 0.

    Exact up to 5 * 10**14 percent: beyond that a float has no room for a decimal.
    """
    if whole is None or whole == 0:
        return None
    return one_place(100 * exact(part) / exact(whole))
