"""How studios are used: minutes of their own opening hours, used, booked and missed. Rooms, never people.

An hour belongs to the day whose opening it is in: 01:00 of a night that began on Wednesday is hour 25 of
Wednesday.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from lianxin.lib.money import percent
from lianxin.spaces.rules.hours import Hours, beijing_day, midnight
from lianxin.spaces.rules.spans import Span

#: Status of the sheet → what its minutes are counted as; cancelled bookings are not counted.
COUNTED = {"已使用": "used", "已预约": "booked", "未到": "missed"}

Cell = tuple[int, int]  # (weekday, hour): 0 is Monday; hours run past 24


@dataclass
class Use:
    """Minutes. `closed` is the part of `open` in which a closure kept the studio shut."""

    open: int = 0
    used: int = 0
    booked: int = 0
    missed: int = 0
    closed: int = 0

    def add(self, other: Use) -> None:
        for name in ("open", "used", "booked", "missed", "closed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def utilisation(self) -> float | None:
        """Percent of the opening hours that were used, as the figure; None without opening hours."""
        return percent(self.used, self.open)

    @property
    def demand(self) -> float | None:
        """Percent that were asked for: used, booked or missed."""
        return percent(self.used + self.booked + self.missed, self.open)


@dataclass(frozen=True)
class Session:
    """One booking that counts."""

    studio_no: str
    span: Span
    status: str


@dataclass(frozen=True)
class Place:
    """A studio, as far as its use is concerned. `closures`: what shut it in the period."""

    studio_no: str
    base: str
    kind: str
    hours: Hours
    closures: tuple[Span, ...] = ()


@dataclass
class Tally:
    """By studio, and by hour of the week of all of them. `peak`: (base, kind) → most sessions at one time."""

    studios: dict[str, Use] = field(default_factory=dict)
    heat: dict[Cell, Use] = field(default_factory=lambda: defaultdict(Use))
    heat_of: dict[tuple[str, str], dict[Cell, Use]] = field(default_factory=dict)
    peak: dict[tuple[str, str], int] = field(default_factory=dict)


def tally(places: Iterable[Place], sessions: Iterable[Session], first: date, last: date) -> Tally:
    """Of the days from `first` to `last`. Sessions are those that start on them."""
    found = Tally()
    known = {place.studio_no: place for place in places}
    for place in known.values():
        found.studios[place.studio_no] = Use()
        found.heat_of.setdefault((place.base, place.kind), defaultdict(Use))
        _count_open(found, place, first, last)
    at_once: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for session in sessions:
        if session.studio_no in known:
            place = known[session.studio_no]
            _count_session(found, place, session)
            at_once[place.base, place.kind].append(session.span)
    found.peak = {where: most_at_once(spans) for where, spans in at_once.items()}
    return found


def _count_open(found: Tally, place: Place, first: date, last: date) -> None:
    """A weekday's opening is worked out once; closures day by day."""
    days: dict[int, list[date]] = defaultdict(list)
    for n in range((last - first).days + 1):
        days[(first + timedelta(days=n)).weekday()].append(first + timedelta(days=n))
    for some in days.values():
        open_ = [day for day in some if place.hours.on(day)]
        if open_ and (span := place.hours.on(open_[0])):
            _spread(found, place, span, open_[0], "open", times=len(open_))
    for shut in place.closures:
        for day in _days_of(shut, first, last):
            if (span := place.hours.on(day)) and (part := shut.cut(span)):
                _spread(found, place, part, day, "closed")


def _days_of(span: Span, first: date, last: date) -> Iterator[date]:
    """The day before is one of them, whose night may reach into it."""
    day = max(beijing_day(span.start) - timedelta(days=1), first)
    while day <= min(beijing_day(span.end), last):
        yield day
        day += timedelta(days=1)


def _count_session(found: Tally, place: Place, session: Session) -> None:
    if name := COUNTED.get(session.status):
        _spread(found, place, session.span, place.hours.day_of(session.span.start), name)


def _spread(found: Tally, place: Place, span: Span, day: date, name: str, *, times: int = 1) -> None:
    uses = found.studios[place.studio_no]
    setattr(uses, name, getattr(uses, name) + span.minutes * times)
    cells = found.heat_of[place.base, place.kind]
    for hour, minutes in by_hour(span, day):
        for heat in (found.heat, cells):
            use = heat[day.weekday(), hour]
            setattr(use, name, getattr(use, name) + minutes * times)


def by_hour(span: Span, day: date) -> Iterator[tuple[int, int]]:
    """(hour of the day, minutes in it)."""
    zero = midnight(day)
    start = int((span.start - zero).total_seconds() // 60)
    end = int((span.end - zero).total_seconds() // 60)
    while start < end:
        hour = start // 60
        stop = min((hour + 1) * 60, end)
        yield hour, stop - start
        start = stop


def most_at_once(spans: Iterable[Span]) -> int:
    steps = sorted(step for span in spans for step in ((span.start, 1), (span.end, -1)))
    now = most = 0
    for _, change in steps:  # at one moment those who leave come before those who arrive
        now += change
        most = max(most, now)
    return most


def summed(uses: Iterable[Use]) -> Use:
    total = Use()
    for one in uses:
        total.add(one)
    return total


#: A room that is used less is not needed, if the others have room for everybody at the busiest time.
CLOSE_BELOW = 15.0
#: An hour of the week that is asked for more is full.
FULL_FROM = 85.0
#: Fewer days say nothing.
LEAST_DAYS = 28


@dataclass(frozen=True)
class Suggestion:
    """What might be done with rooms; `params` are the numbers it rests on, words in core.messages.

    codes: studio_close(studio, base, share, used, open, peak, rooms), studio_open(base, kind, weekday, hour,
    share, rooms), studio_longer(studio, base, weekday, hour, share).
    """

    code: str
    params: Mapping[str, object]


def suggestions(places: Iterable[Place], found: Tally, days: int) -> list[Suggestion]:
    """None for a period shorter than LEAST_DAYS."""
    if days < LEAST_DAYS:
        return []
    groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        if found.studios[place.studio_no].open:
            groups[place.base, place.kind].append(place)
    said: list[Suggestion] = []
    for where in sorted(groups):
        opening = list(_to_open(groups[where], found, where))
        needed = {one.params.get("studio") for one in opening}
        closing = _to_close(groups[where], found, where)
        said += [one for one in closing if one.params["studio"] not in needed]
        said += opening
    return said


def _to_close(places: list[Place], found: Tally, where: tuple[str, str]) -> Iterator[Suggestion]:
    """The least used, as many as stay empty at the busiest moment."""
    peak = found.peak.get(where, 0)

    def share(place: Place) -> float:
        return found.studios[place.studio_no].utilisation or 0.0

    for place in sorted(places, key=lambda one: (share(one), one.studio_no))[: max(len(places) - peak, 0)]:
        if share(place) < CLOSE_BELOW:
            use = found.studios[place.studio_no]
            numbers = {"share": share(place), "used": use.used // 60, "open": use.open // 60}
            yield Suggestion(
                "studio_close",
                {
                    "studio": place.studio_no,
                    "base": place.base,
                    **numbers,
                    "peak": peak,
                    "rooms": len(places),
                },
            )


def _to_open(places: list[Place], found: Tally, where: tuple[str, str]) -> Iterator[Suggestion]:
    """The fullest hour of the week: rooms that are shut then could open; if none is, more are needed."""
    cells = found.heat_of[where]
    full = [
        (use.demand or 0.0, cell) for cell, use in cells.items() if use.demand and use.demand >= FULL_FROM
    ]
    if not full:
        return
    share, (weekday, hour) = max(full, key=lambda one: (one[0], -one[1][0], -one[1][1]))
    base, kind = where
    when = {"base": base, "weekday": weekday, "hour": hour, "share": share}
    shut = [place for place in places if not _open_at(place, weekday, hour)]
    for place in sorted(shut, key=lambda one: one.studio_no):
        yield Suggestion("studio_longer", {"studio": place.studio_no, **when})
    if not shut:
        yield Suggestion("studio_open", {"kind": kind, "rooms": len(places), **when})


def _open_at(place: Place, weekday: int, hour: int) -> bool:
    opens = place.hours.weekdays.get(weekday, place.hours.opens)
    some = Hours(opens).on(date(2024, 1, 1) + timedelta(days=weekday)) if opens else None
    return some is not None and any(
        at == hour for at, _ in by_hour(some, date(2024, 1, 1) + timedelta(days=weekday))
    )
