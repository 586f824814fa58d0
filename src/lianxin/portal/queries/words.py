"""Cells in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lianxin.core.sheets import Column, sheet
from lianxin.portal.rules import plain
from lianxin.web.words import in_language


def label(column: Column) -> str:
    """What the column is called, in the script of the page; the number of another row by what that row is."""
    if column.ref and column.type != "list" and column.name in sheet(column.ref).key:
        return in_language(sheet(column.ref).zh, sheet(column.ref).en)
    return in_language(column.zh, "")


def cell(column: Column, value: Any, names: Mapping[str, str]) -> str:
    """What a cell says; "" for an empty one. `names`: what keys stand for."""
    if value is None or value in ("", []):
        return ""
    if column.type == "bool":
        return _("Yes") if value else _("No")
    if column.type in ("date", "datetime"):
        return moment(value)
    if column.type in ("int", "decimal", "money", "percent"):
        return (
            f"{value.normalize() if column.type == 'decimal' else value:,f}"
            if _exact(value)
            else f"{value:,}"
        )
    text = plain(value)
    return f"{names[text]}（{text}）" if text in names else text


def moment(value: dt.date | dt.datetime) -> str:
    """A day, or a day and a time of Beijing."""
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "Y-m-d H:i")
    return date_format(value, "Y-m-d")


def _exact(value: Any) -> bool:
    return not isinstance(value, int)
