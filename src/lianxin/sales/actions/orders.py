"""Order exports into the lake: one import kind per platform."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lianxin.engines.lake import Writing
from lianxin.engines.tabular import Match, Profile, RawTable
from lianxin.records.rules import ORDERS_RANK, FileResult, ImportContext
from lianxin.sales.actions.storing import form_of, source_of, store
from lianxin.sales.actions.tally import Tally, total
from lianxin.sales.actions.words import decided_words, remember_unknown
from lianxin.sales.rules.arrow import Table, pa
from lianxin.sales.rules.formats import OrderFormat
from lianxin.sales.rules.lines import LineReader
from lianxin.sales.rules.orders import profile
from lianxin.sales.rules.reading import Refusal
from lianxin.sales.rules.shared_amounts import share_amounts


@dataclass(frozen=True)
class OrderKind:
    """All order files of one platform (`records.rules.ImportKind`). `formats` may depend on a mapping
    file."""

    name: str
    formats: Callable[[Path | None], tuple[OrderFormat, ...]]
    rank: int = ORDERS_RANK

    def profiles(self, mapping: Path | None) -> tuple[Profile, ...]:
        return tuple(profile(form) for form in self.formats(mapping))

    def load(self, table: RawTable, match: Match, context: ImportContext) -> FileResult:
        form = next(f for f in self.formats(context.mapping) if f.name == match.profile.name)
        tally = Tally(form, table, match, context)
        reader = LineReader(form, tally.headers, decided_words(form.platform), context.shop or "")
        tally.reading = reader.reading
        lines = _shared(tally, reader) if form.shared_amount else _lines(tally, reader)
        source = source_of(form.platform, self.name, context, form.grain)
        result = store(Writing.upsert_lines, lines, source, tally, form_of(table, match))
        if not context.dry_run:
            remember_unknown(form.platform, reader.reading.unknown_words, context.file)
        return result


def _lines(tally: Tally, reader: LineReader) -> Iterator[Table]:
    for chunk in tally.chunks():
        lines, refusals = reader.lines(chunk)
        tally.refuse(refusals)
        tally.add(lines["paid_amount"], lines["own_refund_amount"])
        yield lines


def _shared(tally: Tally, reader: LineReader) -> Iterator[Table]:
    """The rows of an order may stand anywhere in the file, so its amount is shared when all are known."""
    tables: list[Table] = []
    incomplete: set[str] = set()
    for chunk in tally.chunks():
        lines, refusals = reader.lines(chunk)
        tally.refuse(refusals)
        incomplete |= {refusal.order_id for refusal in refusals}
        tables.append(lines)
    if not tables:
        return
    whole = pa.concat_tables(tables)
    tally.as_written = total(whole["paid_amount"])
    shared, refused, tally.repeated = share_amounts(whole, incomplete, tally.headers)
    given = tally.cells_of(refused.keys())
    tally.refuse(Refusal(row, given[row], [problem]) for row, problem in sorted(refused.items()))
    tally.add(shared["paid_amount"], shared["own_refund_amount"])
    yield shared
