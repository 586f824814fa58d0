"""What is free, what clashes, how studios are used: against other ways of finding the same."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lianxin.lib.dates import BEIJING
from lianxin.spaces import rules
from lianxin.spaces.rules import Hours, Room, Span, Terms, Wanted
from lianxin.spaces.tests.conftest import NIGHT, NOW, at, room, span


def half_hours(first: int, last: int) -> Any:
    """Spans on whole half hours of 9 and 10 June."""
    zero = at("06-09 00:00")
    steps = st.tuples(st.integers(first, last), st.integers(1, 8))
    return steps.map(lambda n: Span(zero + n[0] * HALF, zero + (n[0] + n[1]) * HALF))


HALF = dt.timedelta(minutes=30)


def ticks(spans: Any) -> set[dt.datetime]:
    """The half hours that are in them."""
    return {one.start + n * HALF for one in spans for n in range(one.minutes // 30)}


@given(st.lists(half_hours(0, 90), max_size=6), st.lists(half_hours(0, 90), max_size=6))
def test_cutting_and_joining(whole: list[Span], holes: list[Span]) -> None:
    assert ticks(rules.joined(whole)) == ticks(whole)
    assert rules.minutes(whole) == 30 * len(ticks(whole))
    left = list(rules.without(rules.joined(whole), holes))
    assert ticks(left) == ticks(whole) - ticks(holes)
    assert left == sorted(left)


#: Midnight belongs to the opening of the evening before, and what is near is counted from there.
MIDNIGHT = span("06-10 00:00", "06-10 04:00")
AROUND = [span("06-09 17:30", "06-09 21:30"), span("06-10 17:30", "06-10 21:30")]


@settings(deadline=None)
@example(AROUND, MIDNIGHT, 2)
@given(st.lists(half_hours(20, 90), max_size=8), half_hours(30, 60), st.integers(0, 2))
def test_the_nearest_is_free_and_none_is_nearer(taken: list[Span], wanted: Span, buffer: int) -> None:
    terms = Terms(buffer_minutes=buffer * 30, most_open=0)
    one = room(taken=tuple(taken), terms=terms)
    now = at("06-08 12:00")
    found = rules.nearest(wanted, one, [one], now, 1)
    starts = [at("06-08 12:00") + n * HALF for n in range(200)]
    shifted = [Span(start, start + (wanted.end - wanted.start)) for start in starts]
    free = [s for s in shifted if not rules.room_refusals(s, one, now) and days_apart(s, wanted) <= 1]
    if not free:
        assert found is None
        return
    best = min(free, key=lambda s: (abs(s.start - wanted.start), s.start))
    assert found and found.span == best


def days_apart(one: Span, other: Span) -> int:
    """Of the days of their openings."""
    return abs((NIGHT.day_of(one.start) - NIGHT.day_of(other.start)).days)


def test_another_room_at_the_same_time_comes_before_a_later_hour() -> None:
    held = (span("06-09 20:00", "06-09 22:00"),)
    one = room(taken=held)
    same, far = replace(one, studio_no="Z2", taken=()), replace(one, studio_no="A1", base="竹坪", taken=())
    wanted = span("06-09 20:00", "06-09 21:00")

    def number(*rooms: Room) -> str:
        found = rules.nearest(wanted, one, rooms, NOW)
        return found.studio_no if found else ""

    assert number(one, same, far) == "Z2"
    assert number(one, far) == "Z1"  # 19:00 in the room itself is an hour off; another base is further
    assert number(replace(one, taken=(span("06-09 18:00", "06-10 02:00"),)), far) == "A1"
    assert number() == ""


# ---- rows that clash


@settings(deadline=None)
@given(
    st.lists(st.tuples(half_hours(0, 40), st.sampled_from("AB"), st.booleans()), max_size=8),
    st.integers(0, 3),
)
def test_clashing_rows(drawn: list[tuple[Span, str, bool]], standing: int) -> None:
    """What is let in keeps apart, and what is refused is in somebody's way."""
    fixed: list[tuple[str, Span, str]] = []
    for n, (one, studio, _) in enumerate(drawn[:standing]):
        if not any(s == studio and one.overlaps(other) for s, other, _ in fixed):
            fixed.append((studio, one, f"F{n}"))
    rows = [
        Wanted(n, f"R{n}", studio, one if holds else None)
        for n, (one, studio, holds) in enumerate(drawn[standing:])
    ]
    refused = rules.clashes(rows, fixed)
    kept = [(row.studio_no, row.span) for row in rows if row.place not in refused and row.span]
    held = [*((studio, one) for studio, one, _ in fixed), *kept]
    for n, (studio, one) in enumerate(held):
        assert not any(s == studio and one.overlaps(other) for s, other in held[n + 1 :])
    for row in rows:
        if row.place in refused:
            assert any(s == row.studio_no and row.span and row.span.overlaps(other) for s, other in held)


# ---- utilisation


def test_use_by_hour_and_weekday() -> None:
    """Against the minutes themselves, one by one: a week of two studios over the end of a year."""
    first, last = dt.date(2021, 12, 27), dt.date(2022, 1, 2)
    shut = span("2021-12-31 20:00", "2022-01-01 01:00")
    places = [
        rules.Place("Z1", "青江", "标准", NIGHT, (shut,)),
        rules.Place("Z2", "青江", "VIP", Hours("09:00-24:00", {5: "10:00-12:30", 6: ""})),
    ]
    sessions = [
        rules.Session("Z1", span("2021-12-31 22:15", "2022-01-01 02:00"), "已使用"),
        rules.Session("Z1", span("2022-01-01 00:30", "2022-01-01 01:10"), "未到"),
        rules.Session("Z2", span("2021-12-27 09:00", "2021-12-27 11:45"), "已预约"),
        rules.Session("Z2", span("2021-12-28 09:00", "2021-12-28 11:45"), "取消"),
    ]
    found = rules.tally(places, sessions, first, last)
    total = rules.summed(found.studios.values())
    assert (total.open, total.used, total.missed, total.booked) == (7 * 480 + 5 * 900 + 150, 225, 40, 165)
    assert total.closed == 300
    for name in ("open", "used", "missed", "booked", "closed"):
        assert sum(getattr(one, name) for one in found.heat.values()) == getattr(total, name)
    friday = {hour: found.heat[4, hour].used for hour in range(22, 26)}
    assert friday == {22: 45, 23: 60, 24: 60, 25: 60}
    assert (found.heat[4, 24].missed, found.heat[4, 25].missed) == (30, 10)
    assert found.heat[5, 12].open == 30
    assert found.peak["青江", "标准"] == 2
    assert rules.Use().utilisation is None


def test_suggestions_name_their_numbers() -> None:
    """Four rooms of which two suffice, and an hour in which those that are open are full."""
    first, last = dt.date(2021, 6, 7), dt.date(2021, 7, 4)
    places = [rules.Place(f"Z{n}", "青江", "标准", NIGHT) for n in range(4)]
    nights = [first + dt.timedelta(days=n) for n in range(28)]
    start = [dt.datetime.combine(day, dt.time(20), BEIJING) for day in nights]
    sessions = [
        rules.Session(f"Z{n}", Span(one, one + dt.timedelta(hours=3)), "已使用")
        for one in start
        for n in range(2)
    ]
    found = rules.tally(places, sessions, first, last)
    closing = rules.suggestions(places, found, 28)
    assert [(one.code, one.params["studio"], one.params["peak"], one.params["rooms"]) for one in closing] == [
        ("studio_close", "Z2", 2, 4), ("studio_close", "Z3", 2, 4)
    ]  # fmt: skip
    assert rules.suggestions(places, found, 27) == []
    late = [*places[:2], rules.Place("Z9", "青江", "标准", Hours("09:00-18:00"))]
    longer = rules.suggestions(late, rules.tally(late, sessions, first, last), 28)
    assert [(one.code, *map(one.params.get, ("studio", "weekday", "hour", "share"))) for one in longer] == [
        ("studio_longer", "Z9", 0, 20, 100.0)  # and not at once to be closed, though nobody has used it
    ]
    full = rules.suggestions(places[:2], rules.tally(places[:2], sessions, first, last), 28)
    assert [(one.code, one.params["hour"], one.params["share"], one.params["rooms"]) for one in full] == [
        ("studio_open", 20, 100.0, 2)
    ]


# ---- pictures


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0abcdefgh", "image/jpeg"), (b"\x89PNG\r\n\x1a\nabcd", "image/png"),
        (b"RIFF....WEBP", "image/webp"), (b"RIFF....WAVE", ""), (b"<svg xmlns=", ""), (b"", ""),
    ],
)  # fmt: skip
def test_a_picture_is_told_by_its_first_bytes(head: bytes, kind: str) -> None:
    assert rules.media_type(head) == kind
