"""One booking in hand, with what is agreed about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lianxin.accounts.models import User
from lianxin.spaces import rules
from lianxin.spaces.actions import keeping
from lianxin.spaces.models import Arrangement, Booking, Waiting
from lianxin.spaces.rules import Span


@dataclass
class Held:
    """A booking of the sheet; `made` is saved by `settle`, and has no row yet where it was imported."""

    row: Booking
    made: Arrangement

    @property
    def span(self) -> Span:
        return Span(self.row.starts_at, self.row.ends_at)

    @property
    def subjects(self) -> list[str]:
        return [f"member:{self.row.member_id}"]

    @property
    def shown(self) -> str:
        return rules.shown_as(self.row.status, self.made.hold)

    def settle(self, actor: User | None, status: str = "", **agreed: Any) -> None:
        """Writes the status into the sheet and the rest beside it."""
        if status:
            keeping.alter(self.row, actor, status=status)
        for name, value in agreed.items():
            setattr(self.made, name, value)
        self.made.save()

    def end(self, actor: User | None, status: str, now: datetime, reason: str = "", **agreed: Any) -> None:
        """It holds its slot no longer; whoever waited for it is done waiting."""
        self.settle(actor, status, ended_at=now, ended_by=actor, end_reason=reason, **agreed)
        waiting = Waiting.objects.filter(booking=self.row, state=Waiting.State.OFFERED)
        lapsed = self.made.hold == Arrangement.Hold.EXPIRED
        waiting.update(state=Waiting.State.LAPSED if lapsed else Waiting.State.LEFT)


def take(found: Booking) -> Held:
    """Call inside an act. The row as it is now that nobody else writes."""
    row = Booking.unscoped.get(pk=found.pk)
    made = Arrangement.objects.filter(booking=row.pk).first() or Arrangement(booking=row)
    made.booking = row
    return Held(row, made)
