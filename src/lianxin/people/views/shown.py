"""What the templates print, made ready: cells, addresses, pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.core.sheets import Column, Sheet
from lianxin.core.slices import MASKED, masked
from lianxin.people.queries import PAGE, Part
from lianxin.records.queries.history import Entry
from lianxin.web.templatetags.numbers import number
from lianxin.web.words import in_language

Shown = dict[str, Any]


def cell(row: Any, column: Column) -> str:
    """One value as a page prints it."""
    return said(column, getattr(row, column.attribute))


def said(column: Column, value: Any) -> str:
    """A phone or a contact's name stays masked."""
    if column.category in MASKED:
        return masked(column.category, value or "")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return _(", ").join(str(item) for item in value)
    return number(value) if isinstance(value, int | Decimal) else str(value or "")


def label(column: Column) -> str:
    return in_language(column.zh, column.name.replace("_", " ").capitalize())


def _kind(column: Column) -> str:
    """The class of a cell: numbers to the right, days unbroken."""
    if column.type in ("int", "money", "decimal", "percent"):
        return "n"
    return "nowrap" if column.type in ("date", "datetime") or column.identifier else ""


def title(target: Sheet) -> str:
    return in_language(target.zh, target.en)


def part(found: Part) -> Shown:
    return {
        "title": title(found.sheet),
        "labels": [(label(c), "n" if _kind(c) == "n" else "") for c in found.columns],
        "rows": [[(cell(row, c), _kind(c)) for c in found.columns] for row in found.rows],
        "total": found.total,
        "more": found.total > len(found.rows),
        "of_unit": found.of_unit,
    }


def pages(request: HttpRequest, total: int) -> Shown:
    last = max(1, -(-total // PAGE))
    asked = request.GET.get("page", "1")
    current = min(max(int(asked), 1), last) if asked.isascii() and asked.isdigit() else 1
    return {
        "number": current,
        "last": last,
        "total": total,
        "first_row": (current - 1) * PAGE + 1 if total else 0,
        "last_row": min(current * PAGE, total),
        "earlier": current - 1 if current > 1 else None,
        "later": current + 1 if current < last else None,
        "query": kept_query(request, without=("page",)),
    }


def kept_query(request: HttpRequest, without: Sequence[str] = ()) -> str:
    """The address's question without some of its parts, ending so that another part can follow."""
    query: QueryDict = request.GET.copy()
    for name in [*without, *(name for name in query if not query[name])]:
        query.pop(name, None)
    return f"{query.urlencode()}&" if query else ""


def changes(found: Iterable[Entry]) -> list[Shown]:
    """What was changed, when, by whom, from which file."""
    return [
        {
            "at": entry.change.at,
            "actor": entry.change.actor,
            "source": " · ".join(str(part) for part in entry.source or () if part),
            "rolled_back": entry.rolled_back,
            "made": entry.verb == "add",
            "lines": [
                {
                    "label": label(moved.column),
                    "before": said(moved.column, moved.before),
                    "after": said(moved.column, moved.after),
                }
                for moved in entry.moved
            ],
        }
        for entry in found
    ]
