"""Values of records as people read and type them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.core.sheets import Column
from lianxin.core.slices import MASKED, masked
from lianxin.lib.money import two_places
from lianxin.web.templatetags.numbers import number, trimmed
from lianxin.web.words import in_language

#: Numbers stand to the right.
RIGHT = ("int", "money", "decimal", "percent")
_UNBROKEN = ("date", "datetime", "bool")


def column_title(column: Column) -> str:
    """Columns have no English names; what files call them reads well enough."""
    return in_language(column.zh, column.name.replace("_", " ").capitalize())


_SAID: dict[str, Callable[[Any], str]] = {
    "bool": lambda value: _("Yes") if value else _("No"),
    "list": lambda value: _(", ").join(value),
    "datetime": lambda value: timezone.localtime(value).strftime("%Y-%m-%d %H:%M"),
    "int": number,
    "money": lambda value: number(two_places(value)),
    "decimal": lambda value: number(trimmed(value)),
    "percent": lambda value: f"{trimmed(value)}%",
}
#: As an input holds it, and as the import would read it back.
_TYPED: dict[str, Callable[[Any], str]] = {
    "bool": lambda value: "是" if value else "否",
    "list": "；".join,
    "datetime": lambda value: timezone.localtime(value).strftime("%Y-%m-%dT%H:%M:%S").removesuffix(":00"),
    "decimal": trimmed,
    "percent": lambda value: f"{trimmed(value)}%",
}


def said(column: Column, value: Any) -> str:
    """A value of a record as read; what is masked stays masked."""
    return _in_words(column, value, _SAID)


def typed(column: Column, value: Any) -> str:
    """A value of a record as typed in; what is masked stays masked."""
    return _in_words(column, value, _TYPED)


def kind(column: Column) -> str:
    """How a cell is set: n to the right, nowrap in one line."""
    if column.type in RIGHT:
        return "n"
    return "nowrap" if column.type in _UNBROKEN or column.identifier or column.choices else ""


def _in_words(column: Column, value: Any, words: Mapping[str, Callable[[Any], str]]) -> str:
    if value in (None, "", []):
        return ""
    if column.category in MASKED:
        return masked(column.category, str(value))
    return words.get(column.type, str)(value)
