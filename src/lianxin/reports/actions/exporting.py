"""A published edition as a file, with its receipts where the form holds them; and against today's records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any, BinaryIO

from lianxin.accounts.models import User
from lianxin.engines import documents
from lianxin.engines.documents import Document, FigureUse, ReceiptTable
from lianxin.reports.access import may_read
from lianxin.reports.actions.snapshots import take_snapshot
from lianxin.reports.models import Edition
from lianxin.reports.queries.answers import receipt
from lianxin.reports.queries.differing import difference
from lianxin.reports.queries.editions import document_of
from lianxin.reports.rules import ReportRefused
from lianxin.reports.rules.differences import Difference

_Stream = Callable[[BinaryIO, Document, Mapping[str, ReceiptTable]], None]
_PLAIN: dict[str, Callable[[Document], bytes]] = {
    "docx": documents.write_docx,
    "pdf": documents.write_pdf,
    "html": documents.write_html,
}
_WITH_RECEIPTS: dict[str, _Stream] = {"xlsx": documents.stream_xlsx, "json": documents.stream_json}
FORMS = (*_PLAIN, *_WITH_RECEIPTS)


def export_edition(
    *, edition_no: str, form: str, target: BinaryIO, receipts: bool = True, actor: User | None
) -> None:
    """`form` is one of FORMS. `receipts`: xlsx and json hold the rows too, streamed; whom they name is told.

    Raises ReportRefused (no_edition, edition_open, may_not_read), DocumentError, LakeDamaged.
    """
    if not may_read(actor):
        raise ReportRefused("may_not_read")
    edition = Edition.objects.filter(pk=edition_no).first()
    if edition is None:
        raise ReportRefused("no_edition", edition=edition_no)
    document = document_of(edition)
    if form in _PLAIN:
        target.write(_PLAIN[form](document))
        return
    tables = _receipts(document, named=form == "xlsx") if receipts else {}
    _WITH_RECEIPTS[form](target, document, tables)


def diff_edition(*, edition_no: str, actor: User | None) -> Difference:
    """Against a snapshot that is taken now. Raises ReportRefused (no_edition, edition_open, may_not_read)."""
    if not may_read(actor):
        raise ReportRefused("may_not_read")
    edition = Edition.objects.filter(pk=edition_no).first()
    if edition is None:
        raise ReportRefused("no_edition", edition=edition_no)
    return difference(edition, take_snapshot())


def _receipts(document: Document, *, named: bool) -> dict[str, ReceiptTable]:
    """One for each list of rows, under the first figure that has it. `named`: for people, with headers."""
    first: dict[str, FigureUse] = {}
    for use in document.figures:
        first.setdefault(use.receipt, use)
    return {use.id: (_for_people if named else _exact)(use) for use in first.values()}


def _exact(use: FigureUse) -> ReceiptTable:
    with closing(_opened(use)) as found:
        columns = found.exact_columns

    def rows() -> Iterator[Sequence[Any]]:
        with closing(_opened(use)) as found:
            yield from found.exact()

    return ReceiptTable(columns, rows())


def _for_people(use: FigureUse) -> ReceiptTable:
    """As `lianxin receipt` writes it: what a reader wants to see, then where each row came from."""
    with closing(_opened(use)) as found:
        columns = [*(label for _name, label in found.columns), *_SOURCE]

    def rows() -> Iterator[Sequence[Any]]:
        with closing(_opened(use)) as found:
            for row in found.stream():
                source = row["source"]
                yield [*(row[name] for name, _label in found.columns), *map(source.get, _SOURCE.values())]

    return ReceiptTable(columns, rows())


#: Headers of the source, and what each is called in a receipt's row.
_SOURCE = {
    "来源文件": "file",
    "来源工作表": "sheet",
    "来源行": "row",
    "批次": "batch",
    "录入人": "user",
    "录入时间": "at",
}


def _opened(use: FigureUse) -> Any:
    return receipt(key=use.key, period=use.period, where=use.where, snapshot=use.snapshot)
