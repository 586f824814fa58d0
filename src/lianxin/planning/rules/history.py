"""What has begun is history: no hand, and no older version, changes that part of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from lianxin.engines.planner import Session, Slot
from lianxin.planning.rules.calendar import moments
from lianxin.planning.rules.errors import NotPlanned


def has_begun(slots: Sequence[Slot], slot: int, now: datetime) -> bool:
    """`now` is aware. A slot that there is not has not begun."""
    return 0 <= slot < len(slots) and moments(slots[slot])[0] <= now


def begun_of(slots: Sequence[Slot], now: datetime) -> set[int]:
    """The slots that have begun."""
    return {one.id for one in slots if has_begun(slots, one.id, now)}


def require_ahead(slots: Sequence[Slot], at: Iterable[int], now: datetime) -> None:
    """Raises NotPlanned where one of these slots has begun."""
    if any(has_begun(slots, slot, now) for slot in at):
        raise NotPlanned("season_begun")


def with_history(
    slots: Sequence[Slot], held: Iterable[Session], wanted: Iterable[Session], now: datetime
) -> tuple[Session, ...]:
    """What has begun as it is held, and what lies ahead as it is wanted."""
    begun = [one for one in held if has_begun(slots, one.slot, now)]
    return (*begun, *(one for one in wanted if not has_begun(slots, one.slot, now)))
