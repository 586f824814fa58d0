"""Incoming record batches on their way into a table.

A first import writes them as Parquet files, which the lake takes as they are. A later export is compared with
what is stored; most of it is not written at all, so its rows wait in memory, or in passing files when they
are many.
"""

import threading
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

Batch = pa.RecordBatch | pa.Table
Constants = dict[str, object]
_T = TypeVar("_T")

#: Rows that may wait in memory, about 0.3 GB.
HELD_ROWS = 1_500_000
GROUP_ROWS = 250_000
LEAST_ROWS = 20_000
_own = threading.local()


@dataclass(frozen=True)
class Shape:
    """Columns as in `schema`: from the batch, from `constants`, or, by `copies`, as another column.

    `content` is a SQL expression over those before it.
    """

    schema: pa.Schema
    constants: Constants
    copies: dict[str, str]
    content: str

    def table(self, batch: Batch) -> pa.Table:
        columns: dict[str, Any] = {}
        for one in self.schema:
            if one.name == "content":
                columns[one.name] = _worked_out(pa.table(columns), self.content)
            elif one.name in self.constants:
                columns[one.name] = _constant(self.constants[one.name], one.type, batch.num_rows)
            else:
                columns[one.name] = _cast(batch.column(self.copies.get(one.name, one.name)), one.type)
        return pa.table(columns)


@dataclass
class Waiting:
    """Rows to be compared: in memory, or in files that are thrown away afterwards."""

    tables: list[pa.Table] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.tables or self.files)


def write_files(batches: Iterable[Batch], shape: Shape, folder: Path) -> list[Path]:
    """One file per batch, for the lake to keep; compressed in two threads while the next batches are read."""

    def written(batch: Batch) -> Path:
        return _write(shape.table(batch), folder, keep=True)

    return list(_two_at_once(written, (batch for batch in batches if batch.num_rows)))


def wait(batches: Iterable[Batch], shape: Shape, folder: Path) -> Waiting:
    """The rows of a later export, to be compared with what is stored."""
    waiting, rows = Waiting(), 0
    for table in _two_at_once(shape.table, (batch for batch in batches if batch.num_rows)):
        rows += table.num_rows
        waiting.tables.append(table)
        if rows > HELD_ROWS:
            waiting.files += [_write(one, folder, keep=False) for one in waiting.tables]
            waiting.tables.clear()
    return waiting


def write_picked(tables: list[pa.Table], rows: Any, folder: Path) -> list[Path]:
    """Of what waited the rows with these `source_row` (numpy), at least one, for the lake to keep, in as few
    files as can be searched quickly."""

    def picked(table: pa.Table) -> pa.Table:
        return table.filter(np.isin(table["source_row"].to_numpy(), rows, kind="table"))

    whole = pa.concat_tables(_two_at_once(picked, tables)).unify_dictionaries()
    size = max(min(-(-len(whole) // 2), GROUP_ROWS), LEAST_ROWS)  # both threads have the same to do
    slices = [whole.slice(start, size) for start in range(0, len(whole), size)]
    return list(_two_at_once(lambda one: _write(one.combine_chunks(), folder, keep=True), slices))


def _two_at_once(change: Callable[[Any], _T], items: Iterable[Any]) -> Iterator[_T]:
    """`change` of each item, in order; at most three are held, which keeps memory flat."""
    waiting: deque[Future[_T]] = deque()
    with ThreadPoolExecutor(2) as pool:
        for item in items:
            waiting.append(pool.submit(change, item))
            if len(waiting) > 2:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _write(table: pa.Table, folder: Path, *, keep: bool) -> Path:
    """`keep`: else the file is thrown away, so it is neither made small nor quick to search."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{uuid.uuid4()}.parquet"
    # What repeats comes as a dictionary; trying one for ids and times costs half of the writing.
    repeated = [name for name in table.column_names if pa.types.is_dictionary(table.field(name).type)]
    pq.write_table(
        table,
        path,
        compression="zstd" if keep else "none",
        compression_level=1 if keep else None,
        write_statistics=keep,
        row_group_size=GROUP_ROWS,
        use_dictionary=repeated,  # type: ignore[arg-type]  # the stubs know only yes and no
    )
    return path


def _worked_out(table: pa.Table, expression: str) -> Any:
    """In DuckDB, a connection per thread: they are not made for two at a time."""
    con: Any = getattr(_own, "con", None)
    if con is None:
        con = _own.con = duckdb.connect(config={"threads": 1})
    con.register("piece", table)
    found = con.execute(f"SELECT {expression} AS content FROM piece").to_arrow_table()
    con.unregister("piece")
    return found["content"].combine_chunks()


def _cast(column: Any, type_: pa.DataType) -> Any:
    """Dictionaries are written as they are: Parquet keeps them, and they are smaller."""
    return column if pa.types.is_dictionary(column.type) or column.type == type_ else column.cast(type_)


def _constant(value: object, type_: pa.DataType, rows: int) -> Any:
    if pa.types.is_string(type_):
        return pa.DictionaryArray.from_arrays(_zeros(rows), pa.array([value], type_))
    return pa.array([value], type_).take(_zeros(rows))


def _zeros(rows: int) -> Any:
    return pa.repeat(pa.scalar(0, pa.int8()), rows)
