"""Incoming record batches, written as Parquet beside the lake's own files.

A first import registers these files as they are; a later one compares them with what is stored.
"""

import uuid
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Batch = pa.RecordBatch | pa.Table
Constants = dict[str, object]


def write_stage(
    batches: Iterable[Batch],
    constants: Constants,
    copies: dict[str, str],
    schema: pa.Schema,
    folder: Path,
    *,
    passing: bool = False,
) -> list[Path]:
    """One file per batch, compressed in two threads while the next batches are read.

    Columns as in `schema`: from the batch, from `constants`, or, by `copies`, the same as another column.
    `passing`: the files are compared and thrown away, so they are neither made small nor quick to search.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    writing: deque[Future[None]] = deque()
    with ThreadPoolExecutor(2) as pool:
        for batch in batches:
            if not batch.num_rows:
                continue
            files.append(folder / f"{uuid.uuid4()}.parquet")
            table = (batch, constants, copies, schema)
            writing.append(pool.submit(_write, *table, path=files[-1], passing=passing))
            if len(writing) > 2:  # keeps memory flat when reading is faster than writing
                writing.popleft().result()
        for future in writing:
            future.result()
    return files


def _write(
    batch: Batch,
    constants: Constants,
    copies: dict[str, str],
    schema: pa.Schema,
    *,
    path: Path,
    passing: bool,
) -> None:
    columns: dict[str, Any] = {}
    for field in schema:
        if field.name in constants:
            columns[field.name] = _constant(constants[field.name], field.type, batch.num_rows)
        else:
            columns[field.name] = _cast(batch.column(copies.get(field.name, field.name)), field.type)
    table = pa.table(columns)
    # What repeats comes as a dictionary; trying one for ids and times costs half of the writing.
    repeated = [name for name in table.column_names if pa.types.is_dictionary(table.field(name).type)]
    pq.write_table(
        table,
        path,
        compression="none" if passing else "zstd",
        compression_level=None if passing else 1,
        write_statistics=not passing,
        row_group_size=250_000,
        use_dictionary=repeated,  # type: ignore[arg-type]  # the stubs know only yes and no
    )


def _cast(column: Any, type_: pa.DataType) -> Any:
    """Dictionaries are written as they are: Parquet keeps them, and they are smaller."""
    return column if pa.types.is_dictionary(column.type) or column.type == type_ else column.cast(type_)


def _constant(value: object, type_: pa.DataType, rows: int) -> Any:
    if pa.types.is_string(type_):
        return pa.DictionaryArray.from_arrays(_zeros(rows), pa.array([value], type_))
    return pa.array([value], type_).take(_zeros(rows))


def _zeros(rows: int) -> Any:
    return pa.repeat(pa.scalar(0, pa.int8()), rows)
