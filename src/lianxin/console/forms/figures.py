"""What the figure pages are asked."""

from __future__ import annotations

from typing import Any

from lianxin.lib.dates import Period, parse_period


def asked_period(query: Any) -> Period | None:
    """`period`, or `year` and `part`, or `from` and `to`; None if nothing was asked. Raises PeriodError."""
    first, last = query.get("from", "").strip(), query.get("to", "").strip()
    if first or last:
        return parse_period(f"{first}..{last}")
    if year := query.get("year", "").strip():
        return parse_period(year + query.get("part", "").strip())
    text = query.get("period", "").strip()
    return parse_period(text) if text else None


def asked_where(query: Any) -> dict[str, str]:
    """`where=dimension=value`, any number of times."""
    pairs = (text.partition("=") for text in query.getlist("where"))
    return {name: value for name, equals, value in pairs if equals}


def asked_snapshot(query: Any) -> str | None:
    """A snapshot id, which may not exist."""
    return query.get("snapshot", "").strip() or None
