"""The nine lines, movements and pages: pure decisions."""

import pytest

from lianxin.console.rules import (
    GROUPS,
    LINES,
    Movement,
    Pages,
    file_kind,
    keys_by_line,
    line_called,
    line_of,
    movement,
)
from lianxin.core import hooks
from lianxin.core.sheets import sheets
from lianxin.web.words import DIMENSIONS


def test_three_groups_of_three_lines() -> None:
    assert [(group.sign, len(group.lines)) for group in GROUPS] == [("连", 3), ("育", 3), ("力", 3)]


def test_every_figure_stands_in_one_line() -> None:
    keys = [figure.key for figure in hooks.figures]
    assert len(keys) == 64
    assert sorted(key for held in keys_by_line(keys).values() for key in held) == sorted(keys)


def test_training_takes_its_figures_from_learning() -> None:
    assert line_of("learning.attendances").slug == "training"
    assert line_of("learning.all_attendances").slug == "learning"


def test_every_sheet_stands_in_a_line() -> None:
    assert {name for line in LINES for name in line.sheets} == {sheet.name for sheet in sheets()}


def test_every_dimension_has_words() -> None:
    assert {name for figure in hooks.figures for name in figure.by} <= DIMENSIONS.keys()


def test_an_unknown_line_or_key() -> None:
    assert line_called("weather") is None
    with pytest.raises(KeyError):
        line_of("weather.rain")


@pytest.mark.parametrize(
    ("value", "previous", "change", "unit", "moved"),
    [
        (12, 10, 20.0, "件", Movement("up", "20.0%")),
        (8, 10, -20.0, "件", Movement("down", "20.0%")),
        (10, 10, 0.0, "件", Movement("level", "")),
        ("10.00", "10.00", 0.0, "元", Movement("level", "")),
        ("9.99", "10.00", -0.1, "元", Movement("down", "0.1%")),
        (5, 0, None, "件", Movement("up", "")),
        (0, 0, None, "件", Movement("level", "")),
        (5, None, None, "件", Movement("unknown", "")),
        (None, 5, None, "%", Movement("unknown", "")),
        (82.5, 80.1, 3.0, "%", Movement("up", "2.4", points=True)),
        (120, 10, 1100.0, "件", Movement("up", "")),
        (110, 10, 1000.0, "件", Movement("up", "1000.0%")),
    ],
)
def test_movement(value: object, previous: object, change: float | None, unit: str, moved: Movement) -> None:
    assert movement(value, previous, change, unit) == moved


@pytest.mark.parametrize(
    ("asked", "total", "number", "last", "rows"),
    [
        ("", 0, 1, 1, (0, 0)),
        ("", 1, 1, 1, (1, 1)),
        ("1", 50, 1, 1, (1, 50)),
        ("2", 51, 2, 2, (51, 51)),
        ("9", 51, 2, 2, (51, 51)),
        ("0", 51, 1, 2, (1, 50)),
        ("-1", 51, 1, 2, (1, 50)),
        ("x", 51, 1, 2, (1, 50)),
        ("²", 51, 1, 2, (1, 50)),
        ("9" * 30, 51, 1, 2, (1, 50)),
    ],
)
def test_pages(asked: str, total: int, number: int, last: int, rows: tuple[int, int]) -> None:
    pages = Pages.of(asked, total, 50)
    assert (pages.number, pages.last, (pages.first_row, pages.last_row)) == (number, last, rows)
    assert pages.earlier == (number - 1 or None)
    assert pages.later == (number + 1 if number < last else None)


def test_kinds_of_file() -> None:
    assert file_kind("orders:douyin") == ("Douyin", "Orders")
    assert file_kind("sheet:members") is None
    assert file_kind("orders:mars") is None
