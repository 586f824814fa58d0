"""What people's pages go by, without Django."""

from lianxin.people.rules.duplicates import ENOUGH, POINTS, WORDS, Pair, Print, alike
from lianxin.people.rules.reasons import DUTIES, MINUTES, SHORTEST, Reason, remembered
from lianxin.people.rules.tabs import Tab

__all__ = [
    "DUTIES",
    "ENOUGH",
    "MINUTES",
    "POINTS",
    "SHORTEST",
    "WORDS",
    "Pair",
    "Print",
    "Reason",
    "Tab",
    "alike",
    "remembered",
]
