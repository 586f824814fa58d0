"""When who proves turns from parts to the whole."""

import pytest

from lianxin.engines.planner.exact.team import Hooks


@pytest.mark.parametrize(("seconds", "turn"), [(10, 2), (60, 12), (150, 30), (151, 30), (600, 30)])
def test_a_fifth_of_the_time_is_for_parts_but_no_more_than_half_a_minute(seconds: float, turn: float) -> None:
    spent = 0.0
    hooks = Hooks(
        best=lambda: pytest.fail("not asked"),
        offer=lambda _chain: None,
        lower=lambda _bound: None,
        closed=lambda: False,
        gap=lambda: 0.0,
        share=lambda: spent / seconds,
        seconds=seconds,
    )
    spent = turn - 0.01
    assert not hooks.turns()
    spent = turn + 0.01
    assert hooks.turns()
