"""What has begun is history: no hand, and no older version, changes that part of a plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from lianxin.engines.planner import Session, Slot
from lianxin.planning.rules.calendar import moments
from lianxin.planning.rules.errors import NotPlanned


def begun_of(slots: Iterable[Slot], now: datetime) -> set[int]:
    """The slots that have begun; `now` is aware."""
    return {one.id for one in slots if moments(one)[0] <= now}


def require_ahead(slots: Iterable[Slot], at: Iterable[int], now: datetime) -> None:
    """Raises NotPlanned where one of these slots has begun."""
    if begun_of(slots, now).intersection(at):
        raise NotPlanned("season_begun")


def with_history(
    slots: Iterable[Slot], held: Iterable[Session], wanted: Iterable[Session], now: datetime
) -> tuple[Session, ...]:
    """What has begun as it is held, and what lies ahead as it is wanted."""
    begun = begun_of(slots, now)
    kept = [one for one in held if one.slot in begun]
    return (*kept, *(one for one in wanted if one.slot not in begun))
