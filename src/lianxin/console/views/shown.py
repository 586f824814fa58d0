"""What the templates print, made ready: names, addresses, alignment."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lianxin.console.queries import Part, Split, Step, names_of
from lianxin.console.views.asking import Asked
from lianxin.web.templatetags.numbers import number
from lianxin.web.words import code_words, dimension_words, month_words, period_words

Shown = dict[str, Any]
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]{2}")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2}:[0-9]{2}).*")
#: Numbers of orders and days, which read badly when broken over lines.
_UNBROKEN = re.compile(r"[0-9A-Za-z_:.-]{1,32}( [0-9:.]+)?")
_SHORT = 6  # characters of Chinese that stay on one line


def chips(asked: Asked) -> list[Shown]:
    """The filters in force, each with the address without it."""
    return [
        {
            "name": dimension_words(name),
            "value": value,
            "title": names_of(name, [value]).get(value, ""),
            "query": asked.widened(name),
        }
        for name, value in asked.where.items()
    ]


def step_rows(steps: Sequence[Step], asked: Asked) -> list[Shown]:
    return [
        {
            "name": step_name(step, steps),
            "value": step.value,
            "before": step.before,
            "query": asked.query(period=step.period.text),
        }
        for step in steps
    ]


def step_name(step: Step, steps: Sequence[Step]) -> str:
    """Months without their year where all are of one."""
    text = step.period.text
    same_year = steps[0].period.first.year == steps[-1].period.first.year
    return month_words(text) if same_year and re.fullmatch("[0-9]{4}-[0-9]{2}", text) else period_words(text)


def split_panels(splits: Sequence[Split], asked: Asked, maps: Mapping[str, SafeString]) -> list[Shown]:
    def row(split: Split, part: Part) -> Shown:
        return {
            "name": part.name,
            "title": part.title,
            "value": part.value,
            "width": f"{part.share:.1f}",
            "query": asked.narrowed(split.dimension, part.name),
        }

    return [
        {
            "dimension": split.dimension,
            "parts": split.parts,
            "first": [row(split, part) for part in split.first],
            "rest": [row(split, part) for part in split.rest],
            "map": maps.get(split.dimension, ""),
        }
        for split in splits
    ]


def receipt_table(
    columns: Sequence[tuple[str, str]], rows: Sequence[Mapping[str, Any]], first: int
) -> tuple[list[Shown], list[Shown]]:
    """Columns with label and alignment; rows with number, cells of text and kind, and source."""
    kinds = {name: _kind([row.get(name) for row in rows]) for name, _label in columns}
    heads = [{"label": label, "right": kinds[name] == "n"} for name, label in columns]
    body = [
        {
            "number": first + place,
            "cells": [
                {"text": _text(name, row.get(name), kinds[name]), "kind": kinds[name]}
                for name, _label in columns
            ],
            "source": dict(row["source"]) | {"at": _text("at", row["source"].get("at"), "")},
        }
        for place, row in enumerate(rows)
    ]
    return heads, body


def _kind(values: Sequence[Any]) -> str:
    """n: numbers, to the right; nowrap: days, times, ids and short words; wide: longer text."""
    known = [value for value in values if value not in (None, "")]
    if not known:
        return ""
    if all(_is_number(value) for value in known):
        return "n"
    short = all(len(str(v)) <= _SHORT or (isinstance(v, str) and _UNBROKEN.fullmatch(v)) for v in known)
    return "nowrap" if short else "wide"


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return bool(_DECIMAL.fullmatch(value))
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(name: str, value: Any, kind: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list | tuple):
        return _(", ").join(str(item) for item in value)
    if kind == "n":
        return number(value)
    return code_words(name, _MOMENT.sub(r"\1 \2", str(value)))
