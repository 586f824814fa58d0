"""Rows of a sheet that want the same studio at the same time."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lianxin.spaces.rules.spans import Span


@dataclass(frozen=True)
class Wanted:
    """`place`: where the row stands among the rows judged; `stays`: what it holds if it is refused."""

    place: int
    number: str
    studio_no: str
    span: Span | None  # None: it keeps nobody out
    stays: tuple[str, Span] | None = None  # (studio, span) that the row holds now


class _Held:
    """What holds one studio, without overlaps, in order."""

    def __init__(self) -> None:
        self._spans: list[tuple[Span, str]] = []

    def clash(self, span: Span) -> str | None:
        at = bisect_left(self._spans, (span, ""))
        near = self._spans[max(at - 1, 0) : at + 1]
        return next((number for one, number in near if one.overlaps(span)), None)

    def hold(self, span: Span, number: str) -> None:
        insort(self._spans, (span, number))

    def hold_last(self, span: Span, number: str) -> None:
        """In order of start. Rows of a time before the database kept them apart may overlap: made one."""
        if self._spans and span.start < self._spans[-1][0].end:
            last, number = self._spans.pop()
            span = Span(last.start, max(last.end, span.end))
        self._spans.append((span, number))


def clashes(rows: Sequence[Wanted], standing: Iterable[tuple[str, Span, str]]) -> dict[int, str]:
    """Place of each row that cannot be → the number of the booking that is in its way.

    `standing`: (studio, span, number) of bookings that no row changes. Of two rows the earlier one has it. A
    refused row leaves its booking where it was, which may be in the way of another: until nothing moves.
    """
    fixed = list(standing)
    refused: dict[int, str] = {}
    while True:
        found = _pass([row for row in rows if row.place not in refused], fixed)
        if not found:
            return refused
        refused |= found
        stuck = [row for row in rows if row.place in found and row.stays]
        fixed += [(row.stays[0], row.stays[1], row.number) for row in stuck if row.stays]


def _pass(rows: Sequence[Wanted], fixed: Iterable[tuple[str, Span, str]]) -> dict[int, str]:
    held: dict[str, _Held] = defaultdict(_Held)
    for studio_no, span, number in sorted(fixed, key=lambda one: one[1]):
        held[studio_no].hold_last(span, number)
    found: dict[int, str] = {}
    for row in rows:
        if row.span is None:
            continue
        if in_the_way := held[row.studio_no].clash(row.span):
            found[row.place] = in_the_way
        else:
            held[row.studio_no].hold(row.span, row.number)
    return found
