"""What people's pages go by, without Django."""

from lianxin.people.rules.duplicates import ENOUGH, POINTS, WORDS, Pair, Print, alike
from lianxin.people.rules.reasons import DUTIES, MINUTES, SHORTEST, Reason, remembered
from lianxin.people.rules.tabs import Tab
from lianxin.people.rules.words import RENAMED

__all__ = [
    "DUTIES",
    "ENOUGH",
    "MINUTES",
    "POINTS",
    "RENAMED",
    "SHORTEST",
    "WORDS",
    "Pair",
    "Print",
    "Reason",
    "Tab",
    "alike",
    "remembered",
]
