"""Numbers as the pages print them. The honest words about them come from engines.phrases, not from here."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from lianxin.lib.money import half_up
from lianxin.web.words import chinese, in_language

register = template.Library()
NO_VALUE = "—"


@register.filter
def number(value: Any) -> str:
    """With thousands commas, places as given; no value is a dash, which is not 0."""
    if value in (None, ""):  # "" is what a template makes of a missing key
        return NO_VALUE
    return f"{Decimal(str(value)):,f}"


@register.filter
def short(value: Any) -> str:
    """At most about five characters, for the top of a bar: 12.3万. Rounded half up."""
    if value is None:
        return ""
    amount = Decimal(str(value))
    for size, zh in ((Decimal(10**8), "亿"), (Decimal(10**4), "万")):
        if abs(amount) >= size and chinese():
            shown = amount / size
            return trimmed(half_up(shown, 0 if abs(shown) >= 100 else 1)) + in_language(zh, zh)
    return f"{half_up(amount, 0):,f}" if abs(amount) >= 100 else f"{Decimal(trimmed(amount)):,f}"


def trimmed(amount: Decimal) -> str:
    """Without trailing zeros: 120.50 is 120.5."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def yes_no(value: Any) -> Any:
    return (_("Yes") if value else _("No")) if isinstance(value, bool) else value
