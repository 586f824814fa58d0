"""The order store: DuckLake in a folder, with snapshots of order lines and fact tables together.

    catalog.sqlite   DuckLake's catalog; opened by the writer only
    data/            Parquet files, never changed once written
    writer.lock, commit.lock, writing.mark, tmp/

Readers work on a copy of the catalog, so that they neither wait for a writer nor keep one from committing.
The copy is made under a lock that a writer holds only while it commits.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lianxin.engines.lake.connection import attach, connect, quoted
from lianxin.engines.lake.disk import data_files, remove, sync
from lianxin.engines.lake.errors import LakeDamaged, UnknownSnapshot, damage_told
from lianxin.engines.lake.locks import held
from lianxin.engines.lake.readers import Copy, Readers
from lianxin.engines.lake.schema import TABLES, add_missing_columns
from lianxin.engines.lake.writing import Writing


@dataclass(frozen=True)
class Reading:
    """Tables stand under `lake.main` of `con`, as they were at `snapshot`; rows come as they were written."""

    con: Any
    snapshot: int

    def export(self, table: str, folder: Path) -> Path | None:
        """The table as a new Parquet file in the folder, with row ids as `rowid`; None: no such table."""
        found = self.con.execute(
            "SELECT 1 FROM duckdb_tables() WHERE database_name = 'lake' AND table_name = ?", [table]
        ).fetchall()
        if not found:
            return None
        path = folder / f"{table}.parquet"
        self.con.execute(
            f'COPY (SELECT rowid, * FROM lake.main."{table}") TO {quoted(path)} (FORMAT parquet)'
        )
        return path


@dataclass(frozen=True)
class Committed:
    """One table of one file whose rows are in the lake for good; `counts` as its importer noted them."""

    batch: str
    file: str
    sheet: str
    kind: str
    counts: dict[str, Any]


class Lake:
    """The lake in `folder`, made on first use. Safe to use from several threads and processes."""

    def __init__(self, folder: Path, *, memory_limit: str = "600MB", threads: int = 2) -> None:
        self.folder = folder
        self.catalog = folder / "catalog.sqlite"
        self.data = folder / "data"
        self._mark = folder / "writing.mark"
        self._memory_limit = memory_limit
        self._threads = threads
        self._readers = Readers(self._open_copy)

    @contextmanager
    def reading(self, snapshot: int | None = None) -> Iterator[Reading]:
        """Read one snapshot, the newest unless named. Raises UnknownSnapshot, LakeDamaged."""
        self._prepare()
        newest = self.snapshot()
        if snapshot is not None and not 0 < snapshot <= newest:
            raise UnknownSnapshot(snapshot=snapshot, newest=newest)
        with self._readers.borrow(snapshot or newest) as con, damage_told():
            yield Reading(con, snapshot or newest)

    def snapshot(self) -> int:
        """The newest snapshot's number."""
        self._prepare()
        return self._readers.newest_number(self._stamp(), self._ask_newest)

    def _ask_newest(self) -> int:
        copy = self._open_copy(None)
        try:
            return _current(copy.con)
        finally:
            copy.close()

    @contextmanager
    def writing(self, author: str, message: str, *, wait: float = 600.0) -> Iterator[Writing]:
        """One transaction: whole or not at all, on disk before it counts. Raises LakeBusy."""
        self._prepare()
        with held(self.folder / "writer.lock", wait=wait):
            self._recover()
            con = self._open(self.catalog)
            before = data_files(self.data)
            self._mark.touch()
            try:
                yield from self._transaction(con, author, message, before)
            except BaseException:
                con.close()
                remove(data_files(self.data) - before)
                raise
            finally:
                con.close()
                self._mark.unlink(missing_ok=True)

    def _transaction(self, con: Any, author: str, message: str, before: set[Path]) -> Iterator[Writing]:
        con.execute("BEGIN")
        writing = Writing(con, self.data, _current(con))
        add_missing_columns(con)
        yield writing
        if writing.abandoned:
            con.execute("ROLLBACK")
            remove(data_files(self.data) - before)
            return
        writing.set_message(author, message)
        sync(data_files(self.data) - before)
        with held(self.folder / "commit.lock"):
            con.execute("COMMIT")
            now = _current(con)
            writing.snapshot = now if now != writing.before else None

    def batches(self) -> list[Committed]:
        """All that importers have noted, of batches not rolled back."""
        with self.reading() as reading:
            rows = reading.con.execute(
                "SELECT batch, file, sheet, kind, counts FROM lake.batches WHERE NOT undone"
            ).fetchall()
        return [
            Committed(batch, file, sheet, kind, json.loads(counts))
            for batch, file, sheet, kind, counts in rows
        ]

    def health(self) -> list[Path]:
        """Data files that the newest snapshot needs and that are missing or not as long as recorded."""
        with self.reading() as reading:
            rows = [
                row
                for (table,) in reading.con.execute(
                    "SELECT table_name FROM duckdb_tables() WHERE database_name = 'lake'"
                ).fetchall()
                for row in reading.con.execute(
                    "SELECT data_file, data_file_size_bytes FROM ducklake_list_files('lake', ?)", [table]
                ).fetchall()
            ]
        paths = [(Path(file), size) for file, size in rows]
        return [path for path, size in paths if not path.exists() or path.stat().st_size != size]

    def close(self) -> None:
        self._readers.close()

    def _prepare(self) -> None:
        """Make an empty lake, once; take in what a killed writer left."""
        if self.catalog.exists() and not self._left_behind():
            return
        self.data.mkdir(parents=True, exist_ok=True)
        with held(self.folder / "writer.lock"):
            if self.catalog.exists():
                self._recover()
            else:
                self._create()

    def _left_behind(self) -> bool:
        """A hot journal, and nobody committing: its writer is dead."""
        if not self._journal.exists():
            return False
        with held(self.folder / "commit.lock"):
            return self._journal.exists()

    @property
    def _journal(self) -> Path:
        return self.catalog.with_name(self.catalog.name + "-journal")

    def _create(self) -> None:
        draft = self.folder / "catalog.draft"
        remove({draft})
        con = self._open(draft)
        con.execute("BEGIN")
        for name, columns in TABLES.items():
            con.execute(f"CREATE TABLE lake.{name} ({columns})")
        con.execute("COMMIT")
        con.close()
        sync({draft})
        draft.rename(self.catalog)
        sync({self.catalog})

    def _recover(self) -> None:
        """After a kill: opening for writing takes back a half-done commit; files nobody knows are removed."""
        if not self._mark.exists() and not self._journal.exists():
            return
        with held(self.folder / "commit.lock"):
            con = self._open(self.catalog)
            con.execute("SELECT count(*) FROM lake.batches").fetchall()
            con.execute("CALL ducklake_delete_orphaned_files('lake', cleanup_all => true)")
            con.close()
        self._mark.unlink(missing_ok=True)

    def _open(self, catalog: Path, *options: str) -> Any:
        con = connect(self.folder, memory_limit=self._memory_limit, threads=self._threads)
        try:
            attach(con, catalog, self.data, *options)
        except Exception as error:
            con.close()
            raise LakeDamaged(file=str(catalog), reason=str(error).splitlines()[0]) from error
        return con

    def _open_copy(self, snapshot: int | None) -> Copy:
        place = tempfile.TemporaryDirectory(prefix="lianxin-lake-")
        path = Path(place.name) / self.catalog.name
        with held(self.folder / "commit.lock", shared=True):
            shutil.copyfile(self.catalog, path)
        pin = () if snapshot is None else (f"SNAPSHOT_VERSION {snapshot}",)
        return Copy(self._open(path, "READ_ONLY", *pin), place)

    def _stamp(self) -> tuple[int, int]:
        """Changes whenever something is committed."""
        found = self.catalog.stat()
        return found.st_mtime_ns, found.st_size


def _current(con: Any) -> int:
    return int(con.execute("SELECT * FROM ducklake_current_snapshot('lake')").fetchall()[0][0])
