"""What is known of studios and members around a time, for the rules. Times alone: nobody is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from lianxin.people.models import Member
from lianxin.spaces import rules
from lianxin.spaces.models import HOLDING, Booking, Closure, Studio, Terms, WeekdayHours
from lianxin.spaces.rules import Holder, Hours, Room, Scoped, Shut, Span

TERMS = tuple(one.name for one in fields(rules.Terms))


def studios(
    numbers: Collection[str] | None = None, *, base: str = "", kind: str = ""
) -> list[dict[str, Any]]:
    """studio_no, base, kind, hours; in the order of bases and numbers. Of all if `numbers` is None."""
    rows = Studio.unscoped.order_by("base_id", "studio_no")
    if numbers is not None:
        rows = rows.filter(studio_no__in=numbers)
    if base:
        rows = rows.filter(base=base)
    if kind:
        rows = rows.filter(kind=kind)
    names = ("pk", "studio_no", "base_id", "kind", "opens", "opened_on", "closed_on")
    found = list(rows.values(*names, "base__opened_on", "base__closed_on"))
    other = _weekday_hours([row["studio_no"] for row in found])
    return [row | {"base": row["base_id"], "hours": _hours(row, other[row["studio_no"]])} for row in found]


def _weekday_hours(numbers: Collection[str]) -> dict[str, dict[int, str]]:
    found: dict[str, dict[int, str]] = defaultdict(dict)
    rows: Any = WeekdayHours.objects.filter(studio__in=list(numbers))
    for studio_no, weekday, opens in rows.values_list("studio_id", "weekday", "opens"):
        found[studio_no][weekday] = opens
    return found


def _hours(row: Mapping[str, Any], weekdays: Mapping[int, str]) -> Hours:
    """A studio is in use no longer than its base."""
    ends = [day for day in (row["closed_on"], row["base__closed_on"]) if day]
    first = max(row["opened_on"], row["base__opened_on"])
    return Hours(row["opens"], weekdays, first, min(ends, default=date.max))


def all_terms() -> list[Scoped]:
    return [
        Scoped(rules.Terms(**{name: getattr(row, name) for name in TERMS}), row.base, row.studio_no, row.kind)
        for row in Terms.objects.all()
    ]


def closures(span: Span) -> list[Closure]:
    return list(Closure.objects.filter(ends_at__gt=span.start, starts_at__lt=span.end))


def shut(found: Iterable[Closure], *, studio_no: str, base: str) -> tuple[Shut, ...]:
    return tuple(
        Shut(Span(one.starts_at, one.ends_at), one.reason)
        for one in found
        if (one.studio_id == studio_no if one.studio_id else one.base_id in (None, base))
    )


def taken(
    span: Span, numbers: Collection[str] | None, leaving_out: int | None = None
) -> dict[str, list[Span]]:
    """What holds the studios, of all if `numbers` is None; `leaving_out`: a booking's id."""
    rows = Booking.unscoped.filter(ends_at__gt=span.start, starts_at__lt=span.end, status__in=HOLDING)
    if numbers is not None:
        rows = rows.filter(studio__in=numbers)
    if leaving_out is not None:
        rows = rows.exclude(pk=leaving_out)
    found: dict[str, list[Span]] = defaultdict(list)
    for studio_no, start, end in rows.order_by("starts_at").values_list("studio_id", "starts_at", "ends_at"):
        found[studio_no].append(Span(start, end))
    return found


def held(numbers: Collection[str], span: Span) -> bool:
    """Whether any of the studios is held at some time of `span`."""
    rows = Booking.unscoped.filter(ends_at__gt=span.start, starts_at__lt=span.end, status__in=HOLDING)
    return rows.filter(studio__in=numbers).exists()


def rooms(
    span: Span,
    *,
    numbers: Collection[str] | None = None,
    base: str = "",
    kind: str = "",
    leaving_out: int | None = None,
    around: int = 1,
) -> dict[str, Room]:
    """Number → the studio with what concerns it from `around` days before `span` to as many after."""
    wide = span.padded(around * 24 * 60)
    found = studios(numbers, base=base, kind=kind)
    known = None if numbers is None and not base and not kind else [row["studio_no"] for row in found]
    held = taken(wide, known, leaving_out)
    terms, closed = all_terms(), closures(wide)
    return {
        row["studio_no"]: Room(
            row["studio_no"],
            row["base"],
            row["kind"],
            row["hours"],
            rules.terms_for(terms, studio_no=row["studio_no"], base=row["base"], kind=row["kind"]),
            shut(closed, studio_no=row["studio_no"], base=row["base"]),
            tuple(held.get(row["studio_no"], ())),
        )
        for row in found
    }


def holder(
    member_no: str, around: Collection[Span], now: datetime, leaving_out: int | None = None
) -> Holder | None:
    """The member with the bookings that limits count: those to come, and those of the weeks of `around`."""
    row = Member.unscoped.filter(member_no=member_no).values_list("joined_on", "left_on").first()
    if row is None:
        return None
    counted = Q(ends_at__gt=now)
    for monday in {rules.week_of(rules.beijing_day(span.start)) for span in around}:
        counted |= Q(
            starts_at__gte=rules.midnight(monday), starts_at__lt=rules.midnight(monday + timedelta(7))
        )
    own = Q(arrangement=None) | Q(arrangement__origin="")  # what is planned for them is not their allowance
    rows = Booking.unscoped.filter(counted, own, member=member_no, status__in=HOLDING)
    if leaving_out is not None:
        rows = rows.exclude(pk=leaving_out)
    spans = tuple(Span(*one) for one in rows.order_by("starts_at").values_list("starts_at", "ends_at"))
    return Holder(member_no, row[0], row[1], spans)


def used_free_minutes(member_no: str, kind: str, day: date, leaving_out: int | None = None) -> int:
    """Of the member's free quota for studios of a kind, in the month of `day`."""
    first = day.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    rows = Booking.unscoped.filter(
        member=member_no,
        studio__kind=kind,
        status__in=HOLDING,
        starts_at__gte=rules.midnight(first),
        starts_at__lt=rules.midnight(after),
    ).exclude(pk=leaving_out)
    return sum(free or 0 for free in rows.values_list("arrangement__free_minutes", flat=True))
