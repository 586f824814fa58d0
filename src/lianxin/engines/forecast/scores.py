"""How good forecasts were: against what was sold, where a sold-out line says only that no less was wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lianxin.engines.forecast.fit import Fit
from lianxin.engines.forecast.forecast import Forecast, forecast
from lianxin.engines.forecast.lines import PastLine

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Score:
    """Over lines that did not sell out: `wape`, the sum of errors by the sum of what was sold, and `bias`,
    how much the forecasts add up to above it. `coverage`: the share of lines that lie in their interval; of
    a sold-out line the interval must not end below what was sold. None: nothing to divide by.
    """

    lines: int
    sold_out: int
    forecast: float
    sold: float
    wape: float | None
    bias: float | None
    coverage: float | None


@dataclass(frozen=True)
class Compared:
    """A past line with what was expected of it."""

    line: PastLine
    mean: float
    low: float
    high: float

    @property
    def held(self) -> bool:
        """Whether what was sold lies in the interval."""
        return self.line.sold <= self.high and (self.line.sold_out or self.low <= self.line.sold)


def compare(fit: Fit, lines: Sequence[PastLine]) -> list[Compared]:
    """Each line with what a fit, which must not have seen it, expected."""
    if not lines:
        return []
    found = forecast(fit, [line.shown for line in lines])
    rows = zip(lines, found.mean, found.low, found.high, strict=True)
    return [Compared(line, float(mean), float(low), float(high)) for line, mean, low, high in rows]


def score(compared: Sequence[Compared]) -> Score:
    """What the lines come to."""
    whole = [one for one in compared if not one.line.sold_out]
    sold = sum(one.line.sold for one in whole)
    mean = sum(one.mean for one in whole)
    missed = sum(abs(one.mean - one.line.sold) for one in whole)
    return Score(
        lines=len(compared),
        sold_out=len(compared) - len(whole),
        forecast=mean,
        sold=sold,
        wape=missed / sold if sold else None,
        bias=mean / sold - 1 if sold else None,
        coverage=sum(one.held for one in compared) / len(compared) if compared else None,
    )


def against(truth: Floats, found: Forecast) -> tuple[float, float, float]:
    """(wape, bias, coverage) against demand that is known whole, as of made-up sessions only."""
    whole = float(truth.sum())
    held = (truth >= found.low) & (truth <= found.high)
    wape = float(np.abs(found.mean - truth).sum()) / whole
    return wape, float(found.mean.sum()) / whole - 1, float(held.mean())
