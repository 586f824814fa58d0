"""A made-up district: workbooks and order exports as a real office would have them.

Nothing here is inserted by a back door: `lianxin demo` imports these files like anybody's.
"""

from lianxin.demo.accounts import ACCOUNTS, Account
from lianxin.demo.build import SEED, Built, build
from lianxin.demo.planned import Planned, planned
from lianxin.demo.seasons import YEARS
from lianxin.demo.upcoming import arrange, asking, write
from lianxin.demo.world import SCALES

__all__ = [
    "ACCOUNTS",
    "SCALES",
    "SEED",
    "YEARS",
    "Account",
    "Built",
    "Planned",
    "arrange",
    "asking",
    "build",
    "planned",
    "write",
]
