"""Every figure and split, folded from its receipt's rows alone, is what DuckDB computes."""

import datetime as dt
from typing import Any

import pytest

from lianxin.core import hooks
from lianxin.engines import figures as engine
from lianxin.engines.figures import Duck, Figure, World, compute, exact_rows, refold


@pytest.mark.parametrize("figure", hooks.figures, ids=lambda figure: figure.key)
def test_refolded(figure: Figure, small_world: Any) -> None:
    world = World(Duck(small_world.con.cursor()), dt.date(2020, 6, 1), dt.date(2021, 12, 31))
    columns, rows = engine.columns_of(world, figure), list(exact_rows(world, figure))
    for by in (None, *figure.by):
        (expected,) = compute(world, [figure], by=by).values()
        assert refold(figure, columns, rows, by) == expected, by


def test_without_rows() -> None:
    for figure in hooks.figures:
        assert refold(figure, (), []).rows == 0
