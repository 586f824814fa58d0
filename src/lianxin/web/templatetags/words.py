"""Declared names in the active language, for templates."""

from typing import Any

from django import template

from lianxin.web import words

register = template.Library()
register.filter("unit_words", words.unit_words)
register.filter("dimension_words", words.dimension_words)
register.filter("period_words", words.period_words)


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
def saying(figure: Any, phrase: str) -> str:
    """The phrase, where it says more than the bare number and unit do."""
    plain = str(phrase).removesuffix(figure.unit).removeprefix("达")
    return "" if plain.isascii() else said(phrase)


@register.filter
def said(phrase: str) -> str:
    """An honest phrase; there are none in English, where the exact value speaks for itself."""
    return words.in_language(phrase, "") if words.chinese() else ""
