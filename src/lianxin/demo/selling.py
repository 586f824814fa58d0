"""What live sessions sell: the truth behind the demo's sessions, in no form that a forecast assumes.

Sales are a product of tastes, but the hour acts through a curve around the audience's own best hour, time
shown saturates, products of one kind in a session take sales from each other, a creator who was on air a lot
the days before sells less, sessions share a shock with heavy tails, prices act, trade grows, stock runs out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from lianxin.demo import seasons
from lianxin.demo.market import Item
from lianxin.demo.people import Cast
from lianxin.demo.produce import KINDS, Product
from lianxin.demo.world import Place, Row

CATEGORIES = tuple(sorted({category for _, category, *_ in KINDS}))
_SHARE = 0.35  # how fast the time shown saturates
_SHOCK, _CLUMPS = 0.35, 3.5
_STOCKED, _STOCK = 0.25, 1.1  # share of lines with a stock, and how it compares with what is expected


@dataclass(frozen=True)
class Sold:
    """A line of a session as it truly was. `stock` None: more than enough. `wanted` is what nobody sees."""

    session_no: str
    member_no: str
    product: Product
    starts_at: datetime
    studio_kind: str
    units: float  # of 20 minutes, as it was shown
    share: float  # the session's units by its products: all that records tell
    expected: float
    wanted: int
    stock: int | None

    @property
    def category(self) -> str:
        return KINDS[self.product.kind][1]

    @property
    def sold(self) -> int:
        return self.wanted if self.stock is None else min(self.wanted, self.stock)

    @property
    def sold_out(self) -> bool:
        return self.stock is not None and self.wanted >= self.stock


class Truth:
    """Tastes of a district: how much of each product each creator sells, when and where."""

    def __init__(self, place: Place, cast: Cast, items: Sequence[Item]) -> None:
        rng = place.arrays("selling")
        products = {item.product.number: item.product for item in items}
        members, kinds = len(cast.members), len(CATEGORIES)
        self._place = place
        self._member = {member.number: n for n, member in enumerate(cast.members)}
        self._product = {number: n for n, number in enumerate(sorted(products))}
        self._creator = rng.lognormal(0, 0.55, members)
        self._appeal = rng.lognormal(0, 0.45, len(products))
        self._taste = rng.lognormal(0, 0.4, (members, kinds))
        self._fit = rng.lognormal(0, 0.25, (members, len(products)))
        self._best_hour = rng.normal(20.3, 1.6, kinds)
        self._own_hour = rng.normal(0, 0.8, members)
        self._peak = rng.uniform(0.6, 1.6, kinds)
        usual = {"": 0.0, "VIP": 0.1, "标准": 0.0}
        self._studio = {kind: rng.lognormal(mean, 0.22, kinds) for kind, mean in usual.items()}
        self._usual = float(np.median([product.cents for product in products.values()]))

    def rate(
        self, member_no: str, product: Product, *, starts_at: datetime, studio_kind: str, units: float
    ) -> float:
        """Pieces that are expected of a product shown for `units`, alone and by a rested creator."""
        who, what = self._member[member_no], self._product[product.number]
        kind = CATEGORIES.index(KINDS[product.kind][1])
        off = (starts_at.hour + starts_at.minute / 60 - self._best_hour[kind] - self._own_hour[who]) / 3.0
        hour = 0.5 + self._peak[kind] * np.exp(-0.5 * off * off)
        growth = 1 + 0.35 * (starts_at.date() - self._place.first).days / 730
        tastes = self._creator[who] * self._appeal[what] * self._taste[who, kind] * self._fit[who, what]
        price = (product.cents / self._usual) ** -0.45
        shown = (1 - np.exp(-_SHARE * units)) / (1 - np.exp(-_SHARE))
        day = growth * season(product, starts_at) * (1.2 if starts_at.weekday() >= 5 else 1.0)
        return float(9.0 * tastes * price * hour * day * shown * self._studio[studio_kind][kind])


def season(product: Product, at: datetime) -> float:
    """Rises to the middle of the product's months and falls again; little outside."""
    if not product.season:
        return 1.0
    months = seasons.season_months(product.season)
    if at.month not in months:
        return 0.06
    begin = int(product.season.partition("-")[0])
    through = ((at.month - begin) % 12 + at.day / 31) / len(months)
    return float(0.55 + 0.75 * np.sin(np.pi * through))


def sold(
    place: Place,
    truth: Truth,
    products: dict[str, Product],
    *,
    sessions: Sequence[Row],
    live_items: Sequence[Row],
    kinds: dict[str, str],
) -> list[Sold]:
    """What every session sold, in the order of time. `kinds`: studio number → kind."""
    rng = place.arrays("selling/sessions")
    shown: dict[str, list[Product]] = {}
    for row in live_items:
        shown.setdefault(row["session_no"], []).append(products[row["product_no"]])
    before: dict[str, list[datetime]] = {}
    found: list[Sold] = []
    for row in sorted(sessions, key=lambda one: (one["starts_at"], one["session_no"])):
        held = before.setdefault(row["member_no"], [])
        lately = sum(at > row["starts_at"] - timedelta(days=7) for at in held)
        held.append(row["starts_at"])
        tired = 0.94 ** max(lately - 2, 0)
        kind = kinds.get(row.get("studio_no", ""), "")
        found += _session(rng, truth, row, shown.get(row["session_no"], []), studio=kind, tired=tired)
    return found


def _session(
    rng: np.random.Generator,
    truth: Truth,
    row: Row,
    products: list[Product],
    *,
    studio: str,
    tired: float,
) -> list[Sold]:
    if not products:
        return []
    units = (row["ends_at"] - row["starts_at"]).total_seconds() / 1200
    shares = rng.dirichlet(np.full(len(products), 9.0)) * units
    shock = tired * np.exp(_SHOCK * np.clip(rng.standard_t(5) * np.sqrt(0.6), -4, 4) - _SHOCK**2 / 2)
    found = []
    for product, share in zip(products, shares, strict=True):
        alike = sum(KINDS[one.kind][1] == KINDS[product.kind][1] for one in products) - 1
        alone = truth.rate(
            row["member_no"], product, starts_at=row["starts_at"], studio_kind=studio, units=share
        )
        expected = alone / (1 + 0.12 * alike)
        wanted = rng.poisson(expected * shock * rng.gamma(_CLUMPS) / _CLUMPS)
        stock = int(expected * rng.lognormal(np.log(_STOCK), 0.5)) + 1 if rng.random() < _STOCKED else None
        found.append(
            Sold(
                row["session_no"], row["member_no"], product, row["starts_at"], studio,
                float(share), units / len(products), expected * shock, int(wanted), stock,
            )
        )  # fmt: skip
    return found
