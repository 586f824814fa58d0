"""What a JSON document of the planner must look like, before anybody asks what it means.

A shape is a function of a value and its place that yields the faults.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from difflib import get_close_matches
from typing import Any

from lianxin.engines.planner.errors import Fault

Shape = Callable[[Any, str], Iterator[Fault]]


def number(least: float = -math.inf) -> Shape:
    """A finite number, whole or not."""
    return lambda value, place: _number(value, place, least, (int, float), "plan_not_number")


def whole(least: float = -math.inf) -> Shape:
    return lambda value, place: _number(value, place, least, (int,), "plan_not_whole_number")


def _number(value: Any, place: str, least: float, kinds: tuple[type, ...], code: str) -> Iterator[Fault]:
    given: Any = value if isinstance(value, kinds) and not isinstance(value, bool) else math.nan
    if not math.isfinite(given):
        yield Fault(place, code, {"value": _short(value)})
    elif given < least:
        yield Fault(place, "plan_below", {"least": least, "value": value})


def text(value: Any, place: str) -> Iterator[Fault]:
    """Any text but the empty one."""
    if not isinstance(value, str) or not value:
        yield Fault(place, "plan_not_text", {"value": _short(value)})


def day(value: Any, place: str) -> Iterator[Fault]:
    """2024-03-04."""
    try:
        if date.fromisoformat(value).isoformat() != value:
            raise ValueError
    except (TypeError, ValueError):
        yield Fault(place, "plan_bad_date", {"value": _short(value)})


def clock(value: Any, place: str) -> Iterator[Fault]:
    """08:00."""
    try:
        if time.fromisoformat(value).isoformat("minutes") != value:
            raise ValueError
    except (TypeError, ValueError):
        yield Fault(place, "plan_bad_time", {"value": _short(value)})


def one_of(*words: str) -> Shape:
    def shape(value: Any, place: str) -> Iterator[Fault]:
        if value not in words:
            yield Fault(place, "plan_not_one_of", {"value": _short(value), "known": words})

    return shape


def maybe(inner: Shape) -> Shape:
    """The shape, or null."""
    return lambda value, place: iter(()) if value is None else inner(value, place)


def listed(inner: Shape) -> Shape:
    def shape(value: Any, place: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield Fault(place, "plan_not_list", {"value": _short(value)})
            return
        for number, item in enumerate(value):
            yield from inner(item, f"{place}[{number}]")

    return shape


def row(*columns: Shape) -> Shape:
    """A list of just so many values."""

    def shape(value: Any, place: str) -> Iterator[Fault]:
        if not isinstance(value, list) or len(value) != len(columns):
            yield Fault(place, "plan_not_row", {"value": _short(value), "columns": len(columns)})
            return
        for number, (inner, item) in enumerate(zip(columns, value, strict=True)):
            yield from inner(item, f"{place}[{number}]")

    return shape


def mapping(inner: Shape) -> Shape:
    """An object whose names are ids."""

    def shape(value: Any, place: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(place, "plan_not_object", {"value": _short(value)})
            return
        for name, item in value.items():
            yield from inner(item, f"{place}[{name}]")

    return shape


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """An object with just these names."""
    known = {**required, **(optional or {})}

    def shape(value: Any, place: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(place, "plan_not_object", {"value": _short(value)})
            return
        for name in sorted(value.keys() - known.keys()):
            near = get_close_matches(name, known, 1)
            yield Fault(_below(place, name), "plan_unknown_key", {"near": near[0] if near else ""})
        for name, inner in known.items():
            if name in value:
                yield from inner(value[name], _below(place, name))
            elif name in required:
                yield Fault(_below(place, name), "plan_missing_key")

    return shape


def _below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _short(value: Any) -> str:
    shown = str(value)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
