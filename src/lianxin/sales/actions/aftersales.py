"""Aftersale files into the lake; they may come before or after the orders they speak of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lianxin.engines.lake import Writing
from lianxin.engines.tabular import Match, Profile, RawTable
from lianxin.records.rules import ORDERS_RANK, FileResult, ImportContext
from lianxin.sales.actions.storing import form_of, source_of, store
from lianxin.sales.actions.tally import Tally
from lianxin.sales.rules.aftersale_rows import AftersaleReader
from lianxin.sales.rules.aftersales import AftersaleFormat
from lianxin.sales.rules.arrow import Table
from lianxin.sales.rules.orders import profile


@dataclass(frozen=True)
class AftersaleKind:
    """The aftersale files of one platform (`records.rules.ImportKind`)."""

    form: AftersaleFormat
    rank: int = ORDERS_RANK + 1

    @property
    def name(self) -> str:
        return self.form.kind

    def profiles(self, mapping: Path | None) -> tuple[Profile, ...]:
        return (profile(self.form),)

    def load(self, table: RawTable, match: Match, context: ImportContext) -> FileResult:
        tally = Tally(self.form, table, match, context)
        reader = AftersaleReader(self.form, tally.headers, context.shop or "")
        tally.reading = reader.reading
        source = source_of(self.form.platform, self.name, context)
        return store(Writing.upsert_aftersales, _rows(tally, reader), source, tally, form_of(table, match))


def _rows(tally: Tally, reader: AftersaleReader) -> Iterator[Table]:
    for chunk in tally.chunks():
        rows, refusals = reader.rows(chunk)
        tally.refuse(refusals)
        tally.add(None, rows.filter(rows["succeeded"])["refund_amount"])
        yield rows
