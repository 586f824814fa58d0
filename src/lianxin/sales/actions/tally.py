"""What becomes of one file while it is read: rows counted, refusals passed on, amounts added up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from lianxin.engines.tabular import Chunk, Match, Problem, RawTable
from lianxin.lib.money import two_places
from lianxin.records.rules import FileResult, ImportContext, Refused
from lianxin.sales.rules.arrow import Array, pc
from lianxin.sales.rules.margins import MARGINS, chunks
from lianxin.sales.rules.orders import Format, asked_for, headers_of, missing
from lianxin.sales.rules.reading import Reading, Refusal

_PROBLEMS = 100


class Tally:
    """Reads the chunks of one table and keeps its counts. Raises Refused when it lacks columns."""

    def __init__(self, form: Format, table: RawTable, match: Match, context: ImportContext) -> None:
        head = table.head[match.header_row - 1]
        # From here on columns bear the file's own spelling: in problems a reader looks for that.
        self._match = replace(match, columns={head[index]: index for index in match.columns.values()})
        self.headers = headers_of(form, self._match)
        if lacking := missing(form, self.headers):
            raise Refused("missing_columns", columns=lacking)
        self.context = context
        self.reading = Reading()
        self.rejected = 0
        self.repeated = 0  # rows that a later row of the same file replaces
        self.paid: Decimal | None = None
        self.refund: Decimal | None = None
        self.as_written: Decimal | None = (
            None  # the sum of the file's own column, where that differs from `paid`
        )
        self._table = table
        self._read = 0
        self._problems: list[Problem] = []

    def chunks(self) -> Iterator[Chunk]:
        """The columns asked for. Gaps in the row numbers are rows that were blank."""
        last = self._match.header_row
        for chunk in self._chunks():
            here = int(chunk.row_numbers[-1].as_py())
            self._read += here - last
            self.reading.excluded["blank_row"] += here - last - len(chunk)
            self.context.progress(here - last)
            last = here
            yield chunk

    def _chunks(self) -> Iterator[Chunk]:
        columns = asked_for(self.headers.values(), self._match)
        return chunks(self._table, self._match, columns)

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        for refusal in refusals:
            self.rejected += 1
            self._problems += refusal.problems[: _PROBLEMS - len(self._problems)]
            self.context.reject(refusal.row, refusal.cells, refusal.problems)

    def cells_of(self, rows: Collection[int]) -> dict[int, dict[str, str]]:
        """The asked-for cells of rows found wanting only after the whole file was read."""
        found: dict[int, dict[str, str]] = {}
        for chunk in self._chunks() if rows else ():
            for at, number in enumerate(chunk.row_numbers.to_pylist()):
                if number in rows:
                    found[number] = {
                        name: array[at].as_py()
                        for name, array in chunk.columns.items()
                        if name not in MARGINS
                    }
        return found

    def add(self, paid: Array | None, refund: Array) -> None:
        if paid is not None:
            self.paid = (self.paid or Decimal(0)) + total(paid)
        self.refund = (self.refund or Decimal(0)) + total(refund)

    @property
    def refused_whole(self) -> bool:
        return self.context.whole_file and self.rejected > 0

    def result(self, *, new: int, updated: int, unchanged: int, repeated: int) -> FileResult:
        excluded = {code: count for code, count in self.reading.excluded.items() if count}
        if repeated + self.repeated:
            excluded["repeated_row"] = repeated + self.repeated
        if self.refused_whole:
            excluded["file_refused"] = new + updated + unchanged
            new = updated = unchanged = 0
        return FileResult(
            read=self._read,
            new=new,
            updated=updated,
            unchanged=unchanged,
            excluded=excluded,
            rejected=self.rejected,
            problems=sorted(self._problems, key=lambda problem: problem.row),
            ignored_columns=list(self._match.ignored),
            totals=self._totals(),
            notices=self._notices(),
            differs=self._differs,
        )

    def _totals(self) -> dict[str, str | None]:
        amounts = {
            "paid_amount": self.paid,
            "refund_amount": self.refund,
            "file_total": self.reading.file_total,
        }
        return {name: None if value is None else two_places(value) for name, value in amounts.items()}

    @property
    def _sum(self) -> Decimal:
        return next((amount for amount in (self.paid, self.refund) if amount is not None), Decimal(0))

    @property
    def _differs(self) -> bool:
        return self.reading.file_total not in (None, self._sum, self.as_written)

    def _notices(self) -> list[tuple[str, dict[str, object]]]:
        found: list[tuple[str, dict[str, object]]] = [
            (code, {"count": count}) for code, count in self.reading.notices.items() if count
        ]
        if self._differs:
            totals = self._totals()
            found.append(("total_differs", {"given": totals["file_total"], "found": two_places(self._sum)}))
        return found


def total(amounts: Array) -> Decimal:
    return pc.sum(amounts).as_py() or Decimal(0)
