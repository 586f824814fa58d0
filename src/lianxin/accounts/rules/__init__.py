"""Pure decisions about coming in."""

from lianxin.accounts.rules.addresses import normal_address
from lianxin.accounts.rules.browsers import browser_and_system
from lianxin.accounts.rules.passwords import is_habitual
from lianxin.accounts.rules.standing import missing
from lianxin.accounts.rules.throttle import TIERS, Tier, counted, wait_seconds
from lianxin.accounts.rules.tokens import hashed, keyed_hash

__all__ = [
    "TIERS",
    "Tier",
    "browser_and_system",
    "counted",
    "hashed",
    "is_habitual",
    "keyed_hash",
    "missing",
    "normal_address",
    "wait_seconds",
]
