"""Write the order exports of a district."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import numpy as np

from lianxin.demo.market import Item
from lianxin.demo.orders import dirt
from lianxin.demo.orders.cells import CsvExport, as_rows
from lianxin.demo.orders.files import Export, exports, seconds_at
from lianxin.demo.orders.lines import Lines, creators
from lianxin.demo.orders.sales import plans, stream
from lianxin.demo.orders.shows import Show
from lianxin.demo.people import Cast
from lianxin.demo.workbooks import write_table
from lianxin.demo.world import Place
from lianxin.lib.dates import BEIJING

Progress = Callable[[int], None]


def write_orders(
    place: Place, cast: Cast, items: list[Item], shows: Sequence[Show], folder: Path, *, progress: Progress
) -> tuple[list[Path], int]:
    """All exports below `folder`: their paths, and how many rows they hold."""
    paths: list[Path] = []
    rows = 0
    for plan in plans(place, items, shows):
        files = [_File(export, folder / export.name) for export in exports(place, plan)]
        people = creators(cast, plan)
        with ExitStack() as stack:
            for file in files:
                file.open(stack)
            for sales in stream(place, plan):
                for file in files:
                    moment = seconds_at(place, file.export.exported)
                    file.add(file.export.take(Lines(place, plan, sales, people, moment)))
                progress(sales.paid_orders())
            for file in files:
                file.finish()
        rows += sum(file.count for file in files)
        paths += [file.path for file in files]
        for file in files:
            set_time(file.path, file.export.exported)
    return paths, rows


def set_time(path: Path, moment: datetime) -> None:
    """When a file was last changed is when it was exported, for platforms that do not put it in the name."""
    seconds = moment.replace(tzinfo=BEIJING).timestamp()
    os.utime(path, (seconds, seconds))


class _File:
    """One export being written: a csv as it comes, a workbook at the end (only small ones are workbooks)."""

    def __init__(self, export: Export, path: Path) -> None:
        self.export, self.path = export, path
        self.count = 0
        self._csv: CsvExport | None = None
        self._rows: list[list[str | int]] = []
        self._cents = 0

    def open(self, stack: ExitStack) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.suffix == ".csv":
            self._csv = stack.enter_context(CsvExport(self.path, self.export.header, self.export.encoding))

    def add(self, lines: Lines) -> None:
        count = int(np.count_nonzero(self.export.rows(lines))) if self.export.rows else len(lines)
        columns = self.export.columns(lines)
        self._cents += int(lines.sales.amount.sum())
        self.count += count
        if self._csv:
            self._csv.write(columns, count)
        else:
            self._rows += as_rows(self.export.header, columns, count)  # type: ignore[arg-type]

    def finish(self) -> None:
        for row in dirt.rows(self.export) if self.export.dirty else ():
            self._add_row(row)
        if self.export.total:
            self._add_row(
                {
                    self.export.header[0]: "合计",
                    self.export.total: f"{self._cents // 100}.{self._cents % 100:02d}",
                }
            )
        if not self._csv:
            write_table(self.path, "订单", self.export.header, self._rows)

    def _add_row(self, cells: Mapping[str, str | int]) -> None:
        self.count += 1
        if self._csv:
            self._csv.write_row({name: str(value) for name, value in cells.items()})
        else:
            self._rows.append([cells.get(name, "") for name in self.export.header])
