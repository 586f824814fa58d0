"""What is expected of showings: mean, coefficient of variation, and the interval that holds four in five."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lianxin.engines.forecast.counts import at_least
from lianxin.engines.forecast.fit import Fit
from lianxin.engines.forecast.lines import Showing

Floats = NDArray[np.float64]
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(15)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()
_HALVINGS = 40


@dataclass(frozen=True)
class Forecast:
    """One number for each showing. `cv` is the standard deviation by the mean; sales lie from `low` to
    `high`, both included, in four of five cases. `log_mean`, `log_variance`: the logarithm of what is
    expected, and how unsure it is, before chance in the counts.
    """

    mean: Floats
    cv: Floats
    low: Floats
    high: Floats
    log_mean: Floats
    log_variance: Floats


def forecast(fit: Fit, showings: Sequence[Showing], *, shares: float = 0.8) -> Forecast:
    """What a new session sells of each showing; `shares`: how much of it the interval is to hold.

    The logarithm of the expectation is normal (effects not known exactly, new levels, what a session shares),
    the count negative binomial around it.
    """
    centre, variance = log_moments(fit, showings)
    mean = np.exp(centre + variance / 2)
    cv = np.sqrt(1 / mean + np.exp(variance) * (1 + 1 / fit.size) - 1)
    low = _quantile((1 - shares) / 2, centre, variance, fit.size)
    high = _quantile((1 + shares) / 2, centre, variance, fit.size)
    return Forecast(mean, cv, low, high, centre, variance)


def log_moments(fit: Fit, showings: Sequence[Showing]) -> tuple[Floats, Floats]:
    """(mean, variance) of the logarithm of what is expected of each showing in a new session."""
    rows = fit.design.rows(showings)
    known = np.asarray((rows @ fit.covariance * rows.toarray()).sum(axis=1))
    unknown = fit.design.unknown(showings, fit.variances)
    centre: Floats = rows @ fit.effects + fit.level
    return centre, known + unknown + fit.session_variance


def chance_below(count: Floats, centre: Floats, variance: Floats, size: float) -> Floats:
    """P(Y ≤ count) where the logarithm of Y's expectation is normal."""
    found: Floats = np.zeros(len(centre))
    for node, weight in zip(_NODES, _WEIGHTS, strict=True):
        mean = np.exp(centre + node * np.sqrt(variance))
        found = found + weight * (1 - at_least(count + 1, mean, size))
    return found


def _quantile(share: float, centre: Floats, variance: Floats, size: float) -> Floats:
    """The least whole number with P(Y ≤ number) ≥ share, by halving."""
    low = np.full(len(centre), -1.0)
    high = np.ceil(np.exp(centre + 4 * np.sqrt(variance)) * (1 + 6 / np.sqrt(size)) + 20)
    for _ in range(_HALVINGS):
        if np.all(high - low <= 1):
            break
        middle = np.floor((low + high) / 2)
        enough = chance_below(middle, centre, variance, size) >= share
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return np.asarray(high, dtype=np.float64)
