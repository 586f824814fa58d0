"""The calendar: a day or a week of all studios, as a timeline is drawn from it. Few queries, typed rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from lianxin.people.models import Member
from lianxin.spaces import rules
from lianxin.spaces.access import may_look
from lianxin.spaces.models import HOLDING, Booking
from lianxin.spaces.queries import known
from lianxin.spaces.rules import Shut, Span, Terms

_COLUMNS = ("booking_no", "studio", "member", "starts_at", "ends_at", "status")
_AGREED = ("hold", "held_until", "series", "together", "checked_in_at")


@dataclass(frozen=True)
class Slot:
    """One booking on the timeline. `state`: rules.SHOWN; of a "taken" one everything else is empty."""

    studio_no: str
    span: Span
    state: str
    pk: int | None = None
    booking_no: str = ""
    member_no: str = ""
    name: str = ""  # the member's stage name, else the name
    mine: bool = False
    series: int | None = None
    together: str = ""
    checked_in_at: datetime | None = None
    held_until: datetime | None = None


@dataclass(frozen=True)
class PlanDay:
    """A studio on one day. `opening` None: shut, or not in use. Slots that are cancelled are left out."""

    day: date
    opening: Span | None
    closures: tuple[Shut, ...]
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class PlanRow:
    """A studio with its days in order."""

    studio_no: str
    base: str
    kind: str
    terms: Terms
    days: tuple[PlanDay, ...]


@dataclass(frozen=True)
class Plan:
    """Rows by base and number. `axis`: minutes after midnight of a day, from the earliest opening to the
    latest end; the end may be past 1440. A session is on the day whose opening it begins in."""

    first: date
    last: date
    axis: tuple[int, int]
    rows: tuple[PlanRow, ...]


def day_plan(day: date, actor: Any, *, base: str = "", kind: str = "") -> Plan:
    """One day. `actor` sees details of what it may read, of the rest that it is taken."""
    return plan(day, day, actor, base=base, kind=kind)


def week_plan(day: date, actor: Any, *, base: str = "", kind: str = "") -> Plan:
    """The week of `day`, Monday to Sunday."""
    monday = rules.week_of(day)
    return plan(monday, monday + timedelta(days=6), actor, base=base, kind=kind)


def plan(first: date, last: date, actor: Any, *, base: str = "", kind: str = "") -> Plan:
    """Days from `first` to `last`, both included; nights run on into the day after."""
    span = Span(rules.midnight(first), rules.midnight(last + timedelta(days=2)))
    studios = known.studios(base=base, kind=kind)
    terms, closures = known.all_terms(), known.closures(span)
    slots = slots_between(span, actor, None if not base and not kind else [s["studio_no"] for s in studios])
    by_studio: dict[str, list[Slot]] = defaultdict(list)
    for slot in slots:
        by_studio[slot.studio_no].append(slot)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    rows = []
    for studio in studios:
        number, where = studio["studio_no"], studio["base"]
        shut = known.shut(closures, studio_no=number, base=where)
        cells = _days(days, studio["hours"], shut, by_studio[number])
        if any(cell.opening or cell.slots for cell in cells):
            own = rules.terms_for(terms, studio_no=number, base=where, kind=studio["kind"])
            rows.append(PlanRow(number, where, studio["kind"], own, cells))
    return Plan(first, last, _axis(rows), tuple(rows))


def _days(
    days: list[date], hours: rules.Hours, shut: tuple[Shut, ...], slots: list[Slot]
) -> tuple[PlanDay, ...]:
    of_day: dict[date, list[Slot]] = defaultdict(list)
    for slot in slots:
        of_day[hours.day_of(slot.span.start)].append(slot)
    found = []
    for day in days:
        whole = hours.on(day) or Span(rules.midnight(day), rules.midnight(day + timedelta(days=1)))
        closed = tuple(one for one in shut if one.span.overlaps(whole))
        found.append(PlanDay(day, hours.on(day), closed, tuple(of_day[day])))
    return tuple(found)


def _axis(rows: Iterable[PlanRow]) -> tuple[int, int]:
    """Whole hours around everything that is drawn."""
    starts, ends = [], []
    for row in rows:
        for cell in row.days:
            zero = rules.midnight(cell.day)
            for span in [*([cell.opening] if cell.opening else []), *(slot.span for slot in cell.slots)]:
                starts.append((span.start - zero).total_seconds())
                ends.append((span.end - zero).total_seconds())
    if not starts:
        return 0, 24 * 60
    return int(min(starts) // 3600) * 60, int(-(-max(ends) // 3600)) * 60


def slots_between(span: Span, actor: Any, numbers: list[str] | None = None) -> list[Slot]:
    """Bookings that touch `span` and are not cancelled, in order of time."""
    own = _own(span, actor, numbers)
    if may_look(actor):
        return own
    mine = {slot.pk for slot in own}
    held = Booking.unscoped.filter(ends_at__gt=span.start, starts_at__lt=span.end, status__in=HOLDING)
    if numbers is not None:
        held = held.filter(studio__in=numbers)
    others = [
        Slot(studio_no, Span(start, end), "taken")
        for pk, studio_no, start, end in held.values_list("pk", "studio_id", "starts_at", "ends_at")
        if pk not in mine
    ]
    return sorted([*own, *others], key=lambda slot: (slot.span, slot.studio_no))


def _own(span: Span, actor: Any, numbers: list[str] | None) -> list[Slot]:
    """Those that `actor` may read, told to the ledger."""
    rows = Booking.objects.visible_to(actor).filter(ends_at__gt=span.start, starts_at__lt=span.end)
    if numbers is not None:
        rows = rows.filter(studio__in=numbers)
    return slots_of(rows.exclude(status="取消").order_by("starts_at", "studio_id"), actor)


def slots_of(rows: Any, actor: Any) -> list[Slot]:
    """Bookings of a scoped query, told to the ledger."""
    found = list(rows.select_related("arrangement").only(*_COLUMNS, *(f"arrangement__{n}" for n in _AGREED)))
    names = _names(actor, {row.member_id for row in found})
    return [_slot(row, actor, names) for row in found]


def _slot(row: Booking, actor: Any, names: dict[str, str]) -> Slot:
    made = getattr(row, "arrangement", None)
    return Slot(
        row.studio_id,
        Span(row.starts_at, row.ends_at),
        rules.shown_as(row.status, made.hold if made else "firm"),
        row.pk,
        row.booking_no,
        row.member_id,
        names.get(row.member_id, ""),
        bool(actor.member_no) and row.member_id == actor.member_no,
        made.series_id if made else None,
        made.together if made else "",
        made.checked_in_at if made else None,
        made.held_until if made else None,
    )


def _names(actor: Any, numbers: set[str]) -> dict[str, str]:
    rows = Member.objects.visible_to(actor).filter(member_no__in=numbers)
    return {row.member_no: row.stage_name or row.name for row in rows}
