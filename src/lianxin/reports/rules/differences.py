"""What was printed against today: the rows that came, went or changed, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from lianxin.engines.figures import Cell, Row

#: Columns that say where a row came from, not what it says.
SOURCE = ("source_file", "source_sheet", "source_row", "source_batch", "source_user", "source_at")
_REFUND = {"refund_amount", "refund_basis", "status"}
#: Of each side, so many rows are looked at; all of them are counted.
MOST = 500


@dataclass(frozen=True)
class Change:
    """Something done to a record since, by whom, in which batch; `columns` None: it was removed."""

    record: int
    at: str
    user: str
    batch: str
    columns: tuple[str, ...] | None


@dataclass(frozen=True)
class Facts:
    """What is known of the time between: batches taken back, and when; changes of single records."""

    rolled_back: Mapping[str, str]  # batch → by whom, "" if unknown
    changes: Mapping[int, Change]  # the last one of each record
    #: Order lines that are still there, though they no longer count: their key → their batch now.
    still_there: Mapping[tuple[Cell, ...], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Why:
    code: str
    params: Mapping[str, Any]


@dataclass(frozen=True)
class RowDifference:
    """`name` tells the row apart. `moved`: column → (printed, now), without helper columns."""

    kind: Literal["came", "went", "changed"]
    name: Mapping[str, Cell]
    moved: Mapping[str, tuple[Cell, Cell]]
    why: Why


@dataclass(frozen=True)
class FigureDifference:
    """One figure of the edition that is no longer what was printed. Values as in `figures --json`."""

    uses: tuple[str, ...]
    key: str
    name: str
    period: str
    where: Mapping[str, str]
    unit: str
    printed: Any
    now: Any
    rows_printed: int
    rows_now: int
    came: int
    went: int
    changed: int
    redefined: bool
    rows: tuple[RowDifference, ...]


@dataclass(frozen=True)
class Difference:
    edition: str
    snapshot: str
    now: str
    compared: int
    figures: tuple[FigureDifference, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "edition": self.edition,
            "snapshot": self.snapshot,
            "now": self.now,
            "compared": self.compared,
            "figures": [asdict(one) for one in self.figures],
        }


def paired(
    gone: Iterable[Row], new: Iterable[Row], key: Collection[str]
) -> Iterator[tuple[Row | None, Row | None]]:
    """Rows of the same record side by side: (printed, now)."""
    olds = {_identity(row, key): row for row in gone}
    news = {_identity(row, key): row for row in new}
    for identity in dict.fromkeys([*olds, *news]):
        yield olds.get(identity), news.get(identity)


def _identity(row: Row, key: Collection[str]) -> tuple[Cell, ...]:
    """The key; a row without one is known by its record alone."""
    found = tuple(row.cells[name] for name in key if name in row.cells)
    return found if found and len(found) == len(key) else (row.record, *found)


def told(old: Row | None, new: Row | None, key: Collection[str], facts: Facts) -> RowDifference:
    """Raises ValueError if there is neither."""
    row = new or old
    if row is None:
        raise ValueError("no row")
    name = {column: row.cells[column] for column in key if column in row.cells}
    moved = _moved(old, new) if old and new else {}
    kind: Literal["came", "went", "changed"] = "changed" if old and new else "came" if new else "went"
    return RowDifference(kind, name, moved, _why(old, new, moved, name, facts))


def _moved(old: Row, new: Row) -> dict[str, tuple[Cell, Cell]]:
    return {
        column: (old.cells[column], new.cells[column])
        for column in new.cells
        if column not in SOURCE
        and column != "at"
        and not column.startswith("_")
        and old.cells.get(column) != new.cells[column]
    }


def _why(
    old: Row | None,
    new: Row | None,
    moved: Mapping[str, tuple[Cell, Cell]],
    name: Mapping[str, Cell],
    facts: Facts,
) -> Why:
    if old and (batch := str(old.cells["source_batch"] or "")) in facts.rolled_back:
        return Why("why_rolled_back", {"batch": batch, "user": facts.rolled_back[batch]})
    if old and new:
        return _why_changed(old, new, moved, facts)
    if new:
        return _why_came(new, facts)
    return _why_went(old, name, facts) if old else Why("why_unknown", {})


def _why_changed(old: Row, new: Row, moved: Mapping[str, tuple[Cell, Cell]], facts: Facts) -> Why:
    if not moved:
        return Why("why_same_again", _source(new))
    if "refund_amount" in moved and set(moved) <= _REFUND and _more(moved["refund_amount"]):
        before, after = moved["refund_amount"]
        return Why("why_late_refund", {"before": before, "after": after} | _source(new))
    if change := _change(new, facts):
        return _done(change)
    if new.cells["source_user"]:
        return Why("why_edited", {"user": new.cells["source_user"], "at": _day(new.cells["source_at"])})
    if new.cells["source_batch"] != old.cells["source_batch"]:
        return Why("why_corrected", _source(new))
    return Why("why_other_record", {})


def _why_came(new: Row, facts: Facts) -> Why:
    change = _change(new, facts)
    if change and change.columns:
        return Why("why_counts_now", {"user": change.user or change.batch, "columns": change.columns})
    if new.cells["source_user"]:
        return Why("why_entered", {"user": new.cells["source_user"], "at": _day(new.cells["source_at"])})
    return Why("why_imported", _source(new))


def _why_went(old: Row, name: Mapping[str, Cell], facts: Facts) -> Why:
    change = _change(old, facts)
    if change and change.columns is None:
        if change.batch in facts.rolled_back:
            return Why("why_rolled_back", {"batch": change.batch, "user": facts.rolled_back[change.batch]})
        return Why("why_removed", {"user": change.user or change.batch, "at": _day(change.at)})
    if change:
        return Why(
            "why_counts_no_more", {"user": change.user or change.batch, "columns": change.columns or ()}
        )
    if batch := facts.still_there.get(tuple(name.values())):
        return Why("why_line_no_more", {"batch": batch})
    return Why("why_other_record", {})


def _change(row: Row, facts: Facts) -> Change | None:
    return facts.changes.get(row.record) if row.record is not None else None


def _done(change: Change) -> Why:
    if change.user and not change.batch:
        return Why("why_edited", {"user": change.user, "at": _day(change.at)})
    return Why("why_corrected", {"batch": change.batch, "file": ""})


def _source(row: Row) -> dict[str, Cell]:
    return {"batch": row.cells["source_batch"], "file": row.cells["source_file"]}


def _more(values: tuple[Cell, Cell]) -> bool:
    before, after = (float(value or 0) for value in values)
    return after > before


def _day(at: Cell) -> str:
    return str(at or "")[:10]
