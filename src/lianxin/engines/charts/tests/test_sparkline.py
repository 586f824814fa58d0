from xml.etree import ElementTree

import pytest

from lianxin.engines.charts import sparkline


@pytest.mark.parametrize("values", [[], [1.0], [None, 2.0, None], [None, None]])
def test_fewer_than_two_values_draw_nothing(values: list[float | None]) -> None:
    assert sparkline(values) == ""


def test_it_starts_from_zero() -> None:
    """Otherwise 98, 99, 100 would look like a rocket."""
    _, path, dot = ElementTree.fromstring(sparkline([98.0, 100.0])).iter()
    assert path.get("d") == "M3 3.4L93 3"
    assert (dot.get("cx"), dot.get("cy")) == ("93", "3")


def test_a_missing_value_breaks_the_line() -> None:
    path = ElementTree.fromstring(sparkline([0.0, None, 4.0, 2.0]))[0]
    assert path.get("d") == "M3 25M63 3L93 14"


def test_nothing_ever_happening_is_a_flat_line() -> None:
    assert 'd="M3 25L93 25"' in sparkline([0.0, 0.0])
