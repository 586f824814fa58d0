"""Hours, what may be booked and at what price, days of a series: against other ways of finding the same."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from dateutil import rrule

from lianxin.spaces import rules
from lianxin.spaces.rules import Holder, Hours, Recurrence, Room, Shut, Span, Terms
from lianxin.spaces.tests.conftest import NIGHT, NOW, at, room, span

UTC = dt.UTC
MEMBER = Holder("M1")


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
