"""Reading sales: whose sale nobody knows, how much of the refunds is assumed, which words are undecided."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.db import models

from lianxin.core.home import home
from lianxin.engines.lake import Lake, LakeLost
from lianxin.lib.text import normal_name
from lianxin.people.models import Account
from lianxin.records.models import Batch, BatchFile
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


def undecided_words() -> models.QuerySet[StatusWord]:
    """Status words that refuse rows until the office decides what they mean, most rows first."""
    return StatusWord.objects.filter(status="").order_by("-lines", "platform", "word")
