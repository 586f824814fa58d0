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


#: Fewer rows than this could be somebody.
FEWEST = 10


def shown_groups(groups: list[tuple[str, int]]) -> set[str]:
    """Which parts of a whole may be shown, of (name, rows). Empty parts show nobody.

    Where a single part is hidden, its value is the whole less the others: the next smallest goes too.
    """
    hidden = [one for one in groups if 0 < one[1] < FEWEST]
    others = sorted((one for one in groups if one[1] >= FEWEST), key=lambda one: (one[1], one[0]))
    if len(hidden) == 1 and others:
        hidden.append(others[0])
    return {name for name, _rows in groups} - {name for name, _rows in hidden}
