"""What one platform's order export looks like, as data. One module per platform fills it in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from lianxin.lib.text import normal_name

UNPAID, PAID, SHIPPED, COMPLETED, CLOSED = STATUSES = ("unpaid", "paid", "shipped", "completed", "closed")


class Refund(StrEnum):
    """How an order file speaks of refunds."""

    AMOUNT = "amount"  # in a column of its own
    WORDS = "words"  # only that one succeeded: all of what was paid is assumed
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class OrderFormat:
    """`columns` names, for each part, the headers it may stand under; the first one present is read."""

    name: str
    kind: str
    platform: str
    required: frozenset[str]  # a file with these headers is of this kind
    columns: Mapping[str, tuple[str, ...]]
    statuses: Mapping[str, str]  # by status_key()
    key: tuple[str, ...] = ("line_id",)  # the parts that make up line_id
    needed: frozenset[str] = frozenset({"order_id", "status", "paid_amount", "paid_at"})
    refund: Refund = Refund.UNKNOWN
    refunded: Mapping[str, Callable[[str], bool]] = field(default_factory=dict)  # by part: its word says so
    creators: tuple[tuple[str, str], ...] = ()  # (id, name) parts in order of precedence
    instead: Mapping[str, str] = field(default_factory=dict)  # part: the one to read where its cell is empty
    creators_in: str = ""  # the channel that creators are credited in; "" for any
    grain: str = "line"
    shared_amount: bool = (
        False  # the order's amount stands in every row and is shared by price times quantity
    )
    item_digits: bool = False  # item ids are numbers among other signs
    closed_prefix: str = ""  # a status word that begins so is closed whatever follows
    day_format: str = ""  # strptime's; "" for the usual forms

    @property
    def headers(self) -> frozenset[str]:
        """All that is read from such a file."""
        return self.required | {header for names in self.columns.values() for header in names}


def status_key(word: str) -> str:
    """For comparison: full-width and ASCII punctuation and blanks make no difference."""
    return "".join(normal_name(word).split())


def words(**by_status: str) -> Mapping[str, str]:
    """`paid="待发货 备货中"` as a table from word to status."""
    return MappingProxyType(
        {status_key(word): status for status, listed in by_status.items() for word in listed.split()}
    )


def refund_succeeded(word: str) -> bool:
    return "退款成功" in word or word == "已全额退款"
