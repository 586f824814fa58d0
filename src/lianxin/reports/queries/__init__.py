"""Figures and receipts; templates, drafts and editions as they are read."""

from lianxin.reports.queries.answers import (
    Receipt,
    credited_to,
    figures,
    naming_columns,
    receipt,
    tables_of,
)
from lianxin.reports.queries.drafts import Preview, preview, preview_of
from lianxin.reports.queries.editions import document_of
from lianxin.reports.queries.hours import hours_of_the_week
from lianxin.reports.queries.templates import Template, template_called, templates
from lianxin.reports.queries.verifying import verify_file

__all__ = [
    "Preview",
    "Receipt",
    "Template",
    "credited_to",
    "document_of",
    "figures",
    "hours_of_the_week",
    "naming_columns",
    "preview",
    "preview_of",
    "receipt",
    "tables_of",
    "template_called",
    "templates",
    "verify_file",
]
