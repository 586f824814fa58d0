"""Refused rows, given back as a workbook that can be mended and imported again."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path, PurePath

from lianxin.core.fields import seal_bytes
from lianxin.core.files import whole_file
from lianxin.core.messages import message
from lianxin.engines.tabular import Problem, cells, write_problem_workbook
from lianxin.records.actions.finding import PROBLEM_SUFFIX, Found
from lianxin.records.models import BatchFile


class ProblemRows:
    """Collects what a kind refuses (`records.rules.RejectRow`)."""

    def __init__(self) -> None:
        self.rows: list[tuple[list[cells.Cell], int, str]] = []
        self.header: list[str] = []

    def __call__(self, row: int, found: Mapping[str, cells.Cell], problems: list[Problem]) -> None:
        self.header = self.header or list(found)
        self.rows.append(([found.get(name) for name in self.header], row, _reasons(problems)))

    def put_away(self, report: BatchFile, found: Found, *, alone: bool, sealed: bool) -> None:
        """Writes the workbook, if there is anything to write, beside the file or sealed into `report`."""
        if not self.rows:
            return
        content = BytesIO()
        write_problem_workbook(content, self.header, self.rows)
        report.problem_file = _name(report, alone=alone)
        if sealed:
            report.problem_workbook = seal_bytes(content.getvalue())
        else:
            _write(found.given.path.parent / report.problem_file, content.getvalue())


def _reasons(problems: list[Problem]) -> str:
    return "；".join(
        f"{p.column}：{message(p.code, p.params)}" if p.column else message(p.code, p.params)
        for p in problems
    )


def _name(report: BatchFile, *, alone: bool) -> str:
    stem = PurePath(report.file).stem
    return f"{stem if alone else f'{stem}.{report.sheet}'}{PROBLEM_SUFFIX}"


def _write(path: Path, content: bytes) -> None:
    """Beside the file; in the current folder where that one cannot be written."""
    try:
        _write_whole(path, content)
    except OSError:
        _write_whole(Path(path.name), content)


def _write_whole(path: Path, content: bytes) -> None:
    with whole_file(path) as file:
        file.write(content)
