"""Snapshots, and what is done with reports: drafted, checked, published, withdrawn."""

from lianxin.reports.actions.drafting import check_edition, discard_draft, save_draft, start_draft
from lianxin.reports.actions.exporting import FORMS, diff_edition, export_edition
from lianxin.reports.actions.publishing import publish_edition, start_publishing, withdraw_edition
from lianxin.reports.actions.snapshots import take_snapshot
from lianxin.reports.actions.templates import remove_template, save_template

__all__ = [
    "FORMS",
    "check_edition",
    "diff_edition",
    "discard_draft",
    "export_edition",
    "publish_edition",
    "remove_template",
    "save_draft",
    "save_template",
    "start_draft",
    "start_publishing",
    "take_snapshot",
    "withdraw_edition",
]
