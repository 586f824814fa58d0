"""The sheet of rooms and hours, filled from a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.spaces.queries import Plan, PlanDay, PlanRow, Slot
from lianxin.spaces.rules import Span, beijing_day, joined, without
from lianxin.spaces.views import timeline
from lianxin.spaces.views.timeline import Block, Cell
from lianxin.spaces.views.words import SHOWN, block, clock

#: A stretch that is worth offering, in minutes.
WORTH = 60


@dataclass(frozen=True)
class Look:
    """How the sheet is seen: hours shown, the present, and what the actor may do."""

    first: int
    last: int
    now: datetime
    may_move: bool
    book: str  # where a studio is booked, "" for who may not
    page: str  # of a booking, before its id
    states: Mapping[str, str]
    taken: str
    book_words: str

    @property
    def now_day(self) -> date:
        return beijing_day(self.now)

    def place(self, start: int, end: int) -> str:
        return timeline.place(start, end, self.first, self.last)


def look(plan: Plan, now: datetime, *, may_move: bool, may_book: bool) -> Look:
    first, last = plan.axis
    return Look(
        first,
        last,
        now,
        may_move,
        reverse("spaces:book") if may_book else "",
        reverse("spaces:booking", args=[0]).removesuffix("0/"),
        {state: str(words) for state, words in SHOWN.items()},
        _("Taken"),
        _("Book %(studio)s on %(day)s"),
    )


def marks(plan: Plan, seen: Look) -> dict[date, str]:
    """Day → where the line of the present stands, if it is in sight: after midnight in the night before."""
    found = {}
    for n in range((plan.last - plan.first).days + 1):
        day = date.fromordinal(plan.first.toordinal() + n)
        at = timeline.minutes_into(day, seen.now)
        if seen.first <= at < seen.last:
            found[day] = seen.place(at, at + 5)
    return found


def cells(row: PlanRow, seen: Look, lines: Mapping[date, str]) -> Iterator[Cell]:
    for day in row.days:
        lanes = timeline.in_lanes([slot.span for slot in day.slots])
        blocks = [_shut(day, span, reason, seen) for span, reason in _closures(day)]
        blocks += [_block(day, slot, lane, seen) for slot, lane in zip(day.slots, lanes, strict=True)]
        bookable = bool(seen.book) and day.opening is not None and day.opening.end > seen.now
        yield Cell(
            day.day,
            opens=_place(day, day.opening, seen) if day.opening else "",
            blocks=tuple(blocks),
            book=f"{seen.book}?studio={row.studio_no}&day={day.day}" if bookable else "",
            book_words=seen.book_words % {"studio": row.studio_no, "day": day.day} if bookable else "",
            now=lines.get(day.day, ""),
            lanes=min(max(lanes, default=0) + 1, 3),
        )


def has_time_left(row: PlanRow, now: datetime) -> bool:
    """Whether an hour in a row is free from now on, on a day shown."""
    for day in row.days:
        if day.opening is None or day.opening.end <= now:
            continue
        held = [slot.span for slot in day.slots if slot.state != "missed"]
        held += [shut.span for shut in day.closures]
        open_ = [Span(max(day.opening.start, now), day.opening.end)]
        if any(free.minutes >= WORTH for free in without(open_, held)):
            return True
    return False


def _closures(day: PlanDay) -> Iterator[tuple[Span, str]]:
    """Those of one reason that touch are one."""
    for reason in dict.fromkeys(shut.reason for shut in day.closures):
        for span in joined(shut.span for shut in day.closures if shut.reason == reason):
            yield span, reason


def _place(day: PlanDay, span: Span, seen: Look) -> str:
    return seen.place(timeline.minutes_into(day.day, span.start), timeline.minutes_into(day.day, span.end))


def _shut(day: PlanDay, span: Span, reason: str, seen: Look) -> Block:
    begins, ends = (timeline.minutes_into(day.day, at) for at in (span.start, span.end))
    begins, ends = max(begins, seen.first), min(ends, seen.last)
    return Block(seen.place(begins, ends), "is-shut", reason, begins, ends - begins)


def _block(day: PlanDay, slot: Slot, lane: int, seen: Look) -> Block:
    begins, ends = (timeline.minutes_into(day.day, at) for at in (slot.span.start, slot.span.end))
    said = f"{clock(slot.span.start)}–{clock(slot.span.end)}"
    kind = f"is-{slot.state}" + (f" lane-{min(lane, 2)}" if lane else "")
    if slot.pk is None:
        return Block(seen.place(begins, ends), kind, f"{seen.taken} {said}", begins, ends - begins)
    words = block(slot.name or slot.member_no, slot.span, seen.states[slot.state])
    movable = seen.may_move and slot.state in ("booked", "asked")
    return Block(
        seen.place(begins, ends),
        kind,
        words,
        begins,
        ends - begins,
        href=f"{seen.page}{slot.pk}/",
        carried=slot.pk if movable else 0,
    )
