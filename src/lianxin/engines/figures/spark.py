"""Spark: the same expressions as on DuckDB, over Parquet files that hold the snapshot's tables.

A table is exported when a figure first reads it. Numbers are as exact as DuckDB's: sums of decimals stay
decimals, ANSI mode turns overflow into an error, and timestamps carry no zone (docs/adr/0005).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lianxin.engines.figures.errors import TableMissing
from lianxin.engines.figures.spark_session import running
from lianxin.engines.figures.world import ORDER, ROW, Scalar

_BATCH = 4096
#: Writes the named table into the folder as Parquet, with DuckDB's row ids; None: there is no such table.
Export = Callable[[str, Path], Path | None]


@contextmanager
def spark(export: Export) -> Iterator[Spark]:
    """Spark on this machine, for as long as it is open. Raises EngineMissing, JavaMissing."""
    with TemporaryDirectory(prefix="lianxin-spark-") as name:
        folder = Path(name)
        with running(folder) as session:
            yield Spark(session, lambda table: export(table, folder))


class Spark:
    """The tables that `export` gives, in a session: any, if where Spark works it sees their files."""

    def __init__(self, session: Any, export: Callable[[str], Path | None]) -> None:
        import ibis

        self._session = session
        self._export = export
        self._tables: dict[str, Any] = {}
        self._part: Sequence[int] = ()
        self._known: dict[tuple[object, ...], dict[str, Any]] = {}
        self._ibis = ibis.pyspark.connect(session)
        # Connecting has set UTC, and a session that is not ours may have other settings too.
        for key, value in _SETTINGS.items():
            session.conf.set(key, value)

    def remember(self, key: tuple[object, ...], make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        if key not in self._known:
            self._known[key] = make()
        return self._known[key]

    def table(self, name: str, *, part: bool = False) -> Any:
        if name not in self._tables:
            path = self._export(name)
            if path is None:
                raise TableMissing(name)
            table = self._ibis.read_parquet(str(path), table_name=name)
            self._tables[name] = table.drop(ROW) if ORDER in table.columns else table
        table = self._tables[name]
        return table.filter(table[ROW].isin(self._part)) if part and ROW in table.columns else table

    def scalar(self, name: str, value: Scalar) -> Any:
        import ibis

        return ibis.literal(value)

    def fetch(
        self, key: tuple[object, ...], build: Callable[[], Any], values: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """All rows as Python values: exact whole numbers and decimals of any size."""
        return [row.asDict() for row in self._run(build()).collect()]

    def starts(
        self, key: tuple[object, ...], build: Callable[[], Any], values: Mapping[str, Any], every: int
    ) -> list[int]:
        ids = (i for batch in self.batches(key, build, values) for i in batch.column(ROW).to_pylist())
        return list(islice(ids, 0, None, every))

    def batches(
        self,
        key: tuple[object, ...],
        build: Callable[[], Any],
        values: Mapping[str, Any],
        *,
        limit: int | None = None,
        offset: int = 0,
        rows: Sequence[int] = (),
    ) -> Iterator[Any]:
        """Arrow record batches, one at a time; rows with an id in the order of their ids."""
        import pyarrow as pa

        self._part = rows
        asked = build()
        asked = asked.order_by(ROW) if ROW in asked.columns else asked
        asked = asked if limit is None else asked.limit(limit, offset=offset)
        schema, found = asked.schema().to_pyarrow(), self._run(asked).toLocalIterator()
        while some := [row.asDict() for row in islice(found, _BATCH)]:
            yield pa.RecordBatch.from_pylist(some, schema)

    def _run(self, asked: Any) -> Any:
        return self._session.sql(self._ibis.compile(asked))


_SETTINGS = {
    "spark.sql.variable.substitute": "false",  # a name to filter by may read ${…}
    "spark.sql.session.timeZone": "Asia/Shanghai",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
}
