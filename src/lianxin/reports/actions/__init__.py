"""Snapshots, and what is done with reports: drafted, checked, published, withdrawn."""

from lianxin.reports.actions.drafting import check_edition, discard_draft, save_draft, start_draft
from lianxin.reports.actions.snapshots import take_snapshot

__all__ = ["check_edition", "discard_draft", "save_draft", "start_draft", "take_snapshot"]
