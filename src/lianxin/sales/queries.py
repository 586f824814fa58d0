"""Reading sales: whose sale nobody knows, how much of the refunds is assumed, which words are undecided."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.db import models

from lianxin.core.home import home
from lianxin.engines.lake import Lake, LakeLost
from lianxin.lib.text import normal_name
from lianxin.people.models import Account
from lianxin.records.models import Batch, BatchFile
from lianxin.records.queries import facts
from lianxin.sales.models import StatusWord

_NAMED = """
    SELECT platform, creator_id, creator_key, any_value(creator_name), count(*), sum(paid_amount)
    FROM lake.main.lines
    WHERE paid_at IS NOT NULL AND status <> 'unpaid' AND NOT covered
      AND (creator_id <> '' OR creator_key <> '')
    GROUP BY ALL
"""
_ASSUMED = """
    SELECT sum(refund_amount) FILTER (refund_basis = 'assumed-full'), sum(refund_amount)
    FROM lake.main.lines WHERE paid_at IS NOT NULL AND status <> 'unpaid' AND NOT covered
"""
#: Whose sale a line is, is decided as in `figures.py`: account, nickname of one member only, a creator nobody
#: knows, the shop's member. A line is a session's if it was ordered while it ran, on its platform, from its
#: creator; where two ran at once, the later one's.
_IN_SESSIONS = """
    WITH ids AS (
        SELECT platform, account_id, arg_max(member_no, as_of) AS owner
        FROM of_accounts WHERE as_of IS NOT NULL GROUP BY ALL
    ), names AS (
        SELECT platform, nickname_key, min(member_no) AS namesake
        FROM of_accounts WHERE nickname_key <> '' GROUP BY ALL HAVING count(DISTINCT member_no) = 1
    ), sold AS (
        SELECT line.platform, line.ordered_at, line.quantity, line.paid_amount, listing.product_no,
            coalesce(owner, namesake, CASE WHEN line.creator_id = '' AND line.creator_name = ''
                THEN listing.member_no ELSE '' END) AS member_no
        FROM lake.main.lines AS line
        JOIN of_listings AS listing ON listing.platform = line.platform AND listing.item_id = line.item_id
        LEFT JOIN ids ON ids.platform = line.platform AND ids.account_id = line.creator_id
        LEFT JOIN names ON names.platform = line.platform AND names.nickname_key = line.creator_key
        WHERE line.paid_at IS NOT NULL AND line.status <> 'unpaid' AND NOT line.covered
    )
    SELECT session.session_no, sold.product_no, sum(sold.quantity), sum(sold.paid_amount)
    FROM sold ASOF JOIN of_live_sessions AS session
        ON sold.member_no = session.member_no AND sold.platform = session.platform
        AND sold.ordered_at >= session.starts_at
    WHERE sold.ordered_at < session.ends_at GROUP BY ALL
"""
_EXPORTED = "SELECT platform, min(ordered_at), max(ordered_at) FROM lake.main.lines GROUP BY ALL"


def lake() -> Lake:
    """The home's lake, one in a process: it keeps its readers open. Raises LakeLost."""
    found = _lake(home().lake)
    if not found.catalog.exists() and order_files().exists():
        raise LakeLost(folder=str(found.folder))
    return found


def order_files() -> models.QuerySet[BatchFile]:
    """The order files that the lake must hold."""
    return BatchFile.objects.filter(snapshot__isnull=False).exclude(batch__state=Batch.State.ROLLED_BACK)


@cache
def _lake(folder: Path) -> Lake:
    return Lake(folder)


@dataclass(frozen=True)
class UnmatchedCreator:
    """A creator named in sold lines whom no account matches. `amount` is what those lines were paid, in
    yuan."""

    platform: str
    creator_id: str
    creator_name: str
    lines: int
    amount: Decimal


def unmatched_creators() -> list[UnmatchedCreator]:
    """The queue of creators that someone must look at, largest amount first."""
    with lake().reading() as reading:
        found = reading.con.execute(_NAMED).fetchall()
    ids, names = _accounts()
    queue = [
        UnmatchedCreator(platform, creator_id, name, lines, amount)
        for platform, creator_id, key, name, lines, amount in found
        if (platform, creator_id) not in ids and len(names[platform, key]) != 1
    ]
    return sorted(queue, key=lambda one: (-one.amount, one.platform, one.creator_id, one.creator_name))


def _accounts() -> tuple[set[tuple[str, str]], dict[tuple[str, str], set[str]]]:
    """Known account ids by platform, and the members who bear a nickname."""
    ids: set[tuple[str, str]] = set()
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = Account.unscoped.values_list("platform", "account_id", "nickname", "member_id")
    for platform, account_id, nickname, member in rows:
        ids.add((platform, account_id))
        names[platform, normal_name(nickname)].add(str(member))
    return ids, names


def assumed_refunds() -> tuple[Decimal, Decimal]:
    """(refunds assumed to be the full price, all refunds) of sold lines, in yuan."""
    with lake().reading() as reading:
        assumed, whole = reading.con.execute(_ASSUMED).fetchone()
    return assumed or Decimal("0.00"), whole or Decimal("0.00")


@dataclass(frozen=True)
class SoldInSession:
    """What a live session sold of a product: pieces, and yuan paid for them. Refunds are not taken off."""

    session_no: str
    product_no: str
    pieces: int
    paid: Decimal


def sold_in_sessions() -> list[SoldInSession]:
    """From the order lines and the records as they are now. Nobody is shown, buyers are not known."""
    with lake().reading() as reading:
        for name in ("accounts", "listings", "live_sessions"):
            reading.con.register(f"of_{name}", facts(name))
        found = reading.con.execute(_IN_SESSIONS).fetchall()
    return [SoldInSession(session, product, int(pieces), paid) for session, product, pieces, paid in found]


def exported_spans() -> dict[str, tuple[datetime, datetime]]:
    """Platform → when its first and its last order line was ordered, Beijing wall clock."""
    with lake().reading() as reading:
        found = reading.con.execute(_EXPORTED).fetchall()
    return {platform: (first, last) for platform, first, last in found if first is not None}


def undecided_words() -> models.QuerySet[StatusWord]:
    """Status words that refuse rows until the office decides what they mean, most rows first."""
    return StatusWord.objects.filter(status="").order_by("-lines", "platform", "word")
