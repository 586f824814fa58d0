"""Arabic digits followed by 万 or 亿, never by 千 or 百 (GB/T 15835)."""

from decimal import Decimal
from fractions import Fraction

from lianxin.lib.money import exact, half_up

WAN = 10_000
YI = 100_000_000


def grouped(whole: int, more: str = "") -> str:
    """A round number as it is written: 4000, 1.2万, 330万, 1.5亿.

    `more` is 余 or 多. Before 万 after a round ten (330多万, 20多), else behind it (3万多, 1.2万多).
    """
    size, letter = _scale(Fraction(whole))
    digits = _bare(half_up(Fraction(whole, size), 8))
    return f"{digits}{more}{letter}" if whole % (10 * size) == 0 else f"{digits}{letter}{more}"


def number_itself(value: int | float | Decimal) -> str:
    """The exact number; from 10,000 in 万, from 100,000,000 in 亿: two decimals at most, no trailing zeros.

    A number just below 亿 stays below it: -99,999,999 is -9999.99万, neither -10000万 nor -1亿.
    """
    x = exact(value)
    size, letter = _scale(x)
    amount = half_up(abs(x) / size, 2) if letter else abs(Decimal(str(value)))
    if letter == "万" and amount == WAN:
        amount -= Decimal("0.01")
    return f"{'-' if x < 0 else ''}{_bare(amount)}{letter}"


def _scale(x: Fraction) -> tuple[int, str]:
    size = abs(x)
    if size >= YI:
        return YI, "亿"
    return (WAN, "万") if size >= WAN else (1, "")


def _bare(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
