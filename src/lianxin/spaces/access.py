"""Who may see the rows of spaces, and who may do what with studios."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.ledger import Purpose
from lianxin.core.scope import Rule
from lianxin.people.queries import numbers_of_member
from lianxin.spaces.models import Arrangement, Base, Booking, Equipment, Feed, Loan, Series, Studio, Waiting

KEEPERS = ("studio_manager",)
#: Other lines of work book for members too. Whatever is booked for the line (the beginning of its origin),
#: all of the role read and change.
_LINES: dict[str, str] = {
    User.Role.TRAINER: "event:",
    User.Role.MARKET_STAFF: "market:",
    User.Role.PLANNER: "plan:",
}


def made_by(actor: Any) -> Q:
    """Bookings that `actor` made, and those for the line of work."""
    return Q(arrangement__booked_by=actor.pk) | Q(arrangement__origin__startswith=_LINES[actor.role])


RULES = (
    Rule(Base, keepers=KEEPERS),
    Rule(Studio, keepers=KEEPERS),
    Rule(Booking, about=("member",), keepers=KEEPERS, makers=tuple(_LINES), made=made_by),
)

_NEAR = timedelta(days=7)
_KEEPING = {User.Role.OFFICE, User.Role.STUDIO_MANAGER}
_BOOKING_FOR_OTHERS = _KEEPING | set(_LINES)
_LOOKING = _KEEPING | {User.Role.AUDITOR}
_NO_PART = {User.Role.ADMINISTRATOR, User.Role.GROWER}


def _active(actor: Any) -> bool:
    return isinstance(actor, User) and actor.is_active


def may_see_calendar(actor: Any) -> bool:
    """Which studio is free when; whose booking it is only those see who may."""
    return _active(actor) and actor.role not in _NO_PART


def may_keep(actor: Any) -> bool:
    """Keep the studios: approve, close, lend, set terms, book without the members' limits."""
    return _active(actor) and actor.role in _KEEPING


def may_look(actor: Any) -> bool:
    """See everybody's bookings: who keeps the studios, and the auditor."""
    return _active(actor) and actor.role in _LOOKING


def may_book_for_others(actor: Any) -> bool:
    return _active(actor) and actor.role in _BOOKING_FOR_OTHERS


def may_book_for(actor: Any, member_no: str) -> bool:
    return may_book_for_others(actor) or is_self(actor, member_no)


def is_self(actor: Any, member_no: str) -> bool:
    return (
        _active(actor) and actor.role == User.Role.MEMBER and bool(member_no) and actor.member_no == member_no
    )


def may_change(actor: Any, booking: Booking, made: Arrangement | None = None) -> bool:
    """`made`: what was agreed, if it was booked here."""
    if may_keep(actor) or is_self(actor, booking.member_id):
        return True
    return made is not None and may_book_for_others(actor) and is_made_by(actor, made)


def is_made_by(actor: User, made: Arrangement) -> bool:
    return made.booked_by_id == actor.pk or made.origin.startswith(_LINES[actor.role])


def bookable(actor: Any, pk: int) -> Booking:
    """The booking, for whoever may change it; 404 to others. Telling is the caller's."""
    found: Booking | None = Booking.unscoped.filter(pk=pk).select_related("arrangement").first()
    if found is None or not may_change(actor, found, getattr(found, "arrangement", None)):
        raise Http404
    return found


def own_rows(actor: Any, rows: QuerySet[Any], kind: str) -> list[Any]:
    """Rows that name a member, those `actor` may read, told to the ledger."""
    if not may_look(actor):
        own = actor.member_no if _active(actor) and actor.role == User.Role.MEMBER else ""
        rows = rows.filter(member_no__in=numbers_of_member(own)) if own else rows.none()
    found = list(rows)
    if found:
        ledger.seen({f"member:{row.member_no}" for row in found}, kind)
    return found


def own_row(actor: Any, rows: QuerySet[Any], pk: int, kind: str) -> Any:
    """404 to strangers."""
    found = own_rows(actor, rows.filter(pk=pk), kind)
    if not found:
        raise Http404
    return found[0]


def waiting_for(actor: Any, pk: int) -> Waiting:
    found: Waiting = own_row(actor, Waiting.objects.all(), pk, "bookings")
    return found


def series_for(actor: Any, pk: int) -> Series:
    found: Series = own_row(actor, Series.objects.all(), pk, "bookings")
    return found


def loans_of(actor: Any) -> list[Loan]:
    """Open ones first, the most overdue at the top."""
    rows = Loan.objects.select_related("equipment").order_by("returned_at", "due_at")
    return own_rows(actor, rows, "loans")


def equipment_visible_to(actor: Any) -> QuerySet[Equipment]:
    rows = Equipment.objects.all()
    return rows if may_see_calendar(actor) else rows.none()


def may_read_feed(actor: Any, kind: str, target: str) -> bool:
    """Make, see and revoke links of this kind."""
    if kind == Feed.Kind.MEMBER:
        return is_self(actor, target)
    return may_keep(actor)


def feeds_of(actor: Any) -> QuerySet[Feed]:
    mine = Q(kind=Feed.Kind.MEMBER, target=actor.member_no) if is_self(actor, actor.member_no) else Q(pk=None)
    if may_keep(actor):
        mine |= ~Q(kind=Feed.Kind.MEMBER)
    return Feed.objects.filter(mine)


def get_feed_for(actor: Any, pk: int) -> Feed:
    found = feeds_of(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def purposes(actor: Any, member_no: str) -> list[Purpose]:
    """Bookings of the member a week ago or a week ahead that `actor` sees."""
    now = timezone.now()
    seen = Booking.objects.visible_to(actor).filter(
        member=member_no, starts_at__gte=now - _NEAR, starts_at__lte=now + _NEAR
    )
    known = Booking.unscoped.filter(pk__in=seen.exclude(status="取消").values("pk")).order_by("starts_at")
    return [Purpose("booking", ref=no, live=True) for no in known.values_list("booking_no", flat=True)[:5]]
