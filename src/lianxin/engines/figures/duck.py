"""DuckDB: each query is compiled once per process; period and filters are variables of the connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from lianxin.engines.figures.errors import TableMissing
from lianxin.engines.figures.world import ORDER, ROW, Scalar

_BATCH = 4096
_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "INTEGER": "int32",
    "BIGINT": "int64",
    "DATE": "date",
    "VARCHAR[]": "array<string>",
}
_SCALARS: dict[type, str] = {date: "date", int: "int64", str: "string", list: "array<int64>"}
_Columns = tuple[tuple[str, str], ...]
_sql: dict[tuple[object, ...], str] = {}


class Duck:
    """The tables of one schema of a DuckDB connection, as they stand in the connection's transaction."""

    def __init__(self, con: Any, *, catalog: str = "lake", schema: str = "main") -> None:
        self.con = con
        self.place = (catalog, schema)
        self._tables = self._read_tables()

    def _read_tables(self) -> dict[str, _Columns]:
        found: dict[str, list[tuple[str, str]]] = {}
        for table, column, type_ in self.con.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() "
            "WHERE database_name = ? AND schema_name = ? ORDER BY table_name, column_index",
            self.place,
        ).fetchall():
            found.setdefault(table, []).append((column, type_))
        for columns in found.values():
            if ORDER not in dict(columns):
                columns.append((ROW, "BIGINT"))
        return {table: tuple(columns) for table, columns in found.items()}

    def table(self, name: str) -> Any:
        if name not in self._tables:
            raise TableMissing(name)
        return _table(name, self._tables[name], *self.place)

    def scalar(self, name: str, value: Scalar) -> Any:
        return _variable(_SCALARS[type(value)])(name)

    def compile(self, key: tuple[object, ...], build: Callable[[], Any]) -> str:
        """SQL for what `build` returns. Compiling takes longer than most queries run, so it is kept."""
        key = (self.place, tuple(self._tables.items()), *key)
        if key not in _sql:
            import ibis

            _sql[key] = str(ibis.to_sql(build(), dialect="duckdb", pretty=False))
        return _sql[key]

    def _run(self, sql: str, values: Mapping[str, Any]) -> Any:
        for name, value in values.items():
            self.con.execute(f"SET VARIABLE {name} = ?", [value])
        return self.con.execute(sql)

    def fetch(
        self, key: tuple[object, ...], build: Callable[[], Any], values: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """All rows as Python values: exact whole numbers and decimals of any size."""
        done = self._run(self.compile(key, build), values)
        names = [column[0] for column in done.description]
        return [dict(zip(names, row, strict=True)) for row in done.fetchall()]

    def batches(
        self,
        key: tuple[object, ...],
        build: Callable[[], Any],
        values: Mapping[str, Any],
        *,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[Any]:
        """Arrow record batches, one at a time."""
        sql = self.compile(key, build)
        if limit is not None:
            sql += f" LIMIT {int(limit)} OFFSET {int(offset)}"
        yield from self._run(sql, values).to_arrow_reader(_BATCH)


@cache
def _table(name: str, columns: _Columns, catalog: str, schema: str) -> Any:
    import ibis

    known = {column: type_ for column, text in columns if (type_ := _type(text))}
    table = ibis.table(known, name=name, catalog=catalog, database=schema)
    # The row id must be named, and not come last: `SELECT *`, which ibis would write, leaves it out.
    return table.select(ROW, *(c for c in known if c != ROW)) if ROW in known else table


def _type(text: str) -> str:
    """DuckDB's name of a type as ibis writes it; "" for types that no fact table has."""
    if text.startswith("DECIMAL"):
        return text.lower()
    if text.startswith("TIMESTAMP") and "TIME ZONE" not in text:
        return "timestamp"
    return _TYPES.get(text, "")


@cache
def _variable(type_: str) -> Any:
    import ibis

    def getvariable(variable: str) -> Any: ...

    return ibis.udf.scalar.builtin(getvariable, signature=((str,), type_))
