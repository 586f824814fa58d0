"""Bookings as an iCalendar file (RFC 5545). Of a studio or base nobody is named."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from lianxin.people.queries import numbers_of_member
from lianxin.spaces import rules
from lianxin.spaces.models import HOLDING, Booking, Feed

#: What is over for longer is left out.
_BACK = timedelta(days=31)


def calendar(feed: Feed, now: datetime) -> bytes:
    """What a link shows. The caller tells the ledger whose it is."""
    from icalendar import Calendar  # not loaded by those who start without

    found = Calendar()
    found.add("prodid", "-//Lianxin//Studios//ZH")
    found.add("version", "2.0")
    found.add("x-wr-calname", _title(feed))
    found.add("refresh-interval", timedelta(minutes=15), parameters={"value": "DURATION"})
    columns = ("booking_no", "studio_id", "studio__base_id", "starts_at", "ends_at", "status")
    for row in _rows(feed, now).values_list(*columns, "arrangement__hold", "entered_at"):
        found.add_component(_entry(row))
    whole: bytes = found.to_ical()
    return whole


def _title(feed: Feed) -> str:
    if feed.kind == Feed.Kind.MEMBER:
        return str(_("My studio bookings"))
    return str(_("Studio bookings of %(where)s") % {"where": feed.target})


def _rows(feed: Feed, now: datetime) -> Any:
    rows = Booking.unscoped.filter(ends_at__gt=now - _BACK, status__in=HOLDING).order_by("starts_at", "pk")
    if feed.kind == Feed.Kind.MEMBER:
        return rows.filter(member__in=numbers_of_member(feed.target))
    return rows.filter(**{"studio" if feed.kind == Feed.Kind.STUDIO else "studio__base": feed.target})


def _entry(row: tuple[Any, ...]) -> Any:
    from icalendar import Event

    number, studio_no, base, start, end, status, hold, stamp = row
    firm = rules.shown_as(status, hold or "firm") not in ("asked", "offered")
    entry = Event()
    entry.add("uid", f"{number}@lianxin")
    entry.add("dtstamp", stamp)
    entry.add("dtstart", start)
    entry.add("dtend", end)
    entry.add("summary", f"{studio_no} {number}")
    entry.add("location", base)
    entry.add("status", "CONFIRMED" if firm else "TENTATIVE")
    return entry
