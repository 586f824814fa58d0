"""What is kept of a row's content: it finds what changed, is not believed of another version, and spills."""

import pytest

from lianxin.engines.lake import Counts, Lake, schema, staging, targets, upsert
from lianxin.engines.lake.tests.exports import ask, lines, put, source

OLD = schema.LINES.replace(",\n    content BIGINT, content_by VARCHAR", "")
FIRST = ({"line_id": "1"}, {"line_id": "2"}, {"line_id": "3"})
LATER = ({"line_id": "1"}, {"line_id": "2", "status": "completed"}, {"line_id": "4"})
EXPECTED = Counts(new=1, updated=1, unchanged=1)
STATUSES = [("1", "paid"), ("2", "completed"), ("3", "paid"), ("4", "paid")]


def statuses(lake: Lake) -> list[tuple[str, str]]:
    return ask(lake, "SELECT line_id, status FROM lake.lines ORDER BY 1")


@pytest.mark.parametrize("held", [10, 0], ids=["in memory", "in files"])
def test_a_later_export(lake: Lake, held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "HELD_ROWS", held)
    put(lake, lines(*FIRST), source("a"))
    assert put(lake, lines(*LATER), source("b", day=2)) == EXPECTED
    assert statuses(lake) == STATUSES
    assert put(lake, lines(*LATER), source("c", day=3)) == Counts(unchanged=3)
    for table in lake.health():
        pytest.fail(f"{table} is missing")


def test_what_is_kept_is_what_would_be_worked_out(lake: Lake) -> None:
    put(lake, lines(*FIRST), source("a"))
    put(lake, lines(*LATER), source("b", day=2))
    worked_out = schema.content_of(schema.LINE_CONTENT)
    assert ask(lake, f"SELECT count(*) FROM lake.lines WHERE content = {worked_out}") == [(4,)]


def test_another_version_is_not_believed(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(targets, "CONTENT_BY", "duckdb 0")
        patched.setattr(upsert, "content_of", lambda columns: "CAST(7 AS BIGINT)")
        put(lake, lines(*FIRST), source("a"))
    assert put(lake, lines(*LATER), source("b", day=2)) == EXPECTED
    assert statuses(lake) == STATUSES


def test_a_lake_of_earlier_days(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the columns; they come with the first write, and rolling back goes to a time before them."""
    with monkeypatch.context() as patched:
        patched.setitem(schema.TABLES, "lines", OLD)
        put(lake, lines(*FIRST), source("a"))
        assert "content" not in {name for (name, *_) in ask(lake, "DESCRIBE lake.lines")}
    assert put(lake, lines(*LATER), source("b", day=2)) == EXPECTED
    with lake.writing("test", "roll back") as writing:
        writing.roll_back("b")
    assert statuses(lake) == [("1", "paid"), ("2", "paid"), ("3", "paid")]
    assert put(lake, lines(*LATER), source("c", day=2)) == EXPECTED
    assert statuses(lake) == STATUSES
