"""Words beside the sheets, of bookings and loans: gone when their time is over or on request."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from lianxin.people.queries import numbers_of_member
from lianxin.spaces.models import Arrangement, Loan
from lianxin.trust.rules import Beside

_MEMBER = "booking__member__member_no"
_NOTE = ("note", "decision", "end_reason")
_SAYS = ~Q(note="") | ~Q(decision="") | ~Q(end_reason="")


def _old_bookings(before: date) -> dict[int, str]:
    rows = Arrangement.objects.filter(_SAYS, booking__ends_at__date__lt=before)
    return dict(rows.values_list("pk", _MEMBER))


def _bookings_of(member_no: str) -> dict[int, str]:
    rows = Arrangement.objects.filter(_SAYS, booking__member__member_no__in=numbers_of_member(member_no))
    return dict(rows.values_list("pk", _MEMBER))


def _blank_bookings(ids: Collection[int]) -> int:
    return Arrangement.objects.filter(pk__in=ids).update(**dict.fromkeys(_NOTE, ""))


def _old_loans(before: date) -> dict[int, str]:
    rows = Loan.objects.filter(returned_at__date__lt=before).exclude(condition="")
    return dict(rows.values_list("pk", "member_no"))


def _loans_of(member_no: str) -> dict[int, str]:
    rows = Loan.objects.filter(member_no__in=numbers_of_member(member_no)).exclude(condition="")
    return dict(rows.values_list("pk", "member_no"))


def _blank_loans(ids: Collection[int]) -> int:
    return Loan.objects.filter(pk__in=ids).update(condition="")


BESIDE = (
    Beside("booking_words", "bookings", _old_bookings, _bookings_of, _blank_bookings),
    Beside("loan_words", "loans", _old_loans, _loans_of, _blank_loans),
)
