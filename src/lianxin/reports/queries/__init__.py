"""Figures and receipts; templates and editions as they are read."""

from lianxin.reports.queries.answers import (
    Receipt,
    credited_to,
    figures,
    naming_columns,
    receipt,
    tables_of,
)
from lianxin.reports.queries.templates import Template, template_called, templates

__all__ = [
    "Receipt",
    "Template",
    "credited_to",
    "figures",
    "naming_columns",
    "receipt",
    "tables_of",
    "template_called",
    "templates",
]
