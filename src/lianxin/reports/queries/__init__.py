"""Figures and receipts; templates and editions as they are read."""

from lianxin.reports.queries.answers import (
    Receipt,
    credited_to,
    figures,
    naming_columns,
    receipt,
    tables_of,
)
from lianxin.reports.queries.hours import hours_of_the_week
from lianxin.reports.queries.templates import Template, template_called, templates

__all__ = [
    "Receipt",
    "Template",
    "credited_to",
    "figures",
    "hours_of_the_week",
    "naming_columns",
    "receipt",
    "tables_of",
    "template_called",
    "templates",
]
