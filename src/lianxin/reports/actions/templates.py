"""The office's own templates."""

from __future__ import annotations

from lianxin.accounts.models import User
from lianxin.reports.access import may_write
from lianxin.reports.models import ReportTemplate
from lianxin.reports.rules import SHIPPED, ReportRefused


def save_template(*, name: str, title: str, language: str, text: str, actor: User | None) -> ReportTemplate:
    """Makes or changes one. `title` may name the period: {period}.

    Raises ReportRefused (may_not_write, template_taken, title_empty, text_empty).
    """
    if not may_write(actor):
        raise ReportRefused("may_not_write")
    if name in {one.name for one in SHIPPED}:
        raise ReportRefused("template_taken")
    for said, code in ((title, "title_empty"), (text, "text_empty")):
        if not said.strip():
            raise ReportRefused(code)
    values = {"title": title, "language": language, "text": text, "changed_by": actor}
    template, _made = ReportTemplate.objects.update_or_create(name=name, defaults=values)
    return template


def remove_template(*, name: str, actor: User | None) -> None:
    """Drafts begun from it stay. Raises ReportRefused (may_not_write)."""
    if not may_write(actor):
        raise ReportRefused("may_not_write")
    ReportTemplate.objects.filter(name=name).delete()
