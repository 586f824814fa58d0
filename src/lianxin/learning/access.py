"""Who may see the rows of learning: what each sheet is about, read by `records.access`."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from lianxin.core.ledger import Purpose
from lianxin.core.scope import Rule
from lianxin.learning.models import Attendance, Certificate, Event

KEEPERS = ("trainer",)
RULES = (
    Rule(Event, keepers=KEEPERS),
    Rule(Attendance, about=("member",), keepers=KEEPERS),
    Rule(Certificate, keepers=KEEPERS),
)

_NEAR = timedelta(days=7)


def purposes(actor: Any, member_no: str) -> list[Purpose]:
    """Courses that the member attends, a week ago or a week ahead, as far as `actor` sees them."""
    today = timezone.localdate()
    seen = Attendance.objects.visible_to(actor).filter(
        member=member_no, date__gte=today - _NEAR, date__lte=today + _NEAR
    )
    known = Attendance.unscoped.filter(pk__in=seen.values("pk")).order_by("event_id")
    return [
        Purpose("event", ref=no, live=True) for no in known.values_list("event_id", flat=True).distinct()[:5]
    ]


def certificates_of(rows: QuerySet[Any], member_no: str) -> QuerySet[Any]:
    """A certificate names who holds it as the attendance at its event does, which knows the member."""
    attended = Attendance.unscoped.filter(
        member=member_no, event=OuterRef("event"), attendee=OuterRef("attendee")
    )
    return rows.filter(Exists(attended))
