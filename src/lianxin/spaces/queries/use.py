"""Utilisation by each studio's own hours, and the bookings behind every number of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from lianxin.core.messages import message
from lianxin.spaces import rules
from lianxin.spaces.models import Booking
from lianxin.spaces.queries import known
from lianxin.spaces.rules import Place, Session, Span, Suggestion, Tally, Use


@dataclass(frozen=True)
class StudioUse:
    studio_no: str
    base: str
    kind: str
    use: Use


@dataclass(frozen=True)
class UseReport:
    """Minutes of the days from `first` to `last`, by the day on which a session starts.

    `total.utilisation` is the figure spaces.utilisation, as long as no studio has hours by weekday. `heat`:
    (weekday, hour) → Use, hours past 24 belong to the night before; `by_base`, `by_kind`: name → Use.
    """

    first: date
    last: date
    total: Use
    studios: tuple[StudioUse, ...]
    by_base: Mapping[str, Use]
    by_kind: Mapping[str, Use]
    heat: Mapping[tuple[int, int], Use]
    suggestions: tuple[Suggestion, ...]


def use(first: date, last: date, *, base: str = "", kind: str = "", studio_no: str = "") -> UseReport:
    """Five queries. No person is read."""
    places = _places(first, last, base, kind, studio_no)
    found = rules.tally(places, _sessions(first, last, [place.studio_no for place in places]), first, last)
    studios = tuple(
        StudioUse(place.studio_no, place.base, place.kind, found.studios[place.studio_no])
        for place in places
        if found.studios[place.studio_no] != Use()
    )
    return UseReport(
        first,
        last,
        rules.summed(one.use for one in studios),
        studios,
        _by(studios, "base"),
        _by(studios, "kind"),
        dict(sorted(found.heat.items())),
        tuple(_suggested(places, found, first, last)),
    )


def _suggested(places: list[Place], found: Tally, first: date, last: date) -> list[Suggestion]:
    return rules.suggestions(places, found, (last - first).days + 1)


def _by(studios: Iterable[StudioUse], name: str) -> dict[str, Use]:
    keys = sorted({getattr(one, name) for one in studios})
    return {key: rules.summed(one.use for one in studios if getattr(one, name) == key) for key in keys}


def _places(first: date, last: date, base: str, kind: str, studio_no: str) -> list[Place]:
    span = Span(rules.midnight(first), rules.midnight(last + timedelta(days=2)))
    closures = known.closures(span)
    found = []
    for row in known.studios([studio_no] if studio_no else None, base=base, kind=kind):
        shut = known.shut(closures, studio_no=row["studio_no"], base=row["base"])
        spans = tuple(rules.joined(one.span for one in shut))
        found.append(Place(row["studio_no"], row["base"], row["kind"], row["hours"], spans))
    return found


def _counted(first: date, last: date) -> dict[str, Any]:
    start, end = rules.midnight(first), rules.midnight(last + timedelta(days=1))
    return {"starts_at__gte": start, "starts_at__lt": end, "status__in": list(rules.COUNTED)}


def without_outcome(first: date, last: date, now: datetime, *, base: str = "", kind: str = "") -> int:
    """Imported sessions that are over and of which no file says whether anybody came."""
    rows = Booking.unscoped.filter(**_counted(first, last) | {"status__in": ["已预约"]}, arrangement=None)
    numbers = [row["studio_no"] for row in known.studios(base=base, kind=kind)] if base or kind else None
    rows = rows.filter(studio__in=numbers) if numbers is not None else rows
    return rows.filter(ends_at__lte=now).count()


def _sessions(first: date, last: date, numbers: list[str]) -> Iterable[Session]:
    rows = Booking.unscoped.filter(**_counted(first, last), studio__in=numbers)
    columns = ("studio_id", "starts_at", "ends_at", "status")
    for studio_no, start, end, status in rows.order_by().values_list(*columns).iterator(5000):
        yield Session(studio_no, Span(start, end), status)


@dataclass(frozen=True)
class Behind:
    """A booking behind a number, with so many minutes. `source`: file, sheet, row; empty if made here."""

    pk: int
    booking_no: str
    studio_no: str
    member_no: str
    starts_at: datetime
    ends_at: datetime
    status: str
    minutes: int
    source: tuple[str, str, int | None]


def said(suggestion: Suggestion) -> str:
    """A suggestion in words, with its numbers."""
    params = dict(suggestion.params)
    if "weekday" in params:
        params["when"] = hour_words(int(str(params["weekday"])), int(str(params["hour"])))
    return message(suggestion.code, params)


def hour_words(weekday: int, hour: int) -> str:
    """星期三 21:00–22:00; an hour past midnight is the night's: 星期三 次日 01:00–02:00."""
    span = f"{hour % 24:02d}:00–{hour % 24 + 1:02d}:00"
    words = _("%(day)s %(span)s the day after") if hour >= 24 else _("%(day)s %(span)s")
    return words % {"day": WEEKDAYS[weekday], "span": span}


def use_receipt(
    actor: Any,
    first: date,
    last: date,
    *,
    counted: str,
    base: str = "",
    kind: str = "",
    studio_no: str = "",
    weekday: int | None = None,
    hour: int | None = None,
) -> list[Behind]:
    """Every booking behind one number of `use`: its minutes add up to it. `counted`: used, booked, missed.

    For whoever sees all bookings; others get their own. Told to the ledger.
    """
    hours = {row["studio_no"]: row["hours"] for row in _studios(base, kind, studio_no)}
    status = next(word for word, name in rules.COUNTED.items() if name == counted)
    rows = Booking.objects.visible_to(actor).filter(**_counted(first, last) | {"status__in": [status]})
    found = []
    for row in rows.filter(studio__in=list(hours)).order_by("starts_at", "pk"):
        minutes = _minutes_in(row, hours[row.studio_id], weekday, hour)
        if minutes:
            source = (row.source_file, row.source_sheet, row.source_row)
            found.append(
                Behind(row.pk, row.booking_no, row.studio_id, row.member_id, row.starts_at, row.ends_at,
                       row.status, minutes, source)
            )  # fmt: skip
    return found


def _studios(base: str, kind: str, studio_no: str) -> list[dict[str, Any]]:
    return known.studios([studio_no] if studio_no else None, base=base, kind=kind)


def _minutes_in(row: Booking, hours: rules.Hours, weekday: int | None, hour: int | None) -> int:
    day = hours.day_of(row.starts_at)
    if weekday is not None and day.weekday() != weekday:
        return 0
    parts = rules.by_hour(Span(row.starts_at, row.ends_at), day)
    return sum(minutes for at, minutes in parts if hour in (None, at))
