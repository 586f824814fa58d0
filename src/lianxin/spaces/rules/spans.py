"""Stretches of time: half open, aware, cut and joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, order=True)
class Span:
    """From `start` to just before `end`; `end` is later."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds() // 60)

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        return other.start <= self.start and self.end <= other.end

    def padded(self, minutes: int) -> Span:
        """With so many minutes before and after."""
        pad = timedelta(minutes=minutes)
        return Span(self.start - pad, self.end + pad)

    def cut(self, other: Span) -> Span | None:
        """What both have in common."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None


def joined(spans: Iterable[Span]) -> list[Span]:
    """In order, those that touch or overlap made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def without(spans: Iterable[Span], taken: Iterable[Span]) -> Iterator[Span]:
    """What is left of `spans`, each by itself, once `taken` is cut out."""
    holes = joined(taken)
    for span in spans:
        start = span.start
        for hole in holes:
            if hole.end <= start or hole.start >= span.end:
                continue
            if hole.start > start:
                yield Span(start, hole.start)
            start = hole.end
        if start < span.end:
            yield Span(start, span.end)


def minutes(spans: Iterable[Span]) -> int:
    """Together, each minute once."""
    return sum(span.minutes for span in joined(spans))
