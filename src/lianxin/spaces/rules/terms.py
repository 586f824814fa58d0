"""On what terms a studio is lent, and what a booking costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Terms:
    """Zero is "no limit" where a limit may be missing."""

    buffer_minutes: int = 0  # kept free before and after each booking
    step_minutes: int = 30  # starts and lengths are multiples of it
    shortest_minutes: int = 30
    longest_minutes: int = 480
    ahead_days: int = 30  # how far ahead one may book; 0: no limit
    most_open: int = 5  # bookings a member may have before them; 0: no limit
    week_minutes: int = 0  # a member and week; 0: no limit
    price: Decimal = Decimal(0)  # yuan an hour
    free_minutes: int = 0  # a member and month, before the price counts
    approval: bool = False
    answer_hours: int = 24  # a request nobody answers lapses then, at the latest when the session starts
    cancel_hours: int = 2  # until so long before the start members may change and cancel themselves
    grace_minutes: int = 15  # not there by then: missed
    offer_minutes: int = 60  # how long an offer from the waiting list is held


#: Where the office has set nothing.
BY_KIND = {"VIP": Terms(approval=True), "标准": Terms()}


@dataclass(frozen=True)
class Scoped:
    """Terms and for what they were set; "" is "any"."""

    terms: Terms
    base: str = ""
    studio_no: str = ""
    kind: str = ""

    def fits(self, *, studio_no: str, base: str, kind: str) -> bool:
        return all(
            mine in ("", theirs)
            for mine, theirs in ((self.studio_no, studio_no), (self.base, base), (self.kind, kind))
        )

    @property
    def narrowness(self) -> tuple[bool, bool, bool]:
        return bool(self.studio_no), bool(self.base), bool(self.kind)


def terms_for(found: Iterable[Scoped], *, studio_no: str, base: str, kind: str) -> Terms:
    """The narrowest that fit: a studio's own before its base's, before its kind's, before all."""
    fitting = [one for one in found if one.fits(studio_no=studio_no, base=base, kind=kind)]
    if fitting:
        return max(fitting, key=lambda one: one.narrowness).terms
    return BY_KIND.get(kind, Terms())


def free_terms(terms: Terms) -> Terms:
    """As those who keep the studios book: no limits but what the room itself sets."""
    return replace(terms, step_minutes=1, shortest_minutes=1, longest_minutes=24 * 60, ahead_days=0,
                   most_open=0, week_minutes=0, approval=False)  # fmt: skip


def planned_terms(terms: Terms) -> Terms:
    """As other lines of work book for members: what the studio asks, not the members' own allowance."""
    return replace(terms, ahead_days=0, most_open=0, week_minutes=0)


@dataclass(frozen=True)
class Price:
    """`free_minutes` come off the month's quota, the rest costs `amount` yuan."""

    free_minutes: int
    amount: Decimal


def price(minutes: int, *, used_free: int, terms: Terms) -> Price:
    """`used_free`: minutes of the quota that other bookings of the same month and kind have taken."""
    if not terms.price:
        return Price(0, Decimal("0.00"))
    free = min(minutes, max(terms.free_minutes - used_free, 0))
    amount = Decimal(minutes - free) * terms.price / 60
    return Price(free, amount.quantize(Decimal("0.01"), ROUND_HALF_UP))


def terms_wrong(terms: Terms) -> str:
    """The code of what cannot be, or ""."""
    if terms.step_minutes < 1 or terms.step_minutes > 24 * 60 or terms.price < 0:
        return "terms_step"
    if not 0 < terms.shortest_minutes <= terms.longest_minutes <= 24 * 60:
        return "terms_length"
    return "terms_answer" if terms.approval and terms.answer_hours < 1 else ""
