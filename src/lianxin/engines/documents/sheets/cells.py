"""Printed text to cells: a number where the text is one and the cell shows it as printed, else text."""

import re
from decimal import Decimal
from typing import NamedTuple

_PRINTED = re.compile(r"-?(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,6})?(%)?", re.ASCII)
_DIGITS = 15  # what a number cell holds exactly
_MONEY = re.compile(r"-?\d{1,13}\.\d{2}", re.ASCII)
LONGEST = 32_767


class Number(NamedTuple):
    value: Decimal
    form: str


def number(text: str) -> Number | None:
    """None for what a number cell would show otherwise: leading zeros, too many digits, words."""
    found = _PRINTED.fullmatch(text)
    if not found:
        return None
    whole, places, percent = found[1], found[2] or "", found[3] or ""
    bare = whole.replace(",", "")
    if len(bare) + len(places) > _DIGITS or (bare.startswith("0") and bare != "0"):
        return None
    value = Decimal(text.rstrip("%").replace(",", ""))
    form = ("#,##0" if "," in whole or (len(bare) < 4 and not percent and not places) else "0") + (
        f".{'0' * (len(places) - 1)}" if places else ""
    )
    return Number(value / 100, f"{form}%") if percent else Number(value, form)


def money(text: str) -> Decimal | None:
    """Receipts give decimals as text with two places."""
    return Decimal(text) if _MONEY.fullmatch(text) and not re.match(r"-?0\d", text) else None
