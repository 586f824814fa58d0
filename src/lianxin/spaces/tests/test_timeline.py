"""Where things stand on the sheet of rooms and hours."""

import datetime as dt

import pytest

from lianxin.lib.dates import BEIJING
from lianxin.spaces.forms import SlotForm, slot_asked, slot_of
from lianxin.spaces.rules import Span
from lianxin.spaces.tests.conftest import at
from lianxin.spaces.views.timeline import hours, in_lanes, minutes_into, place


@pytest.mark.parametrize(
    ("start", "end", "classes"),
    [
        (19 * 60 + 30, 22 * 60, "th-10 tm-6 dh-2 dm-6"),
        (22 * 60, 26 * 60, "th-13 tm-0 dh-4 dm-0"),  # on into the night
        (9 * 60 + 7, 9 * 60 + 58, "th-0 tm-1 dh-0 dm-11"),  # rounded outwards to five minutes
        (8 * 60, 10 * 60, "th-0 tm-0 dh-1 dm-0"),  # cut where the sheet begins
        (25 * 60, 30 * 60, "th-16 tm-0 dh-1 dm-0"),  # and where it ends
    ],
)
def test_a_place_is_named_by_hours_and_fives_of_minutes(start: int, end: int, classes: str) -> None:
    assert place(start, end, 9 * 60, 26 * 60) == classes


def test_the_hours_above_go_on_past_midnight() -> None:
    assert [text for _place, text in hours(22 * 60, 26 * 60, 1)] == ["22", "23", "00", "01"]
    assert [text for _place, text in hours(9 * 60, 26 * 60, 6)] == ["12", "18", "00"]


def test_minutes_are_those_of_the_night_s_day() -> None:
    assert minutes_into(dt.date(2021, 12, 31), at("2022-01-01 01:30")) == 25 * 60 + 30
    assert minutes_into(dt.date(2024, 2, 28), at("2024-02-29 00:00")) == 24 * 60


def test_what_overlaps_stands_below_one_another() -> None:
    spans = [("20:00", "22:00"), ("20:30", "21:00"), ("21:00", "23:00"), ("22:00", "23:00")]
    assert in_lanes([Span(at(f"06-09 {a}"), at(f"06-09 {b}")) for a, b in spans]) == [0, 1, 1, 0]


def test_before_six_belongs_to_the_evening_before() -> None:
    found = slot_of(at("06-10 00:30"), at("06-10 02:00"))
    assert found == {"day": dt.date(2021, 6, 9), "at": 24 * 60 + 30, "minutes": 90}
    form = SlotForm({name: str(value) for name, value in found.items()})
    assert form.is_valid(), form.errors
    assert form.span == Span(at("06-10 00:30"), at("06-10 02:00"))


@pytest.mark.parametrize(
    ("said", "day", "minute", "length"),
    [
        ({"from": "2021-06-12T21:45", "to": "2021-06-12T23:00"}, dt.date(2021, 6, 12), 21 * 60 + 45, 75),
        ({"from": "2021-06-12T21:45", "to": "2021-06-12T20:00"}, dt.date(2021, 6, 12), 21 * 60 + 45, 120),
        ({"day": "2021-06-13"}, dt.date(2021, 6, 13), 20 * 60, 120),
        ({"from": "rubbish", "day": "0000"}, dt.date(2021, 6, 9), 20 * 60, 120),
        ({"from": "9999-12-31T23:00"}, dt.date(2021, 6, 9), 20 * 60, 120),
        ({}, dt.date(2021, 6, 9), 20 * 60, 120),
    ],
)
def test_a_slot_is_read_from_an_address(said: dict[str, str], day: dt.date, minute: int, length: int) -> None:
    now = dt.datetime(2021, 6, 9, 15, 0, tzinfo=BEIJING)
    assert slot_asked(said, now) == {"day": day, "at": minute, "minutes": length}


def test_late_in_the_evening_tomorrow_is_offered() -> None:
    assert slot_asked({}, at("06-09 21:00"))["day"] == dt.date(2021, 6, 10)


def test_a_drawn_time_is_offered_though_it_is_on_no_step() -> None:
    form = SlotForm({"day": "2021-06-09", "at": "1205", "minutes": "95"})
    assert form.is_valid()
    assert not SlotForm({"day": "2021-06-09", "at": "99999", "minutes": "95"}).is_valid()
