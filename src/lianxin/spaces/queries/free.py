"""What is free: pick a time and see the studios, or pick a studio and see the times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from lianxin.spaces import rules
from lianxin.spaces.models import Equipment
from lianxin.spaces.queries import known
from lianxin.spaces.rules import Room, Span, Terms


@dataclass(frozen=True)
class FreeStudio:
    """A studio that can be had at the time asked for. `equipment`: names of what stands in it."""

    studio_no: str
    base: str
    kind: str
    terms: Terms
    equipment: tuple[str, ...]


def free_studios(
    starts_at: datetime,
    ends_at: datetime,
    *,
    base: str = "",
    kind: str = "",
    equipment: Collection[str] = (),
    now: datetime | None = None,
) -> list[FreeStudio]:
    """By base and number. Limits of the member are not looked at: booking does that."""
    now = now or timezone.now()
    span = Span(starts_at, ends_at)
    standing = equipment_of()
    return [
        FreeStudio(room.studio_no, room.base, room.kind, room.terms, standing.get(room.studio_no, ()))
        for room in known.rooms(span, base=base, kind=kind).values()
        if set(equipment) <= set(standing.get(room.studio_no, ()))
        and not rules.room_refusals(span, room, now)
    ]


def free_times(studio_no: str, day: date, *, now: datetime | None = None) -> list[Span]:
    """What can be had of the studio's opening of a day, nights to their end; none for an unknown studio."""
    now = now or timezone.now()
    span = Span(rules.midnight(day), rules.midnight(day + timedelta(days=2)))
    room = known.rooms(span, numbers=[studio_no]).get(studio_no)
    if room is None or _too_far(room, day, now):
        return []
    return rules.free_spans(room, day, day, now)


def _too_far(room: Room, day: date, now: datetime) -> bool:
    ahead = room.terms.ahead_days
    return bool(ahead) and day > rules.beijing_day(now) + timedelta(days=ahead)


def equipment_of() -> dict[str, tuple[str, ...]]:
    """Studio → names of what stands in it and works."""
    found: dict[str, list[str]] = defaultdict(list)
    rows: Any = Equipment.objects.filter(studio__isnull=False, out_of_order=False).order_by("name")
    for studio_no, name in rows.values_list("studio_id", "name").distinct():
        found[studio_no].append(name)
    return {studio_no: tuple(names) for studio_no, names in found.items()}
