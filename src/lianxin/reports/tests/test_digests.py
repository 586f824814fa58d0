"""The hash of a receipt: DuckDB's and plain Python's are one; order does not matter, every cell does."""

import datetime as dt
import json
from hashlib import sha256
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.core import hooks
from lianxin.engines import figures as engine
from lianxin.engines.figures import Duck, World, digest_of, digests, exact_rows

FIRST, LAST = dt.date(2020, 1, 1), dt.date(2021, 12, 31)


@pytest.fixture
def world(small_world: Any) -> World:
    return World(Duck(small_world.con.cursor()), FIRST, LAST)


def test_every_figure_hashes_alike_in_python(world: World) -> None:
    """The oracle: rows read one by one, written as JSON and hashed by hashlib."""
    computed = engine.compute(world, hooks.figures)
    found = digests(world, hooks.figures)
    assert set(found) == {figure.key for figure in hooks.figures}
    for figure in hooks.figures:
        columns = engine.columns_of(world, figure)
        rows = list(exact_rows(world, figure))
        assert found[figure.key] == digest_of(columns, rows), figure.key
        assert found[figure.key].rows == computed[figure.key].rows


def test_filters_and_shared_evidence(world: World) -> None:
    where = {"platform": "抖音"}
    chosen = [f for f in hooks.figures if f.key in ("sales.orders", "sales.net", "sales.bestsellers")]
    together = digests(world, chosen, where)
    assert together == {f.key: digests(world, [f], where)[f.key] for f in chosen}
    assert together["sales.orders"] == together["sales.net"] != together["sales.bestsellers"]
    assert together["sales.net"] != digests(world, chosen)["sales.net"]


def test_a_row_is_found_by_its_hash(world: World) -> None:
    figure = next(f for f in hooks.figures if f.key == "learning.events")
    wanted = engine.hashes(world, figure)[:2].to_pylist()
    rows = engine.rows_called(world, figure, None, wanted)
    assert sorted(row.hash for row in rows) == sorted(wanted)
    for row in rows:
        assert sha256(engine.canonical(tuple(row.cells.values()))).digest() == row.hash
        assert row.record is not None


def test_what_two_receipts_differ_in() -> None:
    import pyarrow as pa

    old, new = pa.array([b"a", b"b", b"c"]), pa.array([b"b", b"c", b"d"])
    assert engine.missing_from(old, new).to_pylist() == [b"a"]
    assert engine.missing_from(new, old).to_pylist() == [b"d"]


CELLS = st.lists(st.none() | st.text() | st.booleans() | st.integers(-(2**62), 2**62), min_size=1, max_size=6)


@given(CELLS)
def test_a_row_is_written_as_duckdb_writes_it(row: list[Any]) -> None:
    texts = [cell if cell is None or isinstance(cell, str) else str(cell).lower() for cell in row]
    if any("\0" in text for text in texts if text):
        return  # no text of DuckDB holds one
    (said,) = duckdb.execute("SELECT sha256(to_json(?::VARCHAR[]))", [texts]).fetchall()[0]
    assert sha256(engine.canonical(row)).hexdigest() == said


ROWS = [("一", 1, True, None), ("二", 2, False, "x"), ("", 0, False, "")]


def test_order_is_nothing_and_every_cell_counts() -> None:
    columns = ("a", "b", "c", "d")
    whole = digest_of(columns, ROWS)
    assert digest_of(columns, ROWS[::-1]) == whole
    for n, row in enumerate(ROWS):
        for place in range(len(row)):
            other = [*row]
            other[place] = "换"
            assert digest_of(columns, [*ROWS[:n], tuple(other), *ROWS[n + 1 :]]) != whole
    assert digest_of(("a", "b", "c", "e"), ROWS) != whole
    assert digest_of(columns, ROWS[:2]) != whole
    assert digest_of(columns, [*ROWS, ROWS[0]]) != whole
    assert digest_of(columns, [("1,2",), ("3",)]) != digest_of(columns, [("1",), ("2,3",)])


def test_the_hash_as_documented() -> None:
    """Worked out once more, from the words of docs/reports.md alone."""
    columns = ["编号", "n"]
    hashed = sorted(sha256(text.encode()).digest() for text in ('["甲","1"]', '["乙",null]'))
    said = sha256(
        json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + b"".join(hashed)
    )
    assert digest_of(columns, [("甲", 1), ("乙", None)]).sha256 == said.hexdigest()
