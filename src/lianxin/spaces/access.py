"""Who may see the rows of spaces: what each sheet is about, read by `records.access`."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from lianxin.core.ledger import Purpose
from lianxin.core.scope import Rule
from lianxin.spaces.models import Base, Booking, Studio

KEEPERS = ("studio_manager",)
RULES = (
    Rule(Base, keepers=KEEPERS),
    Rule(Studio, keepers=KEEPERS),
    Rule(Booking, about=("member",), keepers=KEEPERS),
)

_NEAR = timedelta(days=7)


def purposes(actor: Any, member_no: str) -> list[Purpose]:
    """Bookings of the member a week ago or a week ahead that `actor` sees."""
    now = timezone.now()
    seen = Booking.objects.visible_to(actor).filter(
        member=member_no, starts_at__gte=now - _NEAR, starts_at__lte=now + _NEAR
    )
    known = Booking.unscoped.filter(pk__in=seen.exclude(status="取消").values("pk")).order_by("starts_at")
    return [Purpose("booking", ref=no, live=True) for no in known.values_list("booking_no", flat=True)[:5]]
