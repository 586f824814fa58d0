"""Pure decisions about consent, requests, their clock, and how long data is kept."""

from lianxin.trust.rules.clock import Clock, Due, clock, due, is_working_day, working_days
from lianxin.trust.rules.declined import Declined
from lianxin.trust.rules.requests import GOALS, KINDS, OUTCOMES, may_answer, may_reopen, outcomes_for
from lianxin.trust.rules.retention import (
    CLASSES,
    LEAST_MONTHS,
    NAMELESS,
    Beside,
    Kept,
    kept_class,
    months_before,
    says_something,
)

__all__ = [
    "CLASSES",
    "GOALS",
    "KINDS",
    "LEAST_MONTHS",
    "NAMELESS",
    "OUTCOMES",
    "Beside",
    "Clock",
    "Declined",
    "Due",
    "Kept",
    "clock",
    "due",
    "is_working_day",
    "kept_class",
    "may_answer",
    "may_reopen",
    "months_before",
    "outcomes_for",
    "says_something",
    "working_days",
]
