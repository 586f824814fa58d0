"""Secret links to calendars: made, read by whoever holds them, revoked."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.ledger import Purpose, Who
from lianxin.spaces import rules
from lianxin.spaces.access import get_feed_for, may_read_feed
from lianxin.spaces.models import Feed
from lianxin.spaces.queries import known
from lianxin.spaces.queries.ical import calendar

_SALT = "lianxin.spaces.feed"


def make_feed(*, kind: str, target: str, actor: User) -> Feed:
    """`kind`: studio, base, member; `target`: its number or name. Raises PermissionDenied; NotBooked."""
    if not may_read_feed(actor, kind, target):
        raise PermissionDenied
    if kind == Feed.Kind.STUDIO and not known.studios([target]):
        raise rules.refuse("booking_no_studio", studio=target)
    if kind == Feed.Kind.BASE and not known.studios(base=target):
        raise rules.refuse("no_base", base=target)
    return Feed.objects.create(
        kind=Feed.Kind(kind), target=target, salt=secrets.token_urlsafe(16), made_by=actor
    )


def feed_token(feed: Feed) -> str:
    """The secret part of the link's address; shown to whoever may revoke it."""
    return Signer(salt=_SALT).sign(f"{feed.pk}.{feed.salt}")


def revoke_feed(*, feed: int, actor: User, now: datetime | None = None) -> None:
    """The link opens nothing from now on. Raises Http404."""
    found = get_feed_for(actor, feed)
    Feed.objects.filter(pk=found.pk, revoked_at=None).update(
        revoked_at=now or timezone.now(), revoked_by=actor
    )


def read_feed(token: str, *, now: datetime | None = None) -> bytes | None:
    """The calendar (text/calendar, UTF-8) behind a link; None for a made-up or revoked one.

    Calendar programs ask every quarter of an hour: that a member's link was read is told once a day.
    """
    now = now or timezone.now()
    feed = _feed(token)
    if feed is None:
        return None
    first_today = feed.read_at is None or rules.beijing_day(feed.read_at) != rules.beijing_day(now)
    if first_today:
        Feed.objects.filter(pk=feed.pk).update(read_at=now)
    if feed.kind == Feed.Kind.MEMBER and first_today:
        with ledger.event(Who(f"link:{feed.pk}", "public"), "calendar link", purpose=Purpose("own")):
            ledger.seen([f"member:{feed.target}"], "bookings")
    return calendar(feed, now)


def _feed(token: str) -> Feed | None:
    try:
        pk, salt = Signer(salt=_SALT).unsign(token).split(".", 1)
    except (BadSignature, ValueError):
        return None
    return Feed.objects.filter(pk=pk, salt=salt, revoked_at=None).first()
