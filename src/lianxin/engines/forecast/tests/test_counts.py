"""Tails of counts against sums over the counts, and scores by hand."""

from datetime import datetime

import numpy as np
import pytest
from scipy.stats import nbinom

from lianxin.engines.forecast import Compared, PastLine, Showing, score
from lianxin.engines.forecast.counts import at_least, size_of, tail


@pytest.mark.parametrize("mean", [0.3, 4.0, 60.0])
@pytest.mark.parametrize("size", [0.5, 3.0, 50.0])
@pytest.mark.parametrize("count", [0, 1, 7, 80])
def test_tails_are_sums_over_the_counts(mean: float, size: float, count: int) -> None:
    counts = np.arange(20_000)
    chances = nbinom.pmf(counts, size, size / (size + mean))
    above = chances[count:]
    assert at_least(np.array([count]), np.array([mean]), size)[0] == pytest.approx(above.sum(), abs=1e-9)
    if above.sum() < 1e-9:
        return
    expected = (counts[count:] * above).sum() / above.sum()
    square = (counts[count:] ** 2 * above).sum() / above.sum()
    got, variance = tail(np.array([float(count)]), np.array([mean]), size)
    assert got[0] == pytest.approx(expected, rel=1e-4)
    assert variance[0] == pytest.approx(square - expected**2, rel=1e-2, abs=1e-4)


def test_what_can_hardly_be_counts_as_itself() -> None:
    expected, variance = tail(np.array([500.0]), np.array([0.1]), 100.0)
    assert expected[0] >= 500
    assert variance[0] >= 0


@pytest.mark.parametrize("size", [1.0, 5.0])
def test_the_size_of_counts_is_found(size: float) -> None:
    mean = np.full(4000, 20.0)
    sold = np.random.default_rng(1).negative_binomial(size, size / (size + mean)).astype(float)
    assert size_of((sold - mean) ** 2, mean, len(sold)) == pytest.approx(size, rel=0.15)


def test_sizes_have_ends() -> None:
    mean = np.full(10, 20.0)
    assert size_of(mean * 0, mean, 10) == pytest.approx(1e4)
    assert size_of(mean**2 * 50, mean, 10) == pytest.approx(0.2)


def _compared(mean: float, low: float, high: float, sold: float, *, out: bool = False) -> Compared:
    shown = Showing("C1", "P1", "茶叶", datetime(2024, 3, 4))
    return Compared(PastLine("S", shown, sold, out), mean, low, high)


def test_scores_by_hand() -> None:
    found = score(
        [
            _compared(10, 5, 15, 8),
            _compared(10, 5, 15, 20),
            _compared(10, 5, 15, 3, out=True),
            _compared(10, 5, 15, 16, out=True),
        ]
    )
    assert (found.lines, found.sold_out, found.forecast, found.sold) == (4, 2, 20, 28)
    assert found.wape == pytest.approx(12 / 28)
    assert found.bias == pytest.approx(20 / 28 - 1)
    assert found.coverage == 0.5


def test_no_lines_have_no_score() -> None:
    found = score([])
    assert (found.wape, found.bias, found.coverage) == (None, None, None)
