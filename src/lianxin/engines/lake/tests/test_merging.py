"""Exports in any order end where a dictionary ends that knows the rules."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.engines.lake import Counts, Lake
from lianxin.engines.lake.tests.exports import ask, lines, put, source

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "店"]), st.sampled_from("123456"), st.sampled_from(["paid", "shipped", "closed"])
    ),
    min_size=1,
    max_size=14,
)
EXPORTS = st.lists(st.tuples(st.integers(1, 5), ROWS), min_size=1, max_size=4)


class Oracle:
    """(shop, line) → status and export day, one row at a time."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], tuple[str, int]] = {}

    def put(self, day: int, rows: list[tuple[str, str, str]]) -> Counts:
        last = {(shop, line): status for shop, line, status in rows}
        became = [self._take(key, status, day) for key, status in last.items()]
        return Counts(*(became.count(w) for w in ("new", "updated", "unchanged")), len(rows) - len(last))

    def _take(self, key: tuple[str, str], status: str, day: int) -> str:
        if key not in self.known:
            self.known[key] = (status, day)
            return "new"
        before, seen = self.known[key]
        if day < seen:
            return "unchanged"
        self.known[key] = (status, day)
        return "unchanged" if status == before else "updated"


@settings(max_examples=8, deadline=None)
@given(EXPORTS)
def test_any_order_of_exports(exports):
    with tempfile.TemporaryDirectory() as folder:
        lake, oracle = Lake(Path(folder) / "lake"), Oracle()
        for number, (day, rows) in enumerate(exports):
            table = lines(*({"shop": shop, "line_id": line, "status": status} for shop, line, status in rows))
            assert put(lake, table, source(f"b{number}", day)) == oracle.put(day, rows)
        stored = ask(lake, "SELECT shop, line_id, status FROM lake.lines")
        assert sorted(stored) == sorted((*key, status) for key, (status, _) in oracle.known.items())
        lake.close()


def test_trial_run_counts_and_leaves_nothing(lake):
    with lake.writing("tester", "trial") as w:
        counts = w.upsert_lines(lines({"line_id": "1"}, {"line_id": "2"}), source("b"))
        w.abandon()
    assert counts == Counts(new=2)
    assert ask(lake, "SELECT count(*) FROM lake.lines") == [(0,)]
    assert not list(lake.data.rglob("*.parquet"))
