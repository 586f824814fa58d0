"""What was known on a day, and what came after it: the only split that tells how a forecast will do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from lianxin.engines.forecast.lines import PastLine


def split(
    lines: Sequence[PastLine], origin: datetime, *, ahead: timedelta, sessions: int | None = None
) -> tuple[list[PastLine], list[PastLine]]:
    """(lines of the last `sessions` sessions before the origin, lines of those up to `ahead` after it).

    Sessions share a shock, so a session is never on both sides, and nothing of the future is learnt from.
    """
    before = sorted((x for x in lines if x.shown.starts_at < origin), key=lambda x: x.shown.starts_at)
    held = list(dict.fromkeys(line.session for line in before))
    kept = set(held if sessions is None else held[-sessions:])
    past = [line for line in before if line.session in kept]
    return past, [line for line in lines if origin <= line.shown.starts_at < origin + ahead]


def origins(first: datetime, last: datetime, every: timedelta) -> Iterator[datetime]:
    """From `first`, one after the other, up to `last`."""
    while first <= last:
        yield first
        first += every
