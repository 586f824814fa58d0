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
    """One refused row: its cells by header (only those asked for), and what is wrong with them.

    The cells of a row that shifted are left out, as a buyer's may stand among them.
    """

    row: int
    cells: dict[str, str]
    problems: list[Problem]
    order_id: str = ""


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
        if is_total(key[at].as_py(), columns.labels(at)):
            totals.add(at)
            reading.file_total = total_of(columns.row(at), columns.header(amount))
    reading.excluded["total_row"] += len(totals)
    return totals


def left_in(table: Table, columns: Columns, left_out: set[int]) -> tuple[Table, list[Refusal]]:
    """The rows that are neither left out nor refused, and the refused ones."""
    shifted = columns.shifted() - left_out
    refused = sorted((columns.problems.keys() | shifted) - left_out)
    refusals = [_refusal(columns, at, shifted=at in shifted) for at in refused]
    if left_out or refused:
        bad = pa.array([*left_out, *refused], pa.int64())
        places = pa.array(range(len(columns)), pa.int64())
        table = table.filter(pc.invert(pc.is_in(places, value_set=bad)))
    return table, refusals


def _refusal(columns: Columns, at: int, *, shifted: bool) -> Refusal:
    row, cells = columns.row_number(at), columns.row(at)
    order_id = columns.identifier("order_id")[at].as_py() if columns.has("order_id") else ""
    problems = columns.problems.get(at, [])
    if shifted or _is_garbled(problems):
        code = "shifted_row" if shifted else "garbled_row"
        return Refusal(row, dict.fromkeys(cells, ""), [Problem(row, "", "", code)], order_id)
    return Refusal(row, cells, problems, order_id)


def _is_garbled(problems: list[Problem]) -> bool:
    """Whether a row's cells hardly stand under their own headers: neither its status nor two more can be
    read."""
    codes = [problem.code for problem in problems]
    return "unknown_status" in codes and sum(code in ("bad_number", "bad_date") for code in codes) >= 2
