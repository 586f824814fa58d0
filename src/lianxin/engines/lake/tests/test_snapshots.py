"""Writers wait for each other, readers for nobody, and a snapshot stays what it was."""

import contextlib
import threading

import pyarrow as pa
import pytest
from pyarrow import parquet

from lianxin.engines.lake import LakeBusy, UnknownSnapshot
from lianxin.engines.lake import lake as store
from lianxin.engines.lake.tests.exports import ask, lines, put, source

COUNT = "SELECT count(*) FROM lake.lines"


def _interleaved(lake):
    """Two open transactions that store the same line; the first to end ends last."""
    with lake.writing("a", "first") as first:
        first.upsert_lines(lines({"line_id": "1"}), source("a"))
        with lake.writing("b", "second", wait=0.2) as second:
            second.upsert_lines(lines({"line_id": "1"}), source("b"))


def test_second_writer_is_told_that_the_lake_is_busy(lake):
    with pytest.raises(LakeBusy):
        _interleaved(lake)
    assert ask(lake, COUNT) == [(0,)]


def test_without_the_lock_two_writers_get_in_each_others_way(lake, monkeypatch):
    lake.snapshot()
    monkeypatch.setattr(store, "held", lambda *a, **k: contextlib.nullcontext())
    try:
        _interleaved(lake)
    except LakeBusy:
        pytest.fail("there is no lock to wait for")
    except Exception:
        return  # the second one, or both, could not commit
    assert ask(lake, COUNT) == [(2,)]  # the same line twice


def test_second_writer_waits_and_then_writes(lake):
    with lake.writing("a", "first") as w:
        w.upsert_lines(lines({"line_id": "1"}), source("a"))
        other = threading.Thread(target=put, args=(lake, lines({"line_id": "2"}), source("b")))
        other.start()
        assert ask(lake, COUNT) == [(0,)]
    other.join()
    assert ask(lake, COUNT) == [(2,)]


def test_reader_in_the_middle_of_an_answer_does_not_stop_a_commit(lake):
    put(lake, lines(*({"line_id": str(n)} for n in range(5000))), source("a"))
    with lake.reading() as reading:
        answer = reading.con.execute("SELECT line_id FROM lake.lines").to_arrow_reader(100)
        got = answer.read_next_batch().num_rows
        put(lake, lines({"line_id": "5000"}), source("b"))
        assert got + sum(batch.num_rows for batch in answer) == 5000
        assert reading.con.execute(COUNT).fetchall() == [(5000,)]
    assert ask(lake, COUNT) == [(5001,)]


def test_snapshots_stay_what_they_were(lake):
    expected = {}
    for day, status in enumerate(["paid", "shipped", "closed"], 1):
        put(lake, lines({"line_id": "1", "status": status}, {"line_id": f"x{day}"}), source(f"b{day}", day))
        with lake.writing("t", "facts") as w:
            w.replace_table("members", pa.table({"_id": [day], f"column{day}": ["x"]}))
        expected[w.snapshot] = (status, day + 1, day)
    for snapshot, (status, count, day) in expected.items():
        assert ask(lake, "SELECT status FROM lake.lines WHERE line_id = '1'", snapshot) == [(status,)]
        assert ask(lake, COUNT, snapshot) == [(count,)]
        assert ask(lake, f"SELECT _id, column{day} FROM lake.members", snapshot) == [(day, "x")]
    with pytest.raises(UnknownSnapshot), lake.reading(max(expected) + 1):
        pass


def test_a_table_is_exported_as_of_the_snapshot(lake, folder):
    put(lake, lines({"line_id": "1"}, {"line_id": "2"}), source("a"))
    then = lake.snapshot()
    put(lake, lines({"line_id": "3"}), source("b"))
    with lake.reading(then) as reading:
        path = reading.export("lines", folder)
        held = reading.con.execute("SELECT rowid, * FROM lake.lines").to_arrow_table()
        assert reading.export("nothing", folder) is None
    exported = parquet.read_table(path)
    assert exported["line_id"].to_pylist() == ["1", "2"]
    assert exported.equals(held.cast(exported.schema))
    assert exported.schema.field("paid_at").type == pa.timestamp("us")  # no zone
    assert exported.schema.field("paid_amount").type == pa.decimal128(18, 2)
