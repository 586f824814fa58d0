"""Plain means of the past: what any forecast must beat before it is worth having."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from lianxin.engines.forecast.lines import PastLine, Showing

Floats = NDArray[np.float64]
_Key = Callable[[Showing], Hashable]
_YEAR = timedelta(days=364)  # the same day of the week
_AROUND = timedelta(days=21)

#: From narrow to wide: where the narrow group was never sold, the next one speaks.
_ALL: _Key = lambda s: None
_CREATOR: _Key = lambda s: s.creator
_CATEGORY: _Key = lambda s: (s.creator, s.category)
_PRODUCT: _Key = lambda s: (s.creator, s.product)
MEANS: dict[str, tuple[_Key, ...]] = {
    "global mean": (_ALL,),
    "creator, category": (_CATEGORY, _CREATOR, _ALL),
    "creator, product": (_PRODUCT, _CATEGORY, _CREATOR, _ALL),
}


def mean_of(name: str, past: Sequence[PastLine], asked: Sequence[Showing]) -> Floats:
    """What a group of MEANS sold per unit shown, times the units."""
    keys = MEANS[name]
    tables = [_rates(past, key) for key in keys]
    return np.array([_first(tables, keys, one) * one.units for one in asked])


def last_season(past: Sequence[PastLine], asked: Sequence[Showing]) -> Floats:
    """What the creator sold of the category around the same day a year before; else the mean of both."""
    otherwise = mean_of("creator, category", past, asked)
    by_group: dict[Hashable, list[PastLine]] = defaultdict(list)
    for line in past:
        by_group[_CATEGORY(line.shown)].append(line)
    found = otherwise.copy()
    for n, one in enumerate(asked):
        then = one.starts_at - _YEAR
        near = [x for x in by_group[_CATEGORY(one)] if abs(x.shown.starts_at - then) <= _AROUND]
        if near:
            found[n] = one.units * sum(x.sold for x in near) / sum(x.shown.units for x in near)
    return found


def _rates(past: Sequence[PastLine], key: _Key) -> dict[Hashable, float]:
    sums: dict[Hashable, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for line in past:
        entry = sums[key(line.shown)]
        entry[0] += line.sold
        entry[1] += line.shown.units
    return {group: sold / units for group, (sold, units) in sums.items()}


def _first(tables: Sequence[dict[Hashable, float]], keys: Sequence[_Key], one: Showing) -> float:
    groups = (table.get(key(one)) for table, key in zip(tables, keys, strict=True))
    return next((rate for rate in groups if rate is not None), 0.0)
