"""Sale lines as they stand in one export: how far each had come by then, and who is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from lianxin.demo import seasons
from lianxin.demo.market import Item
from lianxin.demo.orders import buyers
from lianxin.demo.orders.cells import Cells, join, moments, money, numbers, pick
from lianxin.demo.orders.sales import DAY, Flags, Ints, Plan, Sales
from lianxin.demo.people import Cast
from lianxin.demo.world import Place

#: States of a line, as indexes into a platform's own words.
NEVER_PAID, TO_SHIP, SHIPPED, DONE, REFUNDED = range(5)
#: Creators who sell the district's goods and are not members: nobody's sale.
STRANGERS = (
    ("9988000000000001", "外地达人阿土"),
    ("9988000000000002", "路过的美食家"),
    ("9988000000000003", "好物铺子"),
)


@dataclass(frozen=True)
class Creators:
    """Who may be named on a platform: account id and nickname; the last entry is nobody."""

    ids: list[str]
    names: list[str]
    of_item: Ints  # the item owner's, or nobody
    others: Ints  # members who sell for others
    of_show: Ints  # whose show it is, or nobody

    @property
    def nobody(self) -> int:
        return len(self.ids) - 1


def creators(cast: Cast, plan: Plan) -> Creators:
    accounts = [
        (account_id, member)
        for member in cast.members
        for platform, account_id in member.accounts
        if platform == plan.platform
    ]
    index = {member.number: n for n, (_, member) in enumerate(accounts)}
    nobody = len(accounts) + len(STRANGERS)
    selling = [n for n, (_, m) in enumerate(accounts) if m.focus and m is not cast.best] or [nobody]
    return Creators(
        ids=[a for a, _ in accounts] + [a for a, _ in STRANGERS] + [""],
        names=[m.stage_name for _, m in accounts] + [name for _, name in STRANGERS] + [""],
        of_item=np.array([index.get(item.owner, nobody) for item in plan.items]),
        others=np.array(selling),
        of_show=np.array([index.get(show.member_no, nobody) for show in plan.shows] or [nobody]),
    )


@dataclass(frozen=True)
class Lines:
    """Lines of one export. `exported` is its moment, in seconds since the first day of the two years."""

    place: Place
    plan: Plan
    sales: Sales
    people: Creators
    exported: int

    def __len__(self) -> int:
        return len(self.sales)

    def where(self, keep: Flags) -> Lines:
        return Lines(self.place, self.plan, self.sales.where(keep), self.people, self.exported)

    @cached_property
    def shipped_at(self) -> Ints:
        return self._by_now(self.sales.paid + DAY + self.sales.line_id * 37 % DAY)

    @cached_property
    def done_at(self) -> Ints:
        return self._by_now(self.sales.paid + 8 * DAY + self.sales.line_id * 7919 % (4 * DAY))

    @cached_property
    def refund_at(self) -> Ints:
        moment = self._by_now(self.sales.paid + 5 * DAY + self.sales.line_id * 131 % (2 * DAY))
        return np.where(self.sales.refund > 0, moment, -1)

    @cached_property
    def refunded(self) -> Flags:
        return np.asarray(self.refund_at >= 0)

    @cached_property
    def in_full(self) -> Flags:
        return np.asarray(self.refunded & (self.sales.refund == self.sales.amount))

    @cached_property
    def state(self) -> Ints:
        state = np.where(self.done_at >= 0, DONE, np.where(self.shipped_at >= 0, SHIPPED, TO_SHIP))
        return np.where(self.sales.paid < 0, NEVER_PAID, np.where(self.in_full, REFUNDED, state))

    @cached_property
    def creator(self) -> Ints:
        """Who is named: the best-known creator on most own lines; else whose show it was bought on, else
        owner, another member, stranger."""
        chance, nobody = self.sales.by_creator, self.people.nobody
        owner = self.people.of_item[self.sales.item]
        if self.plan.best:
            return np.where(chance < 0.8, owner, nobody)
        other = self.people.others[self.sales.line_id % len(self.people.others)]
        stranger = nobody - 1 - self.sales.line_id % len(STRANGERS)
        named = np.where(
            chance < 0.42, owner, np.where(chance < 0.55, other, np.where(chance < 0.59, stranger, nobody))
        )
        return np.where(self.sales.host >= 0, self.people.of_show[self.sales.host], named)

    @cached_property
    def named_only(self) -> Flags:
        """The creator's id is missing; the nickname is there."""
        return np.asarray((self.sales.by_creator > 0.36) & (self.sales.by_creator < 0.42))

    def creator_id(self, empty: str = "") -> Cells:
        ids = [*self.people.ids[:-1], empty]
        return pick(ids, np.where(self.named_only, self.people.nobody, self.creator))

    def creator_name(self, empty: str = "") -> Cells:
        return pick([*self.people.names[:-1], empty], self.creator)

    def by_item(self, text: Callable[[Item], str]) -> Cells:
        return pick([text(item) for item in self.plan.items], self.sales.item)

    def by_city(self, column: int) -> Cells:
        return pick([str(city[column]) for city in buyers.CITIES], self.sales.city)

    def by_buyer(self, words: list[str]) -> Cells:
        return pick(words, self.sales.buyer)

    def by_state(self, *words: str) -> Cells:
        return pick(words, self.state)

    def at(self, seconds: Ints) -> Cells:
        return moments(self.place, seconds)

    def order_number(self, start: int, tail: str = "") -> Cells:
        return numbers(self.start(start) + self.sales.order_id, "", tail)

    def line_number(self, start: int, tail: str = "") -> Cells:
        """The order's number on its first line, a number of its own on a further one."""
        return numbers(self.start(start) + self.sales.line_id, "", tail)

    def dated_number(self, start: int, tail: str) -> Cells:
        """The order's number after the day it was placed: 210611-300000000000017."""
        days = [f"{day:%y%m%d}-" for day in seasons.days(self.place)]
        dates = pick(days, self.sales.ordered // DAY).cast(pa.string())
        return join(dates, self.order_number(start, tail))

    def amount(self) -> Cells:
        return money(self.sales.amount)

    def order_total(self) -> Ints:
        """The amount of the whole order, on each of its lines."""
        _, order = np.unique(self.sales.order_id, return_inverse=True)
        return np.bincount(order, weights=self.sales.amount).astype(np.int64)[order]

    def first_of_order(self) -> Flags:
        first = np.zeros(len(self), bool)
        first[np.unique(self.sales.order_id, return_index=True)[1]] = True
        return first

    def tracking(self) -> Cells:
        return pick(["虚构快递"], np.zeros(len(self), np.int64))

    def start(self, start: int) -> int:
        """Where numbers begin: those of districts and seller groups lie apart."""
        return start + (self.place.index * 2 + self.plan.best) * 100_000_000

    def _by_now(self, moment: Ints) -> Ints:
        return np.where((self.sales.paid >= 0) & (moment < self.exported), moment, -1)
