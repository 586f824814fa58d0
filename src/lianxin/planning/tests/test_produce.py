"""Months as the sheet has them, and weeks in which all there was is gone."""

import pytest

from lianxin.planning.rules.produce import ALL_YEAR, fresh_months, harvested, weeks_run_out


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("3-5", {3, 4, 5}),
        ("11-2", {11, 12, 1, 2}),
        ("7、9-10", {7, 9, 10}),
        ("6月至8月", {6, 7, 8}),
        ("6至8", {6, 7, 8}),
        ("12", {12}),
        ("", ALL_YEAR),
        ("全年", ALL_YEAR),
        ("13-15", ALL_YEAR),
    ],
)
def test_months_of_a_season(text: str, months: set[int]) -> None:
    assert fresh_months(text) == months


@pytest.mark.parametrize(
    ("units", "shelf", "sold", "out"),
    [
        ([10, 0], 0, [10, 0], [True, False]),
        ([10, 0], 0, [9, 3], [False, False]),
        ([10, 0], 1, [9, 1], [False, True]),
        ([10, 10], 1, [9, 11], [False, True]),
        ([10, 10], 1, [9, 10], [False, False]),
        ([10, 0, 0], 1, [4, 0, 6], [False, False, False]),
        ([10], 1, [12, 5], [True, False]),
        ([], 0, [3], [False]),
    ],
)
def test_weeks_that_ran_out(units: list[float], shelf: int, sold: list[float], out: list[bool]) -> None:
    assert weeks_run_out(units, shelf, sold) == out


@pytest.mark.parametrize(
    ("weeks", "share", "later", "left"),
    [
        ([1], 0.5, 0, [10, 10, 30]),
        ([1], 0.5, 1, [10, 0, 40]),
        ([0, 1], 1.0, 1, [0, 10, 50]),
        ([2], 1.0, 1, [10, 20, 0]),
        ([], 0.0, 1, [10, 20, 30]),
        ([0], 0.0, 0, [0, 20, 30]),
    ],
)
def test_a_frost_leaves_less_and_later(weeks: list[int], share: float, later: int, left: list[float]) -> None:
    assert harvested([10, 20, 30], weeks, share, later) == left
