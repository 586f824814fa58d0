"""Where things stand on the sheet of rooms and hours.

Pages hold no style attribute (`web/middleware.py`), so a place is named by classes of `spaces/places.css`:
`th-3 tm-6 dh-2 dm-0` begins 3 hours and 30 minutes after the first hour shown and lasts two hours. Minutes
are those since midnight of the row's day; a night goes on past 1440.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from lianxin.spaces.rules import Span, midnight

_STEP = 5  # minutes that a place is rounded to, outwards; the words beside it are exact
#: Where a label stands above, by view: every hour, every sixth.
EVERY = {"day": 1, "week": 6}

_zero = lru_cache(maxsize=1024)(midnight)


def minutes_into(day: date, moment: datetime) -> int:
    """Since midnight of the day; negative before it."""
    return int((moment - _zero(day)).total_seconds() // 60)


def in_lanes(spans: Sequence[Span]) -> list[int]:
    """A lane for each of the spans, which are in order: those that overlap stand below one another (a missed
    session, and who came instead)."""
    ends: list[datetime] = []
    lanes = []
    for one in spans:
        lane = next((n for n, end in enumerate(ends) if end <= one.start), len(ends))
        ends[lane : lane + 1] = [one.end]
        lanes.append(lane)
    return lanes


@lru_cache(maxsize=4096)
def place(start: int, end: int, first: int, last: int) -> str:
    """Classes that name the place, cut at the minutes shown: from `first` to `last`."""
    begins = max(start // _STEP * _STEP, first) - first
    lasts = min(-(-end // _STEP) * _STEP, last) - first - begins
    return f"th-{begins // 60} tm-{begins % 60 // _STEP} dh-{lasts // 60} dm-{lasts % 60 // _STEP}"


def hours(first: int, last: int, every: int) -> tuple[tuple[str, str], ...]:
    """What stands above, as (place, "09"): hours as clocks have them, `every` so many."""
    shown = [n for n in range(first // 60, last // 60) if n % every == 0]
    return tuple((place(n * 60, n * 60 + 60, first, last), f"{n % 24:02d}") for n in shown)


@dataclass(frozen=True)
class Block:
    """Something that takes up a studio: `kind` is its class, `words` what it says, `href` where it leads."""

    place: str
    kind: str
    words: str
    start: int
    length: int
    href: str = ""
    carried: int = 0  # the booking's id, for whoever may move it


@dataclass(frozen=True)
class Cell:
    """One studio on one day; `book`: where it can be booked."""

    day: date
    opens: str
    blocks: tuple[Block, ...]
    book: str = ""
    book_words: str = ""
    now: str = ""
    lanes: int = 1
