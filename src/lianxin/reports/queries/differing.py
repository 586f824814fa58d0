"""An edition compared with today's records, figure by figure, down to the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.timezone import localtime

from lianxin.core import ledger
from lianxin.core.sheets import sheets
from lianxin.engines.figures import (
    Figure,
    Row,
    World,
    compute,
    digests,
    hashes,
    json_value,
    missing_from,
    receipt,
    rows_called,
)
from lianxin.lib.dates import parse_period
from lianxin.records.models import Batch
from lianxin.records.models import Change as Recorded
from lianxin.reports.models import Edition, EditionFigure
from lianxin.reports.queries.answers import naming_columns, opened, tables_in
from lianxin.reports.queries.asking import known_figures
from lianxin.reports.rules import ReportRefused
from lianxin.reports.rules.differences import (
    MOST,
    Change,
    Difference,
    Facts,
    FigureDifference,
    RowDifference,
    paired,
    told,
)

_LINE_KEY = ("platform", "shop", "line_id", "order_id")


def difference(edition: Edition, today: str) -> Difference:
    """`today`: a snapshot that was just taken. Whom the rows name is told. Raises ReportRefused."""
    if edition.is_open:
        raise ReportRefused("edition_open", edition=edition.pk)
    groups: dict[tuple[Any, ...], dict[str, list[EditionFigure]]] = {}
    for printed in edition.figures.all():
        where = tuple(sorted(printed.where.items()))
        groups.setdefault((printed.period, where), {}).setdefault(printed.key, []).append(printed)
    compared = sum(len(uses) for uses in groups.values())
    if today == edition.snapshot:
        return Difference(edition.pk, edition.snapshot, today, compared, ())
    work = _Comparing(edition, today)
    found = [one for uses in groups.values() for one in work.compared(uses)]
    return Difference(edition.pk, edition.snapshot, today, compared, tuple(found))


class _Comparing:
    """Rows are compared once for all figures that have the same."""

    def __init__(self, edition: Edition, today: str) -> None:
        self._edition, self._today = edition, today
        self._known = known_figures()
        self._rows: dict[tuple[Any, ...], tuple[int, int, tuple[RowDifference, ...]]] = {}

    def compared(self, uses: Mapping[str, Sequence[EditionFigure]]) -> Iterator[FigureDifference]:
        """Of figures with one period and filter, those that are not today what was printed."""
        first = next(iter(uses.values()))[0]
        span = parse_period(first.period)
        with opened(self._today) as lake:
            world = World(tables_in(lake), span.first, span.last)
            sums = digests(world, [self._known[key] for key in uses if key in self._known], first.where)
            moved = [key for key, digest in sums.items() if digest.sha256 != uses[key][0].receipt]
            values = compute(world, [self._known[key] for key in moved], first.where)
        for key in moved:
            yield self._difference(uses[key], self._known[key], json_value(values[key].value), sums[key].rows)

    def _difference(
        self, uses: Sequence[EditionFigure], figure: Figure, now: Any, rows_now: int
    ) -> FigureDifference:
        printed = uses[0]
        went, came, rows = self._differing(figure, printed)
        changed = sum(row.kind == "changed" for row in rows)
        return FigureDifference(
            uses=tuple(one.use for one in uses),
            key=figure.key,
            name=printed.name,
            period=printed.period,
            where=printed.where,
            unit=printed.unit,
            printed=printed.value,
            now=now,
            rows_printed=printed.rows,
            rows_now=rows_now,
            came=came - changed,
            went=went - changed,
            changed=changed,
            redefined=printed.definition not in (figure.definition, figure.definition_zh),
            rows=rows,
        )

    def _differing(
        self, figure: Figure, printed: EditionFigure
    ) -> tuple[int, int, tuple[RowDifference, ...]]:
        key = (figure.evidence, figure.only, printed.period, tuple(sorted(printed.where.items())))
        if key not in self._rows:
            self._rows[key] = self._rows_of(figure, printed)
        return self._rows[key]

    def _rows_of(self, figure: Figure, printed: EditionFigure) -> tuple[int, int, tuple[RowDifference, ...]]:
        span = parse_period(printed.period)
        with opened(self._edition.snapshot) as then, opened(self._today) as now:
            old, new = (World(tables_in(lake), span.first, span.last) for lake in (then, now))
            before, after = hashes(old, figure, printed.where), hashes(new, figure, printed.where)
            went, came = missing_from(before, after), missing_from(after, before)
            gone = rows_called(old, figure, printed.where, went[:MOST].to_pylist())
            fresh = rows_called(new, figure, printed.where, came[:MOST].to_pylist())
            tables = receipt(new, figure).tables
            key = _key(tables[0], figure)
            self._tell(figure, [*gone, *fresh])
            facts = self._facts(tables[0], [*gone, *fresh], now)
        rows = tuple(told(one, other, key, facts) for one, other in paired(gone, fresh, key))
        return len(went), len(came), rows

    def _tell(self, figure: Figure, rows: Iterable[Row]) -> None:
        named = {row.cells[name] for row in rows for name in row.cells if name in naming_columns()}
        ledger.seen({f"member:{number}" for number in named if number}, figure.key)

    def _facts(self, table: str, rows: Sequence[Row], now: Any) -> Facts:
        batches = {str(row.cells["source_batch"]) for row in rows if row.cells["source_batch"]}
        changes = self._changes(table, [row.record for row in rows if row.record is not None])
        batches |= {change.batch for change in changes.values() if change.batch}
        undone = Batch.objects.filter(pk__in=batches, state=Batch.State.ROLLED_BACK)
        return Facts(
            rolled_back={
                batch.pk: batch.rolled_back_by.get_username() if batch.rolled_back_by else ""
                for batch in undone.select_related("rolled_back_by")
            },
            changes=changes,
            still_there=_still_there(rows, now) if table == "lines" else {},
        )

    def _changes(self, table: str, records: Sequence[int]) -> dict[int, Change]:
        since = Recorded.objects.filter(
            sheet=table, record__in=records, at__gt=self._edition.published_at
        ).select_related("actor")
        open_columns = {c.name for s in sheets() if s.name == table for c in s.columns if not c.personal}
        return {one.record: _change(one, open_columns) for one in since.order_by("at", "pk")}


def _change(one: Recorded, open_columns: set[str]) -> Change:
    """Which columns moved; what they said is not looked at."""
    names = {name.removesuffix("_id") for name in (one.after or {})}
    columns = None if one.after is None else tuple(sorted(names & open_columns))
    return Change(
        record=one.record,
        at=localtime(one.at).isoformat(timespec="minutes"),
        user=one.actor.get_username() if one.actor else "",
        batch=one.batch_id or "",
        columns=columns if one.before is not None or one.after is None else (),
    )


def _key(table: str, figure: Figure) -> tuple[str, ...]:
    if table == "lines":
        return _LINE_KEY
    return next((tuple(one.key) for one in sheets() if one.name == table), ())


def _still_there(rows: Sequence[Row], now: Any) -> Mapping[tuple[Any, ...], str]:
    """Lines by their key, with the batch that says today what they are."""
    wanted = sorted({str(row.cells["line_id"]) for row in rows})
    marks = ", ".join("?" for _one in wanted)
    sql = f"SELECT {', '.join(_LINE_KEY)}, source_batch FROM lake.main.lines WHERE line_id IN ({marks})"  # noqa: S608
    return {tuple(row[:-1]): row[-1] for row in now.con.execute(sql, wanted).fetchall()}
