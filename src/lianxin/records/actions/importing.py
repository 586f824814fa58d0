"""Import files and folders: one way in for the command line, the web page and the demo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from lianxin.accounts.models import User
from lianxin.core.messages import message
from lianxin.core.writing import in_turn
from lianxin.engines.tabular import RawTable, TabularError
from lianxin.records.access import can_add
from lianxin.records.actions.batches import running_batch
from lianxin.records.actions.finding import Finder, Found, Unknown, given_files
from lianxin.records.actions.loading import SheetKind
from lianxin.records.actions.problems import ProblemRows
from lianxin.records.actions.reporting import batch_file
from lianxin.records.models import Batch, BatchFile
from lianxin.records.queries import file_json
from lianxin.records.rules import ORDERS_RANK, FileResult, ImportContext, Refused, Stopped

_TRIAL = "dry-run"
#: Told the rows read so far and the rows there are, where that is known. May raise Stopped.
Progress = Callable[[int, int | None], None]


def import_paths(
    *,
    paths: Sequence[Path],
    actor: User | None,
    kind: str | None = None,
    shop: str | None = None,
    dry_run: bool = False,
    whole_files: bool = False,
    password: str | None = None,
    mapping: Path | None = None,
    exported_at: dt.datetime | None = None,
    progress: Progress | None = None,
    keep_problems: bool = False,
) -> dict[str, Any]:
    """Imports files and folders in order of dependency; returns the document of `import --json`.

    Good rows go in, bad rows come back, file by file; with `whole_files` a bad row refuses its file. Problem
    workbooks are put beside the files, or with `keep_problems` kept sealed with the batch (for the web page).
    A stop asked for by `progress` leaves whole files and adds "stopped" to the document.
    Raises Refused: no_such_file, unknown_kind, or what a kind says about `mapping`.
    """
    files, skipped = given_files(paths)
    finder = Finder(forced=kind, mapping=mapping, password=password)
    run = _Run(
        actor=actor,
        shop=shop,
        dry_run=dry_run,
        whole_files=whole_files,
        mapping=mapping,
        exported_at=exported_at,
        progress=progress or (lambda done, total: None),
        keep_problems=keep_problems,
        unknown=skipped,
    )
    tables = [one for given in files for one in finder.tables(given)]
    run.unknown += [one for one in tables if isinstance(one, Unknown)]
    found = sorted((one for one in tables if isinstance(one, Found)), key=lambda one: one.kind.rank)
    if dry_run:
        run.try_out(found)
    elif found:
        run.carry_out(found)
    return run.document()


@dataclass
class _Run:
    """One call of `import_paths`."""

    actor: User | None
    shop: str | None
    dry_run: bool
    whole_files: bool
    mapping: Path | None
    exported_at: dt.datetime | None
    progress: Progress
    keep_problems: bool
    unknown: list[Unknown]
    batch_no: str = ""
    rows_read: int = 0
    stopped: bool = False
    refused_keys: dict[str, dict[str, tuple[str, int]]] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)

    def carry_out(self, found: list[Found]) -> None:
        try:
            with running_batch(self.actor) as batch:
                self.batch_no = batch.batch_no
                try:
                    self._import_tables(found)
                finally:
                    batch.unknown = [_unknown_json(u) for u in self.unknown]
        except Stopped:
            self.stopped = True

    def try_out(self, found: list[Found]) -> None:
        """Nothing is kept, but later files see the rows of earlier ones: written, then taken back."""
        try:
            with _taken_back():
                self.batch_no = Batch.objects.create(batch_no=_TRIAL, actor=self.actor).batch_no
                self._import_tables([one for one in found if one.kind.rank < ORDERS_RANK])
            self._import_tables([one for one in found if one.kind.rank >= ORDERS_RANK])
        except Stopped:
            self.stopped = True
        self.batch_no = ""

    def _import_tables(self, found: list[Found]) -> None:
        for one in found:
            try:
                self._import_table(one, alone=sum(f.given == one.given for f in found) == 1)
            except (Refused, TabularError) as error:
                self.unknown.append(Unknown(one.file, error.code, error.params, one.sheet))
            one.table = None  # what has been read need not stay in memory

    def _import_table(self, one: Found, *, alone: bool) -> None:
        self._check_right(one)
        problems = ProblemRows()
        table = one.open()
        context = self._context(one, table, problems)
        # The rows of a sheet and the note that they came in are one; orders have a transaction of their own,
        # and a dry run has one around all tables.
        own = isinstance(one.kind, SheetKind) and not self.dry_run
        together = in_turn() if own else nullcontext()
        with together:
            result = one.kind.load(table, one.match, context)
            report = self._report(one, table, result)
            if not self.dry_run:
                problems.put_away(report, one, alone=alone, sealed=self.keep_problems)
                report.save()
        self.files.append(file_json(report))

    def _check_right(self, one: Found) -> None:
        """Raises Refused. Whoever works on the command line of the machine may do everything."""
        if isinstance(one.kind, SheetKind) and self.actor and not can_add(self.actor, one.kind.sheet.name):
            raise Refused("not_yours", sheet=one.kind.sheet.zh)

    def _context(self, one: Found, table: RawTable, problems: ProblemRows) -> ImportContext:
        return ImportContext(
            batch_no=self.batch_no,
            path=one.given.path,
            file=table.file,
            sheet=table.sheet or "",
            actor=self.actor,
            dry_run=self.dry_run,
            whole_file=self.whole_files,
            shop=self.shop,
            exported_at=self.exported_at,
            modified_at=one.modified_at,
            mapping=self.mapping,
            reject=problems,
            progress=self._advance,
            refused_keys=self.refused_keys,
        )

    def _advance(self, rows: int) -> None:
        self.rows_read += rows
        self.progress(self.rows_read, None)

    def _report(self, one: Found, table: RawTable, result: FileResult) -> BatchFile:
        return batch_file(
            self.batch_no,
            table.file,
            table.sheet or "",
            one.kind.name,
            result,
            encoding=table.encoding or "",
            header_row=one.match.header_row,
        )

    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "batch": self.batch_no,
            "dry_run": self.dry_run,
            "files": self.files,
            "unknown": [_unknown_json(u) for u in self.unknown],
        }
        return found | {"stopped": True} if self.stopped else found


@contextmanager
def _taken_back() -> Iterator[None]:
    with in_turn():
        yield
        transaction.set_rollback(True)


def _unknown_json(one: Unknown) -> dict[str, Any]:
    found = {"file": one.file, "reason": message(one.code, one.params)}
    return found | {"sheet": one.sheet} if one.sheet else found
