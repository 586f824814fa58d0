from calendar import monthrange
from dataclasses import FrozenInstanceError
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.lib.dates import BEIJING, PERIOD_FORMS, Period, PeriodError, parse_period

DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))


def test_beijing_is_eight_hours_ahead_all_year():
    for month in range(1, 13):
        assert datetime(2021, month, 1, tzinfo=BEIJING).utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(
    ("text", "first", "last", "previous", "previous_first", "previous_last"),
    [
        ("2021", "2021-01-01", "2021-12-31", "2020", "2020-01-01", "2020-12-31"),
        ("2020", "2020-01-01", "2020-12-31", "2019", "2019-01-01", "2019-12-31"),
        ("2021H1", "2021-01-01", "2021-06-30", "2020H1", "2020-01-01", "2020-06-30"),
        ("2021H2", "2021-07-01", "2021-12-31", "2020H2", "2020-07-01", "2020-12-31"),
        ("2021Q1", "2021-01-01", "2021-03-31", "2020Q1", "2020-01-01", "2020-03-31"),
        ("2021Q2", "2021-04-01", "2021-06-30", "2020Q2", "2020-04-01", "2020-06-30"),
        ("2021Q3", "2021-07-01", "2021-09-30", "2020Q3", "2020-07-01", "2020-09-30"),
        ("2021Q4", "2021-10-01", "2021-12-31", "2020Q4", "2020-10-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29", "2019-02", "2019-02-01", "2019-02-28"),
        ("2021-02", "2021-02-01", "2021-02-28", "2020-02", "2020-02-01", "2020-02-29"),
        ("2020..2021", "2020-01-01", "2021-12-31", "2019..2020", "2019-01-01", "2020-12-31"),
        ("2021..2021", "2021-01-01", "2021-12-31", "2020..2020", "2020-01-01", "2020-12-31"),
        (
            "2021-09-01..2021-12-31", "2021-09-01", "2021-12-31",
            "2020-09-01..2020-12-31", "2020-09-01", "2020-12-31",
        ),
        (
            "2020-02-01..2020-02-29", "2020-02-01", "2020-02-29",
            "2019-02-01..2019-02-28", "2019-02-01", "2019-02-28",
        ),
        (
            "2020-02-29..2020-02-29", "2020-02-29", "2020-02-29",
            "2019-02-28..2019-02-28", "2019-02-28", "2019-02-28",
        ),
        (
            "2021-02-01..2021-02-28", "2021-02-01", "2021-02-28",
            "2020-02-01..2020-02-28", "2020-02-01", "2020-02-28",
        ),
        (
            "2020-11-15..2021-02-28", "2020-11-15", "2021-02-28",
            "2019-11-15..2020-02-28", "2019-11-15", "2020-02-28",
        ),
        ("1000", "1000-01-01", "1000-12-31", "0999", "0999-01-01", "0999-12-31"),
    ],
)  # fmt: skip
def test_spans(text, first, last, previous, previous_first, previous_last):
    period = parse_period(text)
    assert period == Period(text, date.fromisoformat(first), date.fromisoformat(last))
    assert period.previous() == Period(
        previous, date.fromisoformat(previous_first), date.fromisoformat(previous_last)
    )


@pytest.mark.parametrize("year", [1900, 2000, 2019, 2020, 2021, 2100])
@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_whole(year, month):
    period = parse_period(f"{year}-{month:02d}")
    assert period.first == date(year, month, 1)
    assert period.last == date(year, month, monthrange(year, month)[1])


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2021 ", " 2021", "2021\n", "21", "20211", "0000", "0999", "3000", "-2021", "2021.0",
        "２０２１",
        "二〇二一",
        "2021H0", "2021H3", "2021h1", "2021H", "2021Q0", "2021Q5", "2021q1", "2021-Q1",
        "2021-00", "2021-13", "2021-9",
        "2021/09", "202109", "2021-09-01", "2021-09-01..", "..2021", "2021..", "..",
        "2021..2020", "2020...2021",
        "2021-02-30..2021-03-01", "2021-02-29..2021-03-01", "2021-09-02..2021-09-01", "2021-09-01..2021",
        "2021-09..2021-12", "2021H1..2021H2", "2021-9-1..2021-9-2",
        "20210901..20210930", "2021-W01-1..2021-W02-1",
        "2021-09-01..2021-09-30..2021-10-01", "2999-12-31..3000-01-01",
        "2021年", "今年", "last year",
    ],
)  # fmt: skip
def test_anything_else_is_refused(text):
    with pytest.raises(PeriodError) as error:
        parse_period(text)
    assert error.value.text == text


def test_every_listed_form_is_accepted():
    assert [parse_period(form).text for form in PERIOD_FORMS] == list(PERIOD_FORMS)


@given(DAYS, DAYS)
def test_day_ranges_shift_each_end(a, b):
    first, last = sorted((a, b))
    period = parse_period(f"{first}..{last}")
    before = period.previous()
    for now, then in ((period.first, before.first), (period.last, before.last)):
        assert then.year == now.year - 1
        same_day = (now.month, now.day)
        assert (then.month, then.day) == ((2, 28) if same_day == (2, 29) else same_day)
    assert before.first <= before.last


@given(st.text(max_size=24))
def test_never_another_error(text):
    try:
        period = parse_period(text)
    except PeriodError:
        return
    assert period.text == text
    assert period.first <= period.last


def test_a_period_does_not_change():
    with pytest.raises(FrozenInstanceError):
        parse_period("2021").text = "2022"
