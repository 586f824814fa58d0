"""What is met while a file is read: rows set aside, rows refused, totals the file itself gives."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from lianxin.engines.tabular import Problem
from lianxin.sales.rules.arrow import Array, Table, pa, pc
from lianxin.sales.rules.columns import Columns
from lianxin.sales.rules.totals import CANDIDATE, is_total, total_of


@dataclass(frozen=True)
class Refusal:
    """One refused row: its cells by header (only those asked for), and what is wrong with them."""

    row: int
    cells: dict[str, str]
    problems: list[Problem]


@dataclass
class Reading:
    """What was met so far in one file, beside its good rows: counts by code."""

    excluded: Counter[str] = field(default_factory=Counter)
    notices: Counter[str] = field(default_factory=Counter)
    unknown_words: Counter[str] = field(default_factory=Counter)
    file_total: Decimal | None = None


def total_rows(columns: Columns, key: Array, amount: str, reading: Reading) -> set[int]:
    """Places of the total rows, counted; the last one's amount is kept."""
    totals = set()
    for at in pc.indices_nonzero(pc.match_substring_regex(key, CANDIDATE)).to_pylist():
        row = columns.row(at)
        if is_total(key[at].as_py(), row):
            totals.add(at)
            reading.file_total = total_of(row, columns.header(amount))
    reading.excluded["total_row"] += len(totals)
    return totals


def left_in(table: Table, columns: Columns, left_out: set[int]) -> tuple[Table, list[Refusal]]:
    """The rows that are neither left out nor refused, and the refused ones."""
    refused = sorted(columns.problems.keys() - left_out)
    refusals = [Refusal(columns.row_number(at), columns.row(at), columns.problems[at]) for at in refused]
    if left_out or refused:
        bad = pa.array([*left_out, *refused], pa.int64())
        places = pa.array(range(len(columns)), pa.int64())
        table = table.filter(pc.invert(pc.is_in(places, value_set=bad)))
    return table, refusals
