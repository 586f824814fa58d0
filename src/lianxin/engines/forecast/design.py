"""From showings to numbers: which effects each showing has, as rows of a sparse matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from lianxin.engines.forecast.lines import Showing, hour_class, month_number, weekend

Floats = NDArray[np.float64]
Level = Hashable


@dataclass(frozen=True)
class Family:
    """Effects of one kind: their levels are drawn from one normal distribution around 0, whose variance is
    learnt. One that explains nothing shrinks to nothing; a level that is new is 0, give or take that much.

    `least`: in how many lines a level must have been seen: a pair seen less cannot be told from its parts.
    `most`: the largest variance. When and where a session is held cannot matter as much as who sells what:
    else a creator who is always seen in one place would lose the own sales to the place.
    """

    level_of: Callable[[Showing], Level]
    least: int = 1
    most: float = 4.0


FAMILIES: dict[str, Family] = {
    "creator": Family(lambda s: s.creator),
    "product": Family(lambda s: s.product),
    "category": Family(lambda s: s.category),
    "creator, category": Family(lambda s: (s.creator, s.category)),
    "creator, product": Family(lambda s: (s.creator, s.product), least=2),
    "hour": Family(lambda s: hour_class(s.starts_at), most=0.25),
    "category, hour": Family(lambda s: (s.category, hour_class(s.starts_at)), most=0.25),
    "weekend": Family(lambda s: weekend(s.starts_at), most=0.05),
    "studio type": Family(lambda s: s.studio_type, most=0.05),
    "category, studio type": Family(lambda s: (s.category, s.studio_type), most=0.25),
    "month": Family(lambda s: s.starts_at.month, most=0.5),
    "category, month": Family(lambda s: (s.category, s.starts_at.month)),
}
#: Families that tell creators apart; what is not known of the others is the same for all of them.
OF_CREATORS = ("creator", "creator, category", "creator, product")
#: Steps from one month to the next: growth that the calendar does not explain, carried on as it last was.
DRIFT = "drift"
DRIFT_MOST = 0.05
#: Further ahead than so many months nothing is known of growth, and it is no less sure for being further.
_AHEAD = 12
#: Columns that are no levels, with the mean and the variance they are expected to have: what is sold on
#: average, how sales grow with the logarithm of the time shown (a third unit brings less than the first) and
#: with that of the price, and what a product sells out of its season.
_SLOPES = {"all": (1.5, 4.0), "units": (0.8, 0.04), "price": (0.0, 1.0), "stored": (-1.0, 1.0)}
SLOPES = tuple(_SLOPES)


@dataclass(frozen=True)
class Design:
    """Columns: the slopes, the levels of each family, the steps of the drift."""

    levels: dict[str, dict[Level, int]]  # family → level → column
    first_month: int
    months: int
    log_price: float  # the usual price's logarithm

    @property
    def width(self) -> int:
        return len(SLOPES) + sum(map(len, self.levels.values())) + self.months

    @property
    def families(self) -> dict[str, slice]:
        """Where the columns of each family stand."""
        found, start = {}, len(SLOPES)
        for name, levels in self.levels.items():
            found[name] = slice(start, start + len(levels))
            start += len(levels)
        found[DRIFT] = slice(start, start + self.months)
        return found

    @property
    def prior(self) -> tuple[Floats, Floats]:
        """(mean, variance) of the slopes."""
        mean, variance = zip(*_SLOPES.values(), strict=True)
        return np.array(mean), np.array(variance)

    def rows(self, showings: Sequence[Showing]) -> sparse.csr_matrix:
        """One row for each showing; levels that the design does not know are left out."""
        places: list[int] = []
        values: list[float] = []
        ends = [0]
        drift = self.families[DRIFT].start
        for one in showings:
            price = np.log(one.price) - self.log_price if one.price > 0 else 0.0
            places += range(len(SLOPES))
            values += (1.0, float(np.log(one.units)), price, float(not one.fresh))
            known = [
                column
                for name, levels in self.levels.items()
                if (column := levels.get(FAMILIES[name].level_of(one))) is not None
            ]
            steps = min(max(month_number(one.starts_at) - self.first_month, 0), self.months)
            known += range(drift, drift + steps)
            places += known
            values += [1.0] * len(known)
            ends.append(len(places))
        return sparse.csr_matrix((values, places, ends), shape=(len(showings), self.width))

    def unknown(self, showings: Sequence[Showing], variances: dict[str, float]) -> Floats:
        """The variance that comes of levels the design does not know, and of months that lie ahead."""
        found = np.zeros(len(showings))
        for n, one in enumerate(showings):
            ahead = month_number(one.starts_at) - self.first_month - self.months
            found[n] = min(max(ahead, 0), _AHEAD) * variances[DRIFT] + sum(
                variances[name]
                for name, levels in self.levels.items()
                if FAMILIES[name].level_of(one) not in levels
            )
        return found


def design_of(showings: Sequence[Showing]) -> Design:
    """The design that the showings call for."""
    levels: dict[str, dict[Level, int]] = {}
    width = len(SLOPES)
    for name, family in FAMILIES.items():
        counts = Counter(map(family.level_of, showings))
        kept = [level for level, count in counts.items() if count >= family.least]
        levels[name] = {level: width + n for n, level in enumerate(kept)}
        width += len(kept)
    months = [month_number(one.starts_at) for one in showings]
    prices = [one.price for one in showings if one.price > 0]
    usual = float(np.mean(np.log(prices))) if prices else 0.0
    return Design(levels, min(months), max(months) - min(months), usual)
