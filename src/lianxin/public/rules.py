"""Links to big screens: who has one can look at sums, and at nothing else, until it ends."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

#: Days that a link can last; the first is what the form offers.
LASTING = (30, 7, 90, 365)
#: Seconds between two looks of a screen at the figures.
REFRESH = 60


def new_token() -> str:
    """256 random bits: nobody guesses a screen's address."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is kept of a token: whoever reads the database opens no screen."""
    return sha256(token.encode()).hexdigest()


def is_open(*, expires_at: datetime, revoked_at: datetime | None, now: datetime) -> bool:
    return revoked_at is None and now < expires_at


def ends(now: datetime, days: int) -> datetime:
    """ValueError for a time that is not offered."""
    if days not in LASTING:
        raise ValueError(days)
    return now + timedelta(days=days)
