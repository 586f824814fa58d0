"""Counts that vary more than by chance alone (negative binomial), and what is known of those cut off."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import betainc

Floats = NDArray[np.float64]
_TINY = 1e-12


def at_least(count: Floats, mean: Floats, size: float) -> Floats:
    """P(Y ≥ count) of Y with the mean and the variance mean + mean²/size; the count is rounded up."""
    whole = np.ceil(np.asarray(count, dtype=float))
    chance: Floats = betainc(np.maximum(whole, _TINY), size, mean / (mean + size))
    return np.where(whole <= 0, 1.0, chance)


def tail(count: Floats, mean: Floats, size: float) -> tuple[Floats, Floats]:
    """(mean, variance) of Y given that Y ≥ count.

    Σ y·P(y) over a tail is the mean times a tail of the same family with one more in size, and so on.
    Far out, where the chance is no longer a number, the count itself is taken.
    """
    ratio = mean / size
    chance = at_least(count, mean, size)
    first = mean * at_least(count - 1, mean + ratio, size + 1)
    second = mean * (mean + ratio) * at_least(count - 2, mean + 2 * ratio, size + 2)
    safe = np.maximum(chance, _TINY)
    expected = np.where(chance > _TINY, first / safe, count)
    square = np.where(chance > _TINY, (second + first) / safe, count**2)
    return np.maximum(expected, count), np.maximum(square - expected**2, 0.0)


def size_of(square: Floats, mean: Floats, freedom: float) -> float:
    """The size with which the squared distances from the means are as large as they should be (Pearson).

    `freedom`: how many of them are free, as the means were fitted to the same counts.
    """

    def excess(log_size: float) -> float:
        return float(np.sum(square / (mean + mean**2 * np.exp(-log_size)))) - freedom

    low, high = np.log(0.2), np.log(1e4)
    if excess(low) > 0:
        return float(np.exp(low))
    if excess(high) < 0:
        return float(np.exp(high))
    return float(np.exp(brentq(excess, low, high, xtol=1e-3)))
