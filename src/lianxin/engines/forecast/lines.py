"""What was shown and sold: the lines that a forecast learns from, and the showings it is asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

#: The hours at which classes begin: early, morning, noon, afternoon, early evening, prime time, late.
_HOURS = (6, 9, 12, 14, 17, 19, 21)


@dataclass(frozen=True)
class Showing:
    """A product shown by a creator in a session.

    `starts_at` is Beijing's wall clock, `units` the 20-minute units for which it was shown (any positive
    number), `price` yuan a piece, 0 where it is not known. `studio_type` "" is no studio. `fresh`: the month
    is one of the product's own.
    """

    creator: str
    product: str
    category: str
    starts_at: datetime
    studio_type: str = ""
    units: float = 1.0
    price: float = 0.0
    fresh: bool = True


@dataclass(frozen=True)
class PastLine:
    """A showing of a past session and the pieces it sold. `sold_out`: more would have been bought."""

    session: str
    shown: Showing
    sold: float
    sold_out: bool = False


def hour_class(at: datetime) -> int:
    """The class of the hour at which a session starts; hours after midnight belong to the night before."""
    return sum(at.hour >= hour for hour in _HOURS) or len(_HOURS)


def weekend(at: datetime) -> bool:
    """Saturday or Sunday, by the day on which the session starts."""
    return at.weekday() >= 5


def month_number(at: datetime) -> int:
    """Months counted on through the years."""
    return at.year * 12 + at.month - 1
