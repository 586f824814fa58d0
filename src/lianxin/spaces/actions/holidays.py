"""A year's public holidays as closures, in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core.writing import in_turn
from lianxin.spaces import rules
from lianxin.spaces.access import may_keep
from lianxin.spaces.actions.rooms import Closed, close
from lianxin.spaces.models import Closure
from lianxin.spaces.rules import Holiday


@dataclass(frozen=True)
class Filled:
    """`closed`: the new closures, each with the bookings in it; `stood`: holidays that were shut already."""

    closed: tuple[Closed, ...]
    stood: tuple[Holiday, ...]


def close_holidays(*, year: int, actor: User, base: str = "", now: datetime | None = None) -> Filled:
    """Those of the year that are not over, for a base or for all; what is shut all the while is left alone.

    Raises PermissionDenied; NotBooked: holidays_unknown (the year's calendar is not published), no_base.
    Needs an open event, as `close`.
    """
    if not may_keep(actor):
        raise PermissionDenied
    found = rules.public_holidays(year)
    if found is None:
        raise rules.refuse("holidays_unknown", year=year)
    ahead = rules.unsettled(found, now or timezone.now())
    with in_turn():
        stood = tuple(one for one in ahead if _is_shut(one, base))
        closed = tuple(_close(one, base, actor) for one in ahead if one not in stood)
    return Filled(closed, stood)


def _is_shut(one: Holiday, base: str) -> bool:
    where = Q(studio=None, base=None) | (Q(studio=None, base=base) if base else Q(pk=None))
    return Closure.objects.filter(where, starts_at__lte=one.span.start, ends_at__gte=one.span.end).exists()


def _close(one: Holiday, base: str, actor: User) -> Closed:
    span = one.span
    return close(
        starts_at=span.start, ends_at=span.end, reason=one.name, kind="holiday", base=base, actor=actor
    )
