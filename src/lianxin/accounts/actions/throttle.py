"""Guesses are counted before they are looked at, in the database: every process and thread sees the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from lianxin.accounts.models import Attempts, digest
from lianxin.accounts.rules import TIERS, counted, wait_seconds


class TooMany(Exception):
    """Wait. params: seconds."""

    code = "too_many_attempts"

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.params = {"seconds": int(seconds) + 1}


@dataclass(frozen=True)
class Place:
    """Where a guess comes from. `device` names a device the user has logged in from before; "" for others."""

    address: str
    device: str = ""


@transaction.atomic
def begin(purpose: str, account: str, place: Place) -> None:
    """Counts the guess as a failure until `succeed` says otherwise. Raises TooMany."""
    now = timezone.now()
    tiers = [(name, _row(name, key)) for name, key in _keys(purpose, account, place)]
    waits = [wait_seconds(TIERS[name], row.failures, now - row.last_at) for name, row in tiers]
    if any(waits):
        raise TooMany(max(waits))
    for name, row in tiers:
        row.failures = counted(TIERS[name], row.failures, now - row.last_at) + 1
        row.last_at = now
        row.save()


@transaction.atomic
def succeed(purpose: str, account: str, place: Place) -> None:
    """The guess was right: the tiers of this user and place start afresh, the others lose this one guess.

    Who owns one account must not be able to clear an address by logging in between guesses at another.
    """
    for name, key in _keys(purpose, account, place):
        row = _row(name, key)
        row.failures = 0 if name in ("device", "pair") else max(0, row.failures - 1)
        row.save()


def _keys(purpose: str, account: str, place: Place) -> Iterator[tuple[str, str]]:
    if place.device:
        yield "device", digest("device", purpose, account, place.device)
        return
    yield "pair", digest("pair", purpose, account, place.address)
    yield "address", digest("address", purpose, place.address)
    yield "account", digest("account", purpose, account)


def _row(tier: str, key: str) -> Attempts:
    return Attempts.objects.filter(key=key).first() or Attempts(key=key, last_at=timezone.now())
