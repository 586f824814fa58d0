"""What became of one table, as it is kept with the batch: codes written out in words."""

from __future__ import annotations

from typing import Any

from lianxin.core.messages import message
from lianxin.engines.tabular import Problem
from lianxin.records.models import BatchFile
from lianxin.records.rules import FileResult


def batch_file(
    batch_no: str, file: str, sheet: str, kind: str, result: FileResult, *, encoding: str, header_row: int
) -> BatchFile:
    """Not yet saved. `sheet` and `encoding` are "" where the table has none."""
    return BatchFile(
        batch_id=batch_no,
        file=file,
        sheet=sheet,
        kind=kind,
        encoding=encoding,
        header_row=header_row,
        read=result.read,
        new=result.new,
        updated=result.updated,
        unchanged=result.unchanged,
        excluded={message(code): count for code, count in result.excluded.items()},
        rejected=result.rejected,
        problems=[_problem_json(problem) for problem in result.problems],
        ignored_columns=result.ignored_columns,
        totals=result.totals,
        notices=[message(code, params) for code, params in result.notices],
        differs=result.differs,
        snapshot=result.snapshot,
    )


def _problem_json(problem: Problem) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "reason": message(problem.code, problem.params),
    }
