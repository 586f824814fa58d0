"""What was bought: sale lines as arrays, a run of days at a time, before any platform's wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lianxin.demo import seasons
from lianxin.demo.market import Item
from lianxin.demo.orders.buyers import BUYERS, CITIES
from lianxin.demo.orders.shows import Floats, Show, drawn, drawn_share
from lianxin.demo.produce import PACKINGS
from lianxin.demo.world import Place, split

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

DAY = 86_400
#: Most lines that are made at once.
_CHUNK = 200_000
#: The best-known creator's orders in the two years, and those on the smaller platforms; the rest is Douyin's.
BEST_ORDERS = 3_312_456
_BEST_SMALL = {"快手": 12_000, "视频号": 6_000}
#: Other sellers' orders in the two years.
_OTHER_ORDERS = {
    "抖音": 178_000, "拼多多": 92_000, "淘宝": 28_000, "快手": 7_000, "京东": 8_000, "小红书": 3_500,
    "视频号": 3_000,
}  # fmt: skip
#: Platforms where one order may hold several lines.
_SEVERAL_LINES = ("抖音", "视频号", "淘宝", "京东", "小红书")


@dataclass(frozen=True)
class Plan:
    """One seller group on one platform: its items, and how many orders each has on each day.

    `shows` are its items on air; `drawn` is the share of each item's orders of a day that they drew.
    """

    platform: str
    best: bool
    items: list[Item]
    orders: Ints  # item × day
    shows: list[Show]
    drawn: Floats  # item × day


@dataclass(frozen=True)
class Sales:
    """Lines in the order of time. Seconds count from the first day of the two years, money is in cents."""

    item: Ints  # index into the plan's items
    order_id: Ints  # counts from 1 within a platform; platforms make their own numbers of it
    line_id: Ints
    ordered: Ints
    paid: Ints  # -1: never paid
    quantity: Ints
    price: Ints
    amount: Ints
    refund: Ints  # 0: none
    listed: Flags  # the refund stands in the platform's aftersale file
    asked: Flags  # aftersale was asked for and withdrawn
    host: Ints  # index into the plan's shows; -1: bought on no show
    by_creator: NDArray[Any]  # a number from 0 to 1 that decides who is named as the creator
    city: Ints
    buyer: Ints

    def __len__(self) -> int:
        return len(self.item)

    def paid_orders(self) -> int:
        """Orders of the chunk; their counts lie close together, which makes this cheap."""
        paid = self.order_id[self.paid >= 0]
        return int(np.count_nonzero(np.bincount(paid - paid.min()))) if len(paid) else 0

    def where(self, keep: Flags | Ints) -> Sales:
        return Sales(**{name: values[keep] for name, values in vars(self).items()})


def order_count(share: float) -> int:
    """Paid orders of a district in the two years."""
    return round(BEST_ORDERS * share) + sum(round(count * share) for count in _OTHER_ORDERS.values())


def plans(place: Place, items: list[Item], shows: Sequence[Show]) -> list[Plan]:
    """What every seller group sells on its platform. Orders scale with the place; items do not."""
    best = {i.platform for i in items if _is_best(i, items)}
    found = []
    total = round(BEST_ORDERS * place.orders)
    for platform in sorted(best):
        few = {name: round(count * place.orders) for name, count in _BEST_SMALL.items()}
        count = few.get(platform, total - sum(few.values()))
        mine = [i for i in items if i.platform == platform and _is_best(i, items)]
        found.append(_plan(place, platform, mine, count, shows, best=True))
    for platform, count in _OTHER_ORDERS.items():
        others = [i for i in items if i.platform == platform and not _is_best(i, items)]
        found.append(_plan(place, platform, others, round(count * place.orders), shows, best=False))
    return found


def _is_best(item: Item, items: list[Item]) -> bool:
    return item.owner != "" and item.owner == items[0].owner


def _plan(
    place: Place, platform: str, items: list[Item], count: int, shows: Sequence[Show], *, best: bool
) -> Plan:
    rng = place.arrays(f"orders/{platform}/{best}")
    weights = _best_weights(items) if best else _packing_weights(items)
    trade = seasons.trade(place)
    if best:
        trade = trade * np.where(seasons.live_evenings(place), 1.9, 1.0)
    calendar = np.arange(len(trade))
    turn = (place.turn - place.first).days
    years = (slice(0, turn), slice(turn, len(trade)))
    known = set(items)
    own = [show for show in shows if show.item in known]
    rows, shares = [], []
    for item, orders in zip(items, split(count, weights), strict=True):
        on_sale = calendar >= (item.since - place.first).days
        chance = trade * seasons.in_season(place, item.product.season) * on_sale
        on_air = [show for show in own if show.item is item]
        shares.append(drawn_share(chance, years, on_air))
        chance = drawn(chance, years, on_air)
        rows.append(rng.multinomial(orders, chance / chance.sum()))
    return Plan(platform, best, items, np.array(rows), own, np.array(shares))


def _best_weights(items: list[Item]) -> list[float]:
    """Cheap items sell most, all year's more than seasonal ones."""
    return [(1000 / i.product.cents) ** 2.5 * (0.6 if i.product.season else 1.0) for i in items]


def _packing_weights(items: list[Item]) -> list[float]:
    """Each packing has its share of the trade, shared by its items."""
    sizes = [sum(i.product.packing == packing for i in items) for packing in range(len(PACKINGS))]
    return [PACKINGS[i.product.packing][2] / sizes[i.product.packing] for i in items]


def stream(place: Place, plan: Plan) -> Iterator[Sales]:
    """The plan's lines in the order of time, in chunks of whole days."""
    rng = place.arrays(f"lines/{plan.platform}/{plan.best}")
    made = 0
    for first, last in _runs(plan.orders.sum(axis=0)):
        sales = _lines(place, plan, rng, range(first, last), made)
        made += len(sales)
        if len(sales):
            yield sales


def _runs(by_day: Ints) -> Iterator[tuple[int, int]]:
    """Runs of days that hold at most _CHUNK orders together, or a single day that holds more."""
    first, size = 0, 0
    for day, count in enumerate(by_day):
        if size and size + count > _CHUNK:
            yield first, day
            first, size = day, 0
        size += int(count)
    yield first, len(by_day)


def _lines(place: Place, plan: Plan, rng: np.random.Generator, days: range, made: int) -> Sales:
    counts = plan.orders[:, days.start : days.stop]
    item = np.repeat(np.arange(len(plan.items)), counts.sum(axis=1))
    day = np.repeat(np.tile(np.array(days), len(plan.items)), counts.ravel())
    never_paid = rng.choice(len(item), int(len(item) * 0.015), replace=False)
    source = np.concatenate([np.arange(len(item)), never_paid])
    paid = np.arange(len(source)) < len(item)
    more = rng.choice(len(item), int(len(item) * 0.02) * (plan.platform in _SEVERAL_LINES), replace=False)
    live = seasons.live_evenings(place)[day[source]] & plan.best
    last_second = (place.last - place.first).days * DAY + DAY - 700
    ordered = np.minimum(day[source] * DAY + seasons.seconds_of_day(rng, live), last_second)
    host, moment = _hosts(place, plan, days, counts)
    ordered = np.where(host[source] >= 0, np.minimum(moment[source], last_second), ordered)
    order = np.concatenate([np.arange(len(source)), more])
    ordered, paid, host = ordered[order], paid[order], host[source][order]
    goods = item[source][order]
    goods[len(source) :] = _another(rng, item, goods[more])
    lines = {"item": goods, "ordered": ordered, "paid": paid, "order": order, "host": host}
    return _detail(place, plan, rng, **lines, made=made)


def _hosts(place: Place, plan: Plan, days: range, counts: Ints) -> tuple[Ints, Ints]:
    """Of each order, item by item and day by day: the show on which it was bought, and the second.

    The best-known creator's evenings have their own hours, and no other creator: theirs stay as they are.
    """
    host = np.full(int(counts.sum()), -1)
    moment = np.zeros(len(host), dtype=np.int64)
    if plan.best:
        return host, moment
    rng = place.arrays(f"hosts/{plan.platform}/{days.start}")
    ends = np.cumsum(counts.ravel()).reshape(counts.shape)
    place_of = {item.item_id: n for n, item in enumerate(plan.items)}
    pulls: dict[tuple[int, int], list[int]] = {}
    for n, show in enumerate(plan.shows):
        if show.day in days:
            pulls.setdefault((place_of[show.item.item_id], show.day), []).append(n)
    for (item, day), shows in pulls.items():
        end = int(ends[item, day - days.start])
        here = slice(end - int(counts[item, day - days.start]), end)
        drew = rng.random(here.stop - here.start) < plan.drawn[item, day]
        weights = np.array([plan.shows[n].weight for n in shows])
        chosen = rng.choice(shows, len(drew), p=weights / weights.sum())
        host[here] = np.where(drew, chosen, -1)
        starts, stops = (np.array([getattr(plan.shows[n], k) for n in chosen], dtype=np.int64) for k in _SPAN)
        moment[here] = starts + (rng.random(len(drew)) * (stops - starts)).astype(np.int64)
    return host, moment


_SPAN = ("starts", "ends")


def _another(rng: np.random.Generator, on_sale: Ints, first: Ints) -> Ints:
    """Items for further lines of orders: what sells on these days, and never the order's first item again."""
    different = np.unique(on_sale)
    step = rng.integers(1, max(len(different), 2), len(first))
    other: Ints = different[(np.searchsorted(different, first) + step) % len(different)]
    return other


def _detail(
    place: Place,
    plan: Plan,
    rng: np.random.Generator,
    *,
    item: Ints,
    ordered: Ints,
    paid: Flags,
    order: Ints,
    host: Ints,
    made: int,
) -> Sales:
    n = len(item)
    packing = np.array([i.product.packing for i in plan.items])[item]
    quantity = np.where(packing == 4, rng.integers(3, 7, n), rng.choice((1, 2, 3), n, p=(0.86, 0.11, 0.03)))
    festive = np.array([seasons.is_festival(day) for day in seasons.days(place)])[ordered // DAY]
    list_price = np.array([i.product.cents for i in plan.items])[item]
    price = np.where(festive, list_price * 9 // 100 * 10, list_price)
    amount = price * quantity - np.where(rng.random(n) < 0.12, 100, 0)
    refund_kind = rng.random(n)
    part = (amount * rng.integers(2, 8, n) // 10).astype(np.int64)
    refund = np.where(refund_kind < 0.024, amount, np.where(refund_kind < 0.034, part, 0))
    sales = Sales(
        item=item,
        order_id=made + 1 + order,
        line_id=made + 1 + np.arange(n),
        ordered=ordered,
        paid=np.where(paid, ordered + 5 + order % 590, -1),
        quantity=quantity,
        price=price,
        amount=amount,
        refund=np.where(paid, refund, 0),
        # A partial refund is known from the aftersale file only.
        listed=(rng.random(n) < 0.85) | (refund < amount),
        asked=refund_kind > 0.993,
        host=host,
        by_creator=rng.random(n),
        city=rng.choice(len(CITIES), n, p=_CITY_WEIGHTS),
        buyer=rng.integers(0, BUYERS, n),
    )
    return sales.where(np.argsort(ordered, kind="stable"))


_CITY_WEIGHTS = np.array([weight for _, _, weight in CITIES]) / sum(weight for _, _, weight in CITIES)
