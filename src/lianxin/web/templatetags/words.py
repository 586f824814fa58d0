"""Declared names in the active language, for templates."""

from typing import Any

from django import template

from lianxin.core.sheets import sheet
from lianxin.web import words

register = template.Library()
register.filter("unit_words", words.unit_words)
register.filter("dimension_words", words.dimension_words)
register.filter("period_words", words.period_words)


@register.filter
def sheet_name(named: Any) -> str:
    """Of a `core.sheets.Sheet`, or of the name of one."""
    found = sheet(named) if isinstance(named, str) else named
    return words.in_language(found.zh, found.en)


@register.simple_tag
def column_name(sheet_named: str, column: str) -> str:
    """What a column of a sheet is called; "" for one that there is not any more."""
    found = sheet(sheet_named).by_name.get(column)
    return words.in_language(found.zh, "") if found else ""


@register.filter
def figure_name(figure: Any) -> str:
    return words.in_language(figure.zh, figure.en)


@register.filter
def figure_definition(figure: Any) -> str:
    return words.in_language(figure.definition_zh, figure.definition)


@register.filter
def year_words(year: int) -> str:
    return words.period_words(f"{year:04d}")


@register.filter
def saying(figure: Any, value: Any) -> str:
    """The value in honest words, where they say more than the bare number and unit do."""
    return "" if words.worded(value, "").isascii() else words.worded(value, figure.unit)
