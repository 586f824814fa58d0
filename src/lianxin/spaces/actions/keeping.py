"""The row of a booking in its sheet: written with its Change and the sheet's revision, as every record is."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import DatabaseError, transaction

from lianxin.accounts.models import User
from lianxin.core.sheets import sheet
from lianxin.records.actions import bump
from lianxin.records.actions.stored import SOURCE, to_json
from lianxin.records.models import Change
from lianxin.spaces.models import Booking
from lianxin.spaces.models.guard import is_overlap
from lianxin.spaces.rules import Span, beijing_day, refuse

_SHEET = "bookings"
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another


def add(studio_no: str, member_no: str, span: Span, actor: User | None, status: str = "已预约") -> Booking:
    """Raises NotBooked (booking_taken) when the database knows of a booking in the way."""
    values = {
        "booking_no": _number(span),
        "studio_no": studio_no,
        "member_no": member_no,
        "starts_at": span.start,
        "ends_at": span.end,
        "status": status,
    }
    row = Booking(**_attributes(values), entered_by=actor)
    _save(row, force_insert=True)
    _note(row.pk, None, values, actor)
    return row


def alter(booking: Booking, actor: User | None, **moved: Any) -> None:
    """Writes the columns named; the row in hand is changed too. Raises NotBooked (booking_taken)."""
    before = {name: getattr(booking, sheet(_SHEET).column(name).attribute) for name in moved}
    source = [to_json(getattr(booking, name)) for name in SOURCE]
    moved = {name: value for name, value in moved.items() if value != before[name]}
    if not moved:
        return
    for name, value in _attributes(moved).items():
        setattr(booking, name, value)
    booking.batch_id, booking.source_file, booking.source_sheet, booking.source_row = None, "", "", None
    booking.entered_by = actor
    _save(booking)
    was = {name: before[name] for name in moved}
    _note(booking.pk, was, moved, actor, source)


def _save(row: Booking, **how: Any) -> None:
    try:
        with transaction.atomic():
            row.save(**how)
    except DatabaseError as error:
        if is_overlap(error):
            raise refuse("booking_taken") from error
        raise


def _note(
    pk: int,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    actor: User | None,
    source: list[Any] | None = None,
) -> None:
    was = None if before is None else {n: to_json(v) for n, v in before.items()} | {"_source": source}
    now = {name: to_json(value) for name, value in after.items()}
    Change.objects.create(sheet=_SHEET, record=pk, actor=actor, before=was, after=now)
    bump(_SHEET)


def _attributes(values: dict[str, Any]) -> dict[str, Any]:
    return {sheet(_SHEET).column(name).attribute: value for name, value in values.items()}


def _number(span: Span) -> str:
    """YY20211231-K7QF: the day and four signs nobody has yet; two who draw at once do not meet."""
    while True:
        drawn = "".join(secrets.choice(_SIGNS) for _ in range(4))
        number = f"YY{beijing_day(span.start):%Y%m%d}-{drawn}"
        if not Booking.unscoped.filter(booking_no=number).exists():
            return number
