"""What past live sessions sold of each product, from the records and the order lines. Nobody is shown by it.

Units shown: those of the plan a session was released from; else its minutes shared evenly by its products,
in 20-minute units. Sold out: in a week in which all that a season's plan counted on was sold; else it is not
known and the line counts as it is. A session outside the time that its platform's orders cover tells nothing,
nor does one of a creator who is never credited with an order on that platform, nor a product that is not
listed there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from lianxin.core.home import home
from lianxin.engines.forecast import PastLine, Showing
from lianxin.engines.lake import LakeLost
from lianxin.lib.dates import BEIJING
from lianxin.market.models import LiveItem, LiveSession, Product
from lianxin.planning.models import Proposal, Season, Supply
from lianxin.planning.queries.listed import listed
from lianxin.planning.rules.produce import fresh_months, weeks_run_out
from lianxin.records.queries import revisions
from lianxin.sales.queries import SoldInSession, exported_spans, lake, sold_in_sessions
from lianxin.spaces.models import Studio

UNIT_MINUTES = 20
_SHEETS = ("live_sessions", "live_items", "products", "listings", "accounts", "studios")


@dataclass(frozen=True)
class Goods:
    """What a forecast wants to know of a product. `price`: what a piece was paid in sessions, 0 unknown."""

    category: str
    fresh_in: frozenset[int]
    price: float


@dataclass(frozen=True)
class Past:
    """Every line of past sessions, the oldest first, and the products that there are."""

    lines: tuple[PastLine, ...]
    goods: dict[str, Goods]

    def before(self, moment: datetime) -> tuple[PastLine, ...]:
        """What was known at a moment, Beijing wall clock."""
        return tuple(line for line in self.lines if line.shown.starts_at < moment)


def past() -> Past:
    """As the records stand. Without a lake there is no past, and no fault either: `doctor` tells.

    Kept until the records or the order lines change.
    """
    return _past(state())


def state() -> str:
    """Changes whenever the past may have changed."""
    try:
        snapshot = str(lake().snapshot())
    except LakeLost:
        snapshot = ""
    numbers = revisions()
    released = Proposal.objects.filter(state=Proposal.State.RELEASED).count()
    edited = sum(Season.objects.values_list("edited", flat=True))  # supplies, which tell what sold out
    told = [f"{sheet}:{numbers.get(sheet, 0)}" for sheet in _SHEETS]
    return " ".join([str(home().folder), snapshot, *told, str(released), str(edited)])


@lru_cache(maxsize=1)
def _past(state: str) -> Past:
    try:
        sold, spans = sold_in_sessions(), exported_spans()
    except LakeLost:
        sold, spans = [], {}
    goods = _goods(sold)
    pieces = {(one.session_no, one.product_no): float(one.pieces) for one in sold}
    lines = [
        PastLine(line.session, line.shown, pieces.get((line.session, line.shown.product), 0.0))
        for line in _shown(goods, spans, {one.session_no for one in sold})
    ]
    return Past(tuple(_with_sell_outs(lines)), goods)


def _goods(sold: list[SoldInSession]) -> dict[str, Goods]:
    paid: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in sold:
        paid[one.product_no][0] += float(one.paid)
        paid[one.product_no][1] += one.pieces
    prices = {number: yuan / pieces for number, (yuan, pieces) in paid.items() if pieces}
    rows = Product.unscoped.values_list("product_no", "category", "season")
    return {
        number: Goods(category, fresh_months(season), prices.get(number, 0.0))
        for number, category, season in rows
    }


def _shown(
    goods: dict[str, Goods], spans: dict[str, tuple[datetime, datetime]], sold: set[str]
) -> Iterator[PastLine]:
    """A line for each product of each session that tells something, nothing sold as yet."""
    kinds = dict(Studio.unscoped.values_list("studio_no", "kind"))
    shown: dict[str, list[str]] = defaultdict(list)
    for session_no, product_no in LiveItem.unscoped.values_list("session_id", "product_id"):
        shown[session_no].append(product_no)
    names = ("session_no", "member_id", "platform", "studio_id", "starts_at", "ends_at")
    rows: list[Any] = list(LiveSession.unscoped.order_by("starts_at", "session_no").values_list(*names))
    sellers = {(member, platform) for number, member, platform, *_ in rows if number in sold}
    planned, on_sale = _planned_units(), listed()
    for number, member, platform, studio, starts_at, ends_at in rows:
        begins, ends = (at.astimezone(BEIJING).replace(tzinfo=None) for at in (starts_at, ends_at))
        covered = spans.get(platform)
        if not covered or begins < covered[0] or ends > covered[1] or (member, platform) not in sellers:
            continue
        minutes = (ends - begins).total_seconds() / 60
        for product in sorted(one for one in shown[number] if (platform, one) in on_sale):
            known = goods[product]
            share = minutes / UNIT_MINUTES / len(shown[number])
            units = planned.get(number, {}).get(product, share)
            fresh = begins.month in known.fresh_in
            what = (member, product, known.category, begins, kinds.get(studio, ""))
            yield PastLine(number, Showing(*what, units=units, price=known.price, fresh=fresh), 0.0)


def _planned_units() -> dict[str, dict[str, float]]:
    """Session → product → units, of sessions that were released from a plan."""
    rows = Proposal.objects.filter(state=Proposal.State.RELEASED).exclude(session_no="")
    return {
        number: {product: float(units) for product, units in products.items()}
        for number, products in rows.values_list("session_no", "products")
    }


def _with_sell_outs(lines: list[PastLine]) -> list[PastLine]:
    """Lines of weeks in which all that a season's plan counted on was sold are marked."""
    gone: set[tuple[str, str]] = set()
    released = Proposal.objects.filter(state=Proposal.State.RELEASED).exclude(session_no="")
    seasons: dict[Any, set[str]] = defaultdict(set)
    for season, number in released.values_list("season_id", "session_no"):
        seasons[season].add(number)
    for supply in Supply.objects.filter(season__in=seasons).select_related("season"):
        own = [
            line
            for line in lines
            if line.session in seasons[supply.season_id] and line.shown.product == supply.product_no
        ]
        first = supply.season.first
        week_of = {line.session: (line.shown.starts_at.date() - first).days // 7 for line in own}
        sold = [0.0] * supply.season.weeks
        for line in own:
            if 0 <= week_of[line.session] < len(sold):
                sold[week_of[line.session]] += line.sold
        out = weeks_run_out([float(one) for one in supply.units], supply.shelf_weeks, sold)
        gone |= {
            (line.session, line.shown.product)
            for line in own
            if 0 <= week_of[line.session] < len(out) and out[week_of[line.session]]
        }
    return [
        PastLine(line.session, line.shown, line.sold, (line.session, line.shown.product) in gone)
        for line in lines
    ]
