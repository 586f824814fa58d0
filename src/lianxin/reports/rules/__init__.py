"""What reports go by, without Django."""

from lianxin.reports.rules.errors import ReportRefused
from lianxin.reports.rules.references import (
    BLOCK_STYLES,
    CHART_KINDS,
    INLINE_STYLES,
    STYLES,
    Fault,
    Mark,
    Reference,
    marks,
)
from lianxin.reports.rules.shipped import SHIPPED, Shipped, shipped_text
from lianxin.reports.rules.states import STEPS, refusal_of_checker, refusal_of_step

__all__ = [
    "BLOCK_STYLES",
    "CHART_KINDS",
    "INLINE_STYLES",
    "SHIPPED",
    "STEPS",
    "STYLES",
    "Fault",
    "Mark",
    "Reference",
    "ReportRefused",
    "Shipped",
    "marks",
    "refusal_of_checker",
    "refusal_of_step",
    "shipped_text",
]
