"""DuckDB: each query is compiled once and kept; period and filters are variables of the connection."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from lianxin.engines.figures.errors import TableMissing
from lianxin.engines.figures.kept import Kept
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
_SCALARS: dict[type, str] = {date: "date", int: "int64", str: "string"}
_Columns = tuple[tuple[str, str], ...]
_NEAR = ("memory", "main")
_PART = ("temp", "main")
_STARTS = f"""
    SELECT {ROW} FROM (SELECT {ROW}, row_number() OVER (ORDER BY {ROW}) - 1 AS place FROM ({{}}))
    WHERE place % {{}} = 0 ORDER BY {ROW}
"""  # noqa: S608
_copying = Lock()
_starting = Lock()


#: By the shape of the tables and the question.
_known: dict[tuple[object, ...], dict[str, Any]] = {}


class Duck:
    """The tables of one schema of a connection; they must not change while the connection's database lives.

    A scan of a DuckLake table first asks its catalog, which takes longer than the scan of a small table. So
    fact tables are copied into the connection's own database when first read; its cursors share the copies.
    What is compiled is kept in the folder `kept` for later processes, which then need not load Ibis; the
    figures asked for must be those of this program.
    """

    def __init__(
        self, con: Any, *, catalog: str = "lake", schema: str = "main", kept: Path | None = None
    ) -> None:
        self.con = con
        self._kept = Kept(kept)
        self.place = (catalog, schema)
        self._asked: list[str] = []
        self._asked_parts: list[str] = []
        self._read_tables()

    def _read_tables(self) -> None:
        found: dict[str, list[tuple[str, str]]] = {}
        self._near: set[str] = set()
        for catalog, schema, table, column, type_ in self.con.execute(
            "SELECT database_name, schema_name, table_name, column_name, data_type FROM duckdb_columns() "
            "WHERE NOT internal ORDER BY table_name, column_index"
        ).fetchall():
            if (catalog, schema) == self.place:
                found.setdefault(table, []).append((column, type_))
            elif (catalog, schema) == _NEAR:
                self._near.add(table)
        self._tables = {table: tuple(columns) for table, columns in found.items()}
        self._shape = json.dumps([self.place, self._tables])

    def table(self, name: str, *, part: bool = False) -> Any:
        if name not in self._tables:
            raise TableMissing(name)
        if self._is_fact(name):
            self._asked.append(name)
            return _table(name, self._tables[name], *_NEAR)
        if part:
            self._asked_parts.append(name)
        return _table(name, self._tables[name], *(_PART if part else self.place))

    def _is_fact(self, name: str) -> bool:
        return any(column == ORDER for column, _ in self._tables[name])

    def scalar(self, name: str, value: Scalar) -> Any:
        return _variable(_SCALARS[type(value)])(name)

    def remember(self, key: tuple[object, ...], make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """The JSON object that `make` returns, made once for tables of this shape."""
        here = (self._shape, *key)
        if here not in _known:
            text = json.dumps(here, default=_name)
            found = self._kept.read(text)
            if found is None:
                self._kept.write(text, found := make())
            _known[here] = found
        return _known[here]

    def _compile(self, key: tuple[object, ...], build: Callable[[], Any]) -> dict[str, Any]:
        """What `build` returns as SQL, the fact tables it reads, and the big tables it reads a part of."""

        def make() -> dict[str, Any]:
            import ibis

            self._asked, self._asked_parts = [], []
            sql = str(ibis.to_sql(build(), dialect="duckdb", pretty=False))
            return {"sql": sql, "facts": self._asked, "parts": self._asked_parts}

        return self.remember(("sql", *key), make)

    def _run(
        self, query: Mapping[str, Any], values: Mapping[str, Any], suffix: str = "", rows: Sequence[int] = ()
    ) -> Any:
        for name in query["facts"]:
            self._copy(name)
        for name in query["parts"]:
            self._take(name, rows)
        for name, value in values.items():
            self.con.execute(f"SET VARIABLE {name} = {_literal(value)}")
        return self.con.execute(query["sql"] + suffix)

    def _copy(self, name: str) -> None:
        if name in self._near:
            return
        with _copying:
            here, there = (".".join((*place, f'"{name}"')) for place in (_NEAR, self.place))
            # The optimizer asks the lake's catalog about every column, and a plain copy has no use for it.
            self.con.execute("PRAGMA disable_optimizer")
            try:
                self.con.execute(f"CREATE TABLE IF NOT EXISTS {here} AS SELECT * FROM {there}")  # noqa: S608
            finally:
                self.con.execute("PRAGMA enable_optimizer")
        self._near.add(name)

    def _take(self, name: str, rows: Sequence[int]) -> None:
        """Just these rows, for this connection: joined where they lie, a page takes twice as long."""
        there = ".".join((*self.place, f'"{name}"'))
        listed = ", ".join(str(int(row)) for row in rows)
        self.con.execute(
            f'CREATE OR REPLACE TEMP TABLE "{name}" AS SELECT {ROW} AS {ROW}, * FROM {there} '  # noqa: S608
            f"WHERE {ROW} BETWEEN {min(rows)} AND {max(rows)} AND [{listed}].contains({ROW})"
        )

    def fetch(
        self, key: tuple[object, ...], build: Callable[[], Any], values: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """All rows as Python values: exact whole numbers and decimals of any size."""
        done = self._run(self._compile(key, build), values)
        names = [column[0] for column in done.description]
        return [dict(zip(names, row, strict=True)) for row in done.fetchall()]

    def starts(
        self, key: tuple[object, ...], build: Callable[[], Any], values: Mapping[str, Any], every: int
    ) -> list[int]:
        """Of the row ids that `build` returns, ascending: the first, then every so many-th; found once."""
        query = self._compile(key, build)
        question = _literal(json.dumps([query["sql"], every, values], default=str, sort_keys=True))
        here = ".".join((*_NEAR, '"row starts"'))
        with _starting:
            self.con.execute(f"CREATE TABLE IF NOT EXISTS {here} (question VARCHAR, rows BIGINT[])")
            known = f"SELECT rows FROM {here} WHERE question = {question}"  # noqa: S608
            if not (found := self.con.execute(known).fetchall()):
                starts = self._run({**query, "sql": _STARTS.format(query["sql"], every)}, values).fetchall()
                found = [([row for (row,) in starts],)]
                self.con.execute(f"INSERT INTO {here} VALUES ({question}, {found[0][0]})")  # noqa: S608
        return list(found[0][0])

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
        """Arrow record batches, one at a time. `rows`: ids of those that tables asked for in part have."""
        part = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(offset)}"
        yield from self._run(self._compile(key, build), values, part, rows).to_arrow_reader(_BATCH)

    def matching(
        self,
        key: tuple[object, ...],
        build: Callable[[], Any],
        values: Mapping[str, Any],
        column: str,
        wanted: Sequence[bytes],
    ) -> Iterator[Any]:
        """Arrow record batches of the rows whose `column`, a blob, is one of `wanted`."""
        query = self._compile(key, build)
        listed = ", ".join(f"unhex('{one.hex()}')" for one in wanted)
        sql = f'SELECT * FROM ({query["sql"]}) WHERE "{column}" IN ({listed})'  # noqa: S608
        yield from self._run({**query, "sql": sql}, values).to_arrow_reader(_BATCH)


def _name(part: Any) -> str:
    """A figure, in a key that is written down."""
    return str(part.key)


def _literal(value: Scalar) -> str:
    """The value as SQL. Not bound as a parameter: for that DuckDB loads pandas, which takes 0.3 seconds."""
    if isinstance(value, str):
        text = value.replace("'", "''").replace("\0", "' || chr(0) || '")
        return f"('{text}')"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return str(int(value))


@cache
def _table(name: str, columns: _Columns, catalog: str, schema: str) -> Any:
    import ibis

    known = {column: type_ for column, text in columns if (type_ := _type(text))}
    if ORDER not in known:
        known[ROW] = "int64"
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
