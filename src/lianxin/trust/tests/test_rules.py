"""Pure decisions: working days, clocks, ends of requests, months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.trust.rules import (
    CLASSES,
    GOALS,
    KINDS,
    LEAST_MONTHS,
    OUTCOMES,
    clock,
    due,
    is_working_day,
    kept_class,
    may_answer,
    may_reopen,
    months_before,
    outcomes_for,
    working_days,
)

days = st.dates(date(2005, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), (False, True)),  # New Year
        (date(2026, 1, 4), (True, True)),  # a Sunday made up for
        (date(2026, 2, 17), (False, True)),  # Spring Festival, a Tuesday
        (date(2026, 3, 7), (False, True)),  # a Saturday
        (date(2026, 3, 9), (True, True)),
        (date(2031, 3, 8), (False, False)),  # not published: a Saturday
        (date(2031, 10, 1), (True, False)),  # not published: a Wednesday like any other
    ],
)
def test_working_day(day: date, expected: tuple[bool, bool]) -> None:
    assert is_working_day(day) == expected


def test_due_over_the_spring_festival() -> None:
    """Asked on Friday 13 February 2026: Saturday 14 is made up for, 15 to 23 are free."""
    assert due(date(2026, 2, 13), 3).on == date(2026, 2, 25)
    assert due(date(2026, 2, 13), 3).known


def test_due_into_an_unpublished_year_says_so() -> None:
    assert not due(date(2031, 1, 2), 15).known


@given(days, st.integers(1, 40))
def test_due_is_a_working_day_and_so_many_away(opened: date, count: int) -> None:
    found = due(opened, count)
    assert is_working_day(found.on)[0]
    assert working_days(opened, found.on) == count


@given(days, st.integers(-40, 40), st.booleans())
def test_clock(today: date, ahead: int, answered: bool) -> None:
    due_on = today + timedelta(days=ahead)
    found = clock(due_on, today, answered=answered)
    if answered:
        assert found.state == "answered"
    elif ahead < 0:
        assert found.state == "overdue"
    else:
        assert found.state == ("running" if found.days else "today")
        assert found.days == sum(is_working_day(today + timedelta(days=n))[0] for n in range(1, ahead + 1))


def test_goals() -> None:
    assert GOALS["view"] == 3
    assert {GOALS[kind] for kind in KINDS if kind != "view"} == {15}


@pytest.mark.parametrize("kind", KINDS)
def test_outcomes(kind: str) -> None:
    found = set(outcomes_for(kind))
    assert found
    assert found <= set(OUTCOMES)
    assert ("refused" in found) == (kind != "view")
    assert ("wrong" in found) == (kind == "view")


def test_states() -> None:
    assert (may_answer("open"), may_answer("answered")) == (True, False)
    assert (may_reopen("open"), may_reopen("answered")) == (False, True)


def test_the_ledger_is_kept_three_years_at_least() -> None:
    assert kept_class("ledger").least == LEAST_MONTHS == 36
    assert all(kept.months >= kept.least for kept in CLASSES)
    assert len({kept.code for kept in CLASSES}) == len(CLASSES)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_months_before(day: date, months: int) -> None:
    found = months_before(day, months)
    assert (day.year - found.year) * 12 + day.month - found.month == months
    assert found.day == day.day or (found + timedelta(days=1)).day == 1
