"""What a receipt was: one hash over its rows, whatever their order, and the rows by which two differ.

A row is written as a JSON array of texts, one per column of the evidence (helper columns that a fold needs
are among them, row numbers are not); its SHA-256 stands for it. The receipt's hash is the SHA-256 of the
columns' names as a JSON array, a newline, and the rows' hashes in ascending order, 32 bytes each. `canonical`
says how a value is written, so that the hash can be worked out from a list of rows without this program too.

DuckDB only: receipts are read with it, whichever engine computed the value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from lianxin.engines.figures.compute import check, filtered, narrowed
from lianxin.engines.figures.model import Figure
from lianxin.engines.figures.world import ORDER, ROW, World

_HASH = "_row_hash"
_BYTES = 32
_CONTROL = re.compile(r"\\u00[0-9a-f]{2}")
Cell = str | int | float | bool | None


@dataclass(frozen=True)
class Digest:
    """`sha256` in hex; `rows` is how many rows were hashed."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Row:
    """A row by its hash. `record` is the id of the fact table's row, None in a big table."""

    hash: bytes
    record: int | None
    cells: Mapping[str, Cell]


def digests(
    world: World, figures: Sequence[Figure], where: Mapping[str, str] | None = None
) -> dict[str, Digest]:
    """Key to digest. Figures that share their evidence are hashed in one scan."""
    where = where or {}
    found: dict[str, Digest] = {}
    batches: dict[Any, list[Figure]] = {}
    for figure in figures:
        check(figure, tuple(where))
        batches.setdefault(figure.evidence, []).append(figure)
    for batch in batches.values():
        found |= _scan(world, tuple(batch), where)
    return found


def hashes(world: World, figure: Figure, where: Mapping[str, str] | None = None) -> Any:
    """The hashes of the figure's rows: an Arrow array of 32 bytes each, ascending."""
    import pyarrow as pa

    parts = [_kept(batch, figure) for batch in _hashed(world, (figure,), where or {})]
    return pa.concat_arrays(parts) if parts else pa.array([], pa.binary())


def missing_from(these: Any, those: Any) -> Any:
    """Of `these` hashes the ones that are not among `those`."""
    import pyarrow.compute as pc

    return these.filter(pc.invert(pc.is_in(these, value_set=those)))


def rows_called(
    world: World, figure: Figure, where: Mapping[str, str] | None, wanted: Iterable[bytes]
) -> list[Row]:
    """The rows with these hashes; few of them, as they are named in the query."""
    named = sorted(set(wanted))
    if not named:
        return []
    world = narrowed(world, None, figure, where or {})
    shape = columns_of(world, figure)
    key = ("rows by hash", figure, tuple(where or {}))
    read = world.engine.matching(  # type: ignore[attr-defined]
        key, lambda: _rows(world, figure, where or {}, shape), world.values, _HASH, named
    )
    return [
        Row(bytes(row[_HASH]), row.get(ORDER), {name: row[name] for name in shape})
        for batch in read
        for row in batch.to_pylist()
    ]


def exact_rows(
    world: World, figure: Figure, where: Mapping[str, str] | None = None
) -> Iterator[tuple[Cell, ...]]:
    """All rows, in no promised order, as they are hashed: whole numbers and flags as such, else texts."""
    world = narrowed(world, None, figure, where or {})
    shape = columns_of(world, figure)

    def build() -> Any:
        return _only(filtered(world, figure, where or {}), figure, shape, hashed=False)

    for batch in world.engine.batches(("exact rows", figure, tuple(where or {})), build, world.values):
        yield from zip(*(batch.column(name).to_pylist() for name in shape), strict=True)


def columns_of(world: World, figure: Figure) -> tuple[str, ...]:
    """The columns that are hashed, in their order."""

    def make() -> dict[str, Any]:
        names = figure.evidence(world.wanting(None)).columns
        return {"columns": [name for name in names if name not in (ROW, ORDER)]}

    return tuple(world.engine.remember(("hashed columns", figure), make)["columns"])


def digest_of(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Digest:
    """The same hash, worked out in plain Python from rows as `exact_rows` gives them."""
    found = sorted(sha256(canonical(row)).digest() for row in rows)
    whole = sha256(_head(columns))
    for one in found:
        whole.update(one)
    return Digest(len(found), whole.hexdigest())


def canonical(row: Sequence[Cell]) -> bytes:
    """A JSON array of texts and nulls in UTF-8, without blanks; control characters as \\u001F."""
    text = json.dumps([_text(cell) for cell in row], ensure_ascii=False, separators=(",", ":"))
    return _CONTROL.sub(lambda match: match.group().upper().replace("\\U", "\\u"), text).encode()


def _text(cell: Cell) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    return str(cell).lower()  # flags are true and false


def _head(columns: Sequence[str]) -> bytes:
    return json.dumps(list(columns), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _scan(world: World, batch: tuple[Figure, ...], where: Mapping[str, str]) -> dict[str, Digest]:
    """Figures that keep the same rows share one hash."""
    head = _head(columns_of(narrowed(world, None, batch[0], where), batch[0]))
    first = {figure.only: figure for figure in reversed(batch)}
    whole = {only: sha256(head) for only in first}
    counts = dict.fromkeys(first, 0)
    for part in _hashed(world, batch, where):
        for only, figure in first.items():
            kept = _kept(part, figure)
            counts[only] += len(kept)
            whole[only].update(_raw(kept))
    return {f.key: Digest(counts[f.only], whole[f.only].hexdigest()) for f in batch}


def _kept(part: Any, figure: Figure) -> Any:
    column = part.column(_HASH)
    if not figure.only:
        return column
    import pyarrow.compute as pc

    return column.filter(pc.fill_null(part.column(figure.only), False))


def _raw(column: Any) -> memoryview:
    """All hashes of an array side by side."""
    _valid, _offsets, data = column.buffers()
    start = column.offset * _BYTES
    return memoryview(data or b"")[start : start + len(column) * _BYTES]


def _hashed(world: World, batch: tuple[Figure, ...], where: Mapping[str, str]) -> Iterator[Any]:
    """Record batches of hashes in ascending order, with the columns that say whose rows they are."""
    world = narrowed(world, None, batch[0], where)
    shape = columns_of(world, batch[0])
    flags = sorted({figure.only for figure in batch if figure.only})

    def build() -> Any:
        rows = filtered(world, batch[0], where)
        return rows.select(*flags, **{_HASH: _row_hash(rows, shape)}).order_by(_HASH)

    key = ("row hashes", batch[0], tuple(flags), tuple(where))
    yield from world.engine.batches(key, build, world.values)


def _rows(world: World, figure: Figure, where: Mapping[str, str], shape: Sequence[str]) -> Any:
    return _only(filtered(world, figure, where), figure, shape, hashed=True)


def _only(rows: Any, figure: Figure, shape: Sequence[str], *, hashed: bool) -> Any:
    if figure.only:
        rows = rows.filter(rows[figure.only])
    more = {_HASH: _row_hash(rows, shape)} if hashed else {}
    record = [ORDER] if hashed and ORDER in rows.columns else []
    plain = {name: _plain(rows[name]) for name in shape}
    return rows.select(*record, **plain, **more)


def _plain(column: Any) -> Any:
    """Whole numbers and flags as such, all else as text. DuckDB's sums are wider than Arrow's integers."""
    kind = column.type()
    if kind.is_boolean():
        return column
    return column.cast("int64" if kind.is_integer() else "string")


def _row_hash(rows: Any, shape: Sequence[str]) -> Any:
    import ibis

    to_json, sha, unhex = _functions()
    return unhex(sha(to_json(ibis.array([rows[name].cast("string") for name in shape]))))


@cache
def _functions() -> tuple[Any, Any, Any]:
    """DuckDB's own."""
    import ibis

    def to_json(texts: Any) -> Any: ...
    def sha256(text: Any) -> Any: ...
    def unhex(text: Any) -> Any: ...

    builtin = ibis.udf.scalar.builtin
    return (
        builtin(to_json, signature=(("array<string>",), str)),
        builtin(sha256, signature=((str,), str)),
        builtin(unhex, signature=((str,), bytes)),
    )
