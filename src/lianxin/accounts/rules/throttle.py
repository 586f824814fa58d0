"""How long somebody who guesses has to wait. Failures are counted per tier and leak away.

A guess from a device that this user has logged in from before is judged by that device alone, so that nobody
can lock the user out from elsewhere. Waiting guesses are not looked at and count for nothing.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Tier:
    """`free` failures cost nothing; the next costs `first`, each further one twice that, `most` at most."""

    free: int
    first: timedelta
    most: timedelta
    leak: timedelta  # one failure is forgotten for each of these


_MINUTE = timedelta(minutes=1)
TIERS = {
    "device": Tier(5, timedelta(seconds=30), 10 * _MINUTE, 5 * _MINUTE),  # one account on a known device
    "pair": Tier(5, _MINUTE, 60 * _MINUTE, 15 * _MINUTE),  # one account from one address
    "address": Tier(40, _MINUTE, 30 * _MINUTE, 2 * _MINUTE),  # everything from one address
    "account": Tier(20, _MINUTE, 15 * _MINUTE, 10 * _MINUTE),  # one account from everywhere
}
_DOUBLINGS = 20  # beyond any `most`; keeps numbers small


def counted(tier: Tier, failures: int, idle: timedelta) -> int:
    """Failures that still count `idle` after the last one."""
    return max(0, failures - max(idle, timedelta(0)) // tier.leak)


def wait_seconds(tier: Tier, failures: int, idle: timedelta) -> float:
    """Seconds until the next guess is looked at, `idle` after the last of `failures`; 0 for now."""
    left = counted(tier, failures, idle)
    if left < tier.free:
        return 0.0
    due = min(tier.first * (1 << min(left - tier.free, _DOUBLINGS)), tier.most)
    return max(0.0, (due - idle).total_seconds())
