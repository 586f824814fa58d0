"""Rows of bookings that an import, a form or an undo is about to write, where another holds the studio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lianxin.core.sheets import Fault
from lianxin.spaces import rules
from lianxin.spaces.models import HOLDING, Booking
from lianxin.spaces.rules import Span, Wanted

_FEW = 500


def clashes(rows: Sequence[tuple[int | None, dict[str, Any]]]) -> Mapping[int, Fault]:
    """(id or None, values of the sheet by column) → place of each row that cannot be, with the reason."""
    holding = [values for _, values in rows if values["status"] in HOLDING]
    if not holding:
        return {}
    changed = [pk for pk, _ in rows if pk is not None]
    now = _now(changed)
    wanted = [_wanted(place, pk, values, now) for place, (pk, values) in enumerate(rows)]
    numbers = {values["studio_no"] for values in holding}
    span = Span(min(v["starts_at"] for v in holding), max(v["ends_at"] for v in holding))
    in_the_way = rules.clashes(wanted, _standing(span, numbers, set(changed)))
    return {
        place: ("starts_at", "booking_clash", {"booking": number}) for place, number in in_the_way.items()
    }


def _wanted(place: int, pk: int | None, values: dict[str, Any], now: dict[int, tuple[str, Span]]) -> Wanted:
    span = Span(values["starts_at"], values["ends_at"]) if values["status"] in HOLDING else None
    return Wanted(place, values["booking_no"], values["studio_no"], span, now.get(pk) if pk else None)


def _now(changed: list[int]) -> dict[int, tuple[str, Span]]:
    """Id → (studio, span) of what the rows hold before they are changed."""
    rows = Booking.unscoped.filter(status__in=HOLDING)
    if len(changed) <= _FEW:
        rows = rows.filter(pk__in=changed)
    wanted = set(changed)
    return {
        pk: (studio_no, Span(start, end))
        for pk, studio_no, start, end in rows.values_list("pk", "studio_id", "starts_at", "ends_at")
        if pk in wanted
    }


def _standing(span: Span, numbers: set[str], changed: set[int]) -> list[tuple[str, Span, str]]:
    rows = Booking.unscoped.filter(ends_at__gt=span.start, starts_at__lt=span.end, status__in=HOLDING)
    if len(numbers) <= _FEW:
        rows = rows.filter(studio__in=list(numbers))
    columns = ("pk", "studio_id", "starts_at", "ends_at", "booking_no")
    return [
        (studio_no, Span(start, end), number)
        for pk, studio_no, start, end, number in rows.values_list(*columns)
        if pk not in changed
    ]


def let_go(ids: Sequence[int]) -> None:
    """Bookings that are about to change places hold none in between; what they become is written next."""
    for start in range(0, len(ids), _FEW):
        Booking.unscoped.filter(pk__in=ids[start : start + _FEW]).update(status="取消")
