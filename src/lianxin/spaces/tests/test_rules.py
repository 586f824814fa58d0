"""The pure decisions, against other ways of finding the same."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.lib.dates import BEIJING
from lianxin.spaces import rules
from lianxin.spaces.rules import Holder, Hours, Recurrence, Room, Shut, Span, Terms, Wanted
from lianxin.spaces.tests.conftest import NOW, at

UTC = dt.UTC
NIGHT = Hours("18:00-02:00")
MEMBER = Holder("M1")


def span(start: str, end: str) -> Span:
    return Span(at(start), at(end))


def room(**more: Any) -> Room:
    return Room("Z1", "青江", "标准", more.pop("hours", NIGHT), more.pop("terms", Terms()), **more)


def reasons(wanted: Span, of: Room, holder: Holder = MEMBER, now: dt.datetime = NOW) -> list[str]:
    return [one.code for one in rules.refusals(wanted, of, holder, now)]


# ---- hours


@pytest.mark.parametrize(
    ("opens", "start", "end"),
    [
        ("09:00-24:00", "06-09 09:00", "06-10 00:00"),
        ("18:00-02:00", "06-09 18:00", "06-10 02:00"),
        ("00:00-24:00", "06-09 00:00", "06-10 00:00"),
        ("08:00-08:00", "06-09 08:00", "06-10 08:00"),
    ],
)
def test_an_opening(opens: str, start: str, end: str) -> None:
    assert rules.opening(dt.date(2021, 6, 9), opens) == span(start, end)


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (dt.date(2020, 2, 28), dt.date(2020, 2, 29)),
        (dt.date(2020, 2, 29), dt.date(2020, 3, 1)),
        (dt.date(2021, 2, 28), dt.date(2021, 3, 1)),
        (dt.date(2021, 12, 31), dt.date(2022, 1, 1)),
        (
            dt.date(1986, 5, 4),
            dt.date(1986, 5, 5),
        ),  # China once had summer time: hours of the clock, not of UTC
    ],
)
def test_a_night_ends_on_the_next_day(day: dt.date, after: dt.date) -> None:
    night = NIGHT.on(day)
    assert night and (rules.beijing_day(night.start), rules.beijing_day(night.end)) == (day, after)
    assert (night.start.hour, night.end.hour) == (18, 2)


def test_the_same_moment_in_another_zone_is_the_same_day() -> None:
    assert rules.beijing_day(dt.datetime(2021, 12, 31, 16, 0, tzinfo=UTC)) == dt.date(2022, 1, 1)
    assert rules.beijing_day(dt.datetime(2021, 12, 31, 15, 59, tzinfo=UTC)) == dt.date(2021, 12, 31)


@pytest.mark.parametrize(
    ("hours", "moment", "day"),
    [
        (NIGHT, "06-09 22:00", dt.date(2021, 6, 9)),
        (NIGHT, "06-10 01:59", dt.date(2021, 6, 9)),
        (NIGHT, "06-10 02:00", dt.date(2021, 6, 10)),
        (NIGHT, "01-01 00:30", dt.date(2020, 12, 31)),
        (NIGHT, "03-01 00:30", dt.date(2021, 2, 28)),
        (Hours("09:00-24:00"), "06-10 00:00", dt.date(2021, 6, 10)),
        (Hours("00:00-24:00"), "06-10 00:30", dt.date(2021, 6, 10)),
        (Hours("20:00-20:00"), "06-10 20:00", dt.date(2021, 6, 10)),
        (Hours("18:00-02:00", {2: ""}), "06-10 00:30", dt.date(2021, 6, 10)),  # the 9th, a Wednesday, is shut
        (replace(NIGHT, first=dt.date(2021, 6, 10)), "06-10 00:30", dt.date(2021, 6, 10)),
    ],
)
def test_a_session_belongs_to_the_day_it_starts(hours: Hours, moment: str, day: dt.date) -> None:
    assert hours.day_of(at(moment)) == day


# ---- why not


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("06-09 22:00", "06-10 02:00", []),
        ("06-09 18:00", "06-09 18:30", []),
        ("06-10 00:00", "06-10 02:00", []),
        ("06-09 17:30", "06-09 19:00", ["booking_outside_hours"]),
        ("06-09 23:00", "06-10 02:30", ["booking_outside_hours"]),
        ("06-10 03:00", "06-10 04:00", ["booking_outside_hours"]),
        ("06-09 18:00", "06-10 18:30", ["booking_outside_hours", "booking_too_long"]),
        ("06-08 20:00", "06-08 21:00", ["booking_past"]),
        ("07-09 20:00", "07-09 21:00", []),
        ("07-10 20:00", "07-10 21:00", ["booking_too_far"]),
        ("06-09 20:00", "06-09 20:15", ["booking_too_short", "booking_step"]),
        ("06-09 20:15", "06-09 21:15", ["booking_step"]),
    ],
)
def test_room_and_time(start: str, end: str, found: list[str]) -> None:
    assert reasons(span(start, end), room()) == found


def test_taken_buffered_closed_and_not_in_use() -> None:
    held = room(taken=(span("06-09 20:00", "06-09 21:00"),), terms=Terms(buffer_minutes=30))
    assert reasons(span("06-09 20:30", "06-09 21:30"), held) == ["booking_taken"]
    assert reasons(span("06-09 21:00", "06-09 22:00"), held) == ["booking_buffer"]
    assert reasons(span("06-09 19:30", "06-09 20:00"), held) == ["booking_buffer"]
    assert reasons(span("06-09 21:30", "06-09 22:00"), held) == []
    shut = room(closures=(Shut(span("06-10 00:00", "06-11 00:00"), "检修"),))
    (refusal,) = rules.refusals(span("06-09 23:00", "06-10 01:00"), shut, MEMBER, NOW)
    assert (refusal.code, refusal.params) == ("booking_closed", {"reason": "检修"})
    gone = room(hours=Hours("18:00-02:00", end=dt.date(2021, 6, 10)))
    assert reasons(span("06-10 00:30", "06-10 02:00"), gone) == []  # its last night
    assert reasons(span("06-10 20:00", "06-10 21:00"), gone) == ["booking_not_in_use"]
    assert reasons(span("06-09 20:00", "06-09 21:00"), room(hours=Hours("18:00-02:00", {2: ""}))) == [
        "booking_shut_weekday"
    ]


def test_round_the_clock_runs_through_midnight() -> None:
    always = room(hours=Hours("00:00-24:00"))
    assert reasons(span("06-09 22:00", "06-10 02:00"), always) == []


def test_limits_of_a_member() -> None:
    ahead = tuple(span(f"06-{n} 20:00", f"06-{n} 22:00") for n in range(10, 15))
    full = Holder("M1", bookings=ahead)
    assert reasons(span("06-20 20:00", "06-20 21:00"), room(), full) == ["booking_limit"]
    assert reasons(span("06-20 20:00", "06-20 21:00"), room(), full, at("06-10 22:00")) == []
    weekly = room(terms=Terms(week_minutes=480, most_open=0))
    assert reasons(span("06-13 23:00", "06-14 00:00"), weekly, full) == ["booking_week_limit"]  # Sunday
    assert reasons(span("06-14 20:00", "06-14 22:00"), weekly, full) == []  # Monday, with one of the week
    assert reasons(span("06-09 20:00", "06-09 21:00"), room(), Holder("M1", dt.date(2021, 6, 10))) == [
        "booking_no_member"
    ]
    left = Holder("M1", left_on=dt.date(2021, 6, 10))
    assert reasons(span("06-09 22:00", "06-10 02:00"), room(), left) == []
    assert reasons(span("06-10 20:00", "06-10 21:00"), room(), left) == ["booking_no_member"]


def test_keepers_are_bound_by_the_room_alone() -> None:
    free = room(terms=rules.free_terms(Terms(buffer_minutes=30)), taken=(span("06-09 20:00", "06-09 21:00"),))
    assert reasons(span("06-09 21:40", "06-09 21:45"), free) == []
    assert reasons(span("06-09 21:10", "06-09 21:45"), free) == ["booking_buffer"]
    assert reasons(span("12-31 22:00", "2022-01-01 02:00"), free) == []


# ---- terms and prices


def test_the_narrowest_terms_hold() -> None:
    all_, kind, base, both, own = (Terms(ahead_days=n) for n in range(1, 6))
    found = [
        rules.Scoped(all_), rules.Scoped(kind, kind="VIP"), rules.Scoped(base, base="青江"),
        rules.Scoped(both, base="青江", kind="VIP"), rules.Scoped(own, studio_no="Z1"),
    ]  # fmt: skip

    def days(studio_no: str, base: str, kind: str) -> int:
        return rules.terms_for(found, studio_no=studio_no, base=base, kind=kind).ahead_days

    assert [days(*one) for one in (
        ("Z1", "青江", "VIP"), ("Z2", "青江", "VIP"), ("Z2", "青江", "标准"), ("Z2", "竹坪", "VIP"),
        ("Z2", "竹坪", "标准"),
    )] == [5, 4, 3, 2, 1]  # fmt: skip
    unset = [
        rules.terms_for([], studio_no="Z1", base="", kind=kind).approval for kind in ("VIP", "标准", "新")
    ]
    assert unset == [True, False, False]


@pytest.mark.parametrize(
    ("minutes", "used", "free", "amount"),
    [(120, 0, 120, "0.00"), (120, 60, 60, "60.00"), (120, 300, 0, "120.00"), (50, 100, 20, "30.00")],
)
def test_a_price(minutes: int, used: int, free: int, amount: str) -> None:
    found = rules.price(minutes, used_free=used, terms=Terms(price=Decimal(60), free_minutes=120))
    assert (found.free_minutes, str(found.amount)) == (free, amount)


def test_prices_round_half_up_and_cost_nothing_where_none_is_set() -> None:
    assert str(rules.price(1, used_free=0, terms=Terms(price=Decimal("0.30"))).amount) == "0.01"
    assert rules.price(90, used_free=0, terms=Terms(free_minutes=60)) == rules.Price(0, Decimal("0.00"))


# ---- series


@pytest.mark.parametrize("every", ["day", "week", "month"])
@pytest.mark.parametrize("interval", [1, 2, 3])
@pytest.mark.parametrize(
    "first", [dt.date(2023, 12, 29), dt.date(2024, 1, 31), dt.date(2024, 2, 29), dt.date(2021, 6, 9)]
)
def test_days_of_a_series(every: str, interval: int, first: dt.date) -> None:
    """As python-dateutil reads RFC 5545, which leaves out the months without the day."""
    frequency = {"day": rrule.DAILY, "week": rrule.WEEKLY, "month": rrule.MONTHLY}[every]
    until = first + dt.timedelta(days=50 if every == "day" else 800)
    start, end = dt.datetime.combine(first, dt.time()), dt.datetime.combine(until, dt.time())
    expected = [d.date() for d in rrule.rrule(frequency, start, interval, until=end)][: rules.MOST + 1]
    found = rules.occurrences(first, Recurrence(every, interval, until=until))
    assert [one.day for one in found if one.exists] == expected
    for one in found:
        if not one.exists:
            assert ((one.day + dt.timedelta(days=1)).day, one.wanted) == (1, first.day)


def test_a_month_without_the_day_is_told() -> None:
    found = rules.occurrences(dt.date(2023, 12, 31), Recurrence("month", count=4))
    assert [(str(one.day), one.exists) for one in found] == [
        ("2023-12-31", True), ("2024-01-31", True), ("2024-02-29", False), ("2024-03-31", True)
    ]  # fmt: skip


def test_weekdays_from_the_first_day_on() -> None:
    found = rules.occurrences(dt.date(2021, 12, 29), Recurrence("week", 2, weekdays=(4, 0, 2), count=5))
    assert [str(one.day) for one in found] == [
        "2021-12-29", "2021-12-31", "2022-01-10", "2022-01-12", "2022-01-14"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (Recurrence("year", count=1), "series_rule"), (Recurrence("day", 0, count=1), "series_rule"),
        (Recurrence("week", weekdays=(7,), count=1), "series_rule"),
        (Recurrence("day", count=0), "series_rule"),
        (Recurrence("day"), "series_no_end"), (Recurrence("day", until=dt.date(2021, 1, 1)), ""),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be(rule: Recurrence, code: str) -> None:
    assert rule.wrong() == code


# ---- spans, what is free, what is nearest


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


@settings(deadline=None)
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
    return abs((NIGHT.day_of(one.start) - rules.beijing_day(other.start)).days)


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
