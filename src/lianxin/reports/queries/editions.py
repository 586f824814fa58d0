"""Published editions read back as they were printed, without computing anything."""

from __future__ import annotations

import json
from dataclasses import replace

from django.utils.timezone import localtime

from lianxin.engines.documents import (
    Block,
    Chart,
    Document,
    Paragraph,
    Text,
    fingerprint,
    from_json,
    to_json,
)
from lianxin.reports.models import Edition
from lianxin.reports.rules import ReportRefused
from lianxin.reports.rules.sealing import sealed_facts
from lianxin.trust.queries.book import book

#: Charts of the open page are kept under their figure's id with this before it.
PUBLIC = "public-"


def document_of(edition: Edition, *, public: bool = False) -> Document:
    """What was printed, with its charts; of a withdrawn one, with a first paragraph that says so.

    Raises ReportRefused (edition_open, not_public).
    """
    if edition.is_open:
        raise ReportRefused("edition_open", edition=edition.pk)
    held = edition.public_document if public else edition.document
    if held is None:
        raise ReportRefused("not_public", edition=edition.pk)
    document = _with_charts(from_json(json.dumps(held)), edition, PUBLIC if public else "")
    return _withdrawn(document, edition) if edition.status == Edition.Status.WITHDRAWN else document


def stored(document: Document) -> object:
    """As `Edition.document` holds it; pictures are kept apart."""
    return json.loads(to_json(document))


def charts_in(document: Document) -> list[Chart]:
    return [block for block in document.blocks if isinstance(block, Chart)]


def seal_for(document: Document) -> str:
    """Signed with the home's ledger key. Raises LedgerUnavailable."""
    return book().seal(sealed_facts(document.edition, fingerprint(document)))


def _with_charts(document: Document, edition: Edition, prefix: str) -> Document:
    kept = {chart.use: chart for chart in edition.charts.all()}

    def whole(block: Block) -> Block:
        if isinstance(block, Chart) and f"{prefix}{block.figure}" in kept:
            chart = kept[f"{prefix}{block.figure}"]
            return replace(block, svg=chart.svg, png=bytes(chart.png))
        return block

    return replace(document, blocks=tuple(whole(block) for block in document.blocks))


def _withdrawn(document: Document, edition: Edition) -> Document:
    day = localtime(edition.withdrawn_at)
    reason = edition.withdrawal_reason
    said = (
        f"This edition was withdrawn on {day:%Y-%m-%d}. Reason: {reason}"
        if document.language == "en"
        else f"本版次已于{day.year}年{day.month}月{day.day}日撤回。原因：{reason}"
    )
    marked = replace(
        document,
        blocks=(Paragraph((Text(said, strong=True),)), *document.blocks),
        edition=replace(document.edition, status=Edition.Status.WITHDRAWN.value, seal=""),
    )
    return replace(marked, edition=replace(marked.edition, seal=seal_for(marked)))
