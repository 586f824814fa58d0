"""A forecast as a plan needs it: a base of each creator and product, times factors of slot and studio."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from lianxin.engines.forecast.design import OF_CREATORS
from lianxin.engines.forecast.fit import Fit
from lianxin.engines.forecast.forecast import log_moments
from lianxin.engines.forecast.lines import PastLine, Showing

Floats = NDArray[np.float64]
_AT_ONCE = 1000
#: The creator of whom nothing is known.
_SOMEBODY = "\0"


@dataclass(frozen=True)
class Offer:
    """A product that may be shown. `fresh_in`: the months of its season, all of them where it has none."""

    product: str
    category: str
    price: float = 0.0
    fresh_in: frozenset[int] = frozenset(range(1, 13))

    def shown(self, creator: str, at: datetime, studio_type: str) -> Showing:
        """The product shown for one unit."""
        fresh = at.month in self.fresh_in
        return Showing(creator, self.product, self.category, at, studio_type, 1.0, self.price, fresh)


@dataclass(frozen=True)
class Expected:
    """What is expected: base · slot factor · studio factor · curve[units].

    Factors are 1 on average over the slots and studio types asked about. `cv` is that of a product's week.
    """

    curve: tuple[float, ...]
    cv: float
    base: dict[tuple[str, str], float]
    slot_factor: dict[str, tuple[float, ...]]
    studio_factor: dict[str, dict[str, float]]


def expected(
    fit: Fit,
    creators: Sequence[str],
    offers: Sequence[Offer],
    slots: Sequence[datetime],
    studio_types: Sequence[str],
    *,
    most_units: int = 3,
    sessions_a_week: float = 2.0,
) -> Expected:
    """The forecast in that form. Slots are Beijing's wall clock, at least one slot and one studio type.

    `sessions_a_week`: in how many sessions of a week a product is sold; chance evens out between them.
    """
    first, room = slots[0], studio_types[0]
    pairs = [(creator, offer) for creator in creators for offer in offers]
    centre, variance = _moments(fit, [offer.shown(creator, first, room) for creator, offer in pairs])
    mean = np.exp(centre + variance / 2)
    shared = _shared(fit, [offer.shown(_SOMEBODY, first, room) for offer in offers])
    ordinary = dict(zip(((c, o.product) for c, o in pairs), mean, strict=True))
    by_slot = {o.product: _factors(fit, [o.shown(_SOMEBODY, at, room) for at in slots]) for o in offers}
    by_room = {o.product: _factors(fit, [o.shown(_SOMEBODY, first, k) for k in studio_types]) for o in offers}
    usual = {o.product: by_slot[o.product].mean() * by_room[o.product].mean() for o in offers}
    base = {(c, p): float(value * usual[p]) for (c, p), value in ordinary.items()}
    return Expected(
        curve(fit, most_units),
        _week_cv(fit, centre, variance, np.tile(shared, len(creators)), sessions_a_week),
        base,
        {p: tuple(map(float, factors / factors.mean())) for p, factors in by_slot.items()},
        {
            p: dict(zip(studio_types, map(float, factors / factors.mean()), strict=True))
            for p, factors in by_room.items()
        },
    )


def curve(fit: Fit, most_units: int) -> tuple[float, ...]:
    """What 0, 1, 2 … units sell, in multiples of one; never more than the units themselves."""
    slope = float(np.clip(fit.effects[1], 0.05, 1.0))
    return (0.0, *(float(units**slope) for units in range(1, most_units + 1)))


def sessions_a_week(lines: Sequence[PastLine]) -> float:
    """In how many sessions of a week a product was sold, over the weeks in which it was sold at all."""
    weeks = Counter((line.shown.product, line.shown.starts_at.isocalendar()[:2]) for line in lines)
    return sum(weeks.values()) / len(weeks) if weeks else 1.0


def _moments(fit: Fit, showings: Sequence[Showing]) -> tuple[Floats, Floats]:
    """As `log_moments`, a part at a time: all pairs at once would not fit into memory."""
    parts = [log_moments(fit, showings[n : n + _AT_ONCE]) for n in range(0, len(showings), _AT_ONCE)]
    return np.concatenate([centre for centre, _ in parts]), np.concatenate([v for _, v in parts])


def _factors(fit: Fit, showings: Sequence[Showing]) -> Floats:
    """What is expected of each, in multiples of the first."""
    centre, variance = log_moments(fit, showings)
    logarithm = centre + variance / 2
    factors: Floats = np.exp(logarithm - logarithm[0])
    return factors


def _shared(fit: Fit, showings: Sequence[Showing]) -> Floats:
    """How unsure is what all creators have in common, of showings by somebody who is not known."""
    _, variance = log_moments(fit, showings)
    found: Floats = variance - fit.session_variance - sum(fit.variances[name] for name in OF_CREATORS)
    return np.maximum(found, 0.0)


def _week_cv(fit: Fit, centre: Floats, variance: Floats, shared: Floats, sessions: float) -> float:
    """Sessions of a week share what is not known of product and season; the rest evens out between them.

    Pairs count by what they would sell if all were known: not more for being unsure.
    """
    mean = np.exp(centre + variance / 2)
    own = np.exp(np.maximum(variance - shared, 0.0)) * (1 + 1 / fit.size) - 1 + 1 / mean
    square = np.exp(shared) * (1 + own / max(sessions, 1.0)) - 1
    return float(np.sqrt(np.average(square, weights=np.exp(centre))))
