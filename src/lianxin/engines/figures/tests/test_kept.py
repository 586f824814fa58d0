"""Compiled queries on disk: used by the next process, and never when anything they rest on is different."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lianxin.engines.figures import Count, Duck, Figure, duck, kept
from lianxin.engines.figures.kept import Kept, edition

LATER = time.time() + 1e9


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "program"
    (folder / "sales" / "tests").mkdir(parents=True)
    (folder / "sales" / "figures.py").write_text("A = 1")
    (folder / "sales" / "tests" / "test_a.py").write_text("A = 1")
    return folder


def same_stat(path: Path, text: str) -> None:
    """Other content; size and time of change as before, as in a reproducible build."""
    before = path.stat()
    path.write_text(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_edition_follows_every_source(program: Path) -> None:
    seen = {edition(program, before=LATER)}
    same_stat(program / "sales" / "figures.py", "A = 2")
    seen.add(edition(program, before=LATER))
    (program / "rules.py").write_text("")
    seen.add(edition(program, before=LATER))
    (program / "rules.py").rename(program / "words.py")
    seen.add(edition(program, before=LATER))
    (program / "words.py").unlink()
    (program / "sales" / "figures.py").rename(program / "figures.py")
    seen.add(edition(program, before=LATER))
    assert len(seen) == 5 and None not in seen


def test_edition_follows_the_compiler(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = edition(program, before=LATER)
    monkeypatch.setattr(kept, "version", lambda name: "99" if name == "sqlglot" else "1")
    assert edition(program, before=LATER) != before


def test_edition_is_not_of_tests(program: Path) -> None:
    before = edition(program, before=LATER)
    (program / "sales" / "tests" / "test_a.py").write_text("A = 2")
    assert edition(program, before=LATER) == before


def test_program_changed_while_it_runs_keeps_nothing(program: Path) -> None:
    """What was loaded and what is on disk may differ: nothing may be kept under the name of the latter."""
    begun = time.time() - 1
    assert edition(program, before=begun) is None


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "running_edition", lambda: "one")


@pytest.mark.usefixtures("running")
def test_kept_comes_back(tmp_path: Path) -> None:
    Kept(tmp_path / "new" / "folder").write("key", {"sql": "选"})
    assert Kept(tmp_path / "new" / "folder").read("key") == {"sql": "选"}
    assert Kept(tmp_path / "new" / "folder").read("other") is None
    assert [path.suffix for path in (tmp_path / "new" / "folder" / "one").iterdir()] == [".json"]


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize(
    "damage",
    [b"", b"\0" * 40, b"\xff", b"{", b"[]", b"{}", b'{"key": "key"}', b'{"key": "no", "value": {}}'],
)
def test_unreadable_is_not_there(tmp_path: Path, damage: bytes) -> None:
    here = Kept(tmp_path)
    here.write("key", {"sql": "1"})
    (path,) = (tmp_path / "one").iterdir()
    path.write_bytes(damage)
    assert here.read("key") is None
    here.write("key", {"sql": "2"})
    assert here.read("key") == {"sql": "2"}


@pytest.mark.usefixtures("running")
def test_no_folder_to_write_in(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for nowhere in (Kept(None), Kept(tmp_path / "file")):
        nowhere.write("key", {})
        assert nowhere.read("key") is None


def test_other_edition_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c", "d", "e"):
        monkeypatch.setattr(kept, "running_edition", lambda name=name: name)
        assert Kept(tmp_path).read("key") is None
        Kept(tmp_path).write("key", {"from": name})
    assert len(list(tmp_path.iterdir())) == 3
    monkeypatch.setattr(kept, "running_edition", lambda: None)
    assert Kept(tmp_path).read("key") is None


FIGURE = Figure("t.n", "", "", "point", "", (), "", "", lambda world: world.table("t"), Count())


def asked(columns: str, folder: Path) -> list[str]:
    """What a new process has to compile for a table with these columns."""
    duck._known.clear()
    con = duckdb.connect()
    con.execute(f"ATTACH ':memory:' AS lake; CREATE TABLE lake.t ({columns})")
    made: list[str] = []

    def make() -> dict[str, Any]:
        made.append(columns)
        return {}

    tables = Duck(con, kept=folder)
    for key in (("a", FIGURE, None), ("a", FIGURE, ("month",)), ("a", FIGURE, None)):
        tables.remember(key, make)
    return made


@pytest.mark.usefixtures("running")
def test_compiled_anew_for_other_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duck, "_known", {})
    assert len(asked("_id BIGINT, a VARCHAR", tmp_path)) == 2
    assert len(asked("_id BIGINT, a VARCHAR", tmp_path)) == 0
    assert len(asked("_id BIGINT, a DECIMAL(18,2)", tmp_path)) == 2
    assert len(asked("_id BIGINT, b VARCHAR", tmp_path)) == 2
    assert len(asked("a VARCHAR, _id BIGINT", tmp_path)) == 2


PROCESS = """
import sys, duckdb
from datetime import date
from pathlib import Path
from lianxin.engines.figures import Count, Duck, Figure, World, compute, kept
from lianxin.sales.figures import FIGURES
assert FIGURES[0].key and "ibis" not in sys.modules
kept.running_edition = lambda: "one"
con = duckdb.connect()
con.execute("ATTACH ':memory:' AS lake; CREATE TABLE lake.t AS SELECT 7 AS _id, DATE '2021-05-01' AS at")
def evidence(world):
    table = world.table("t")
    return table.filter(world.in_period(table.at))
figure = Figure("t.n", "", "", "flow", "", ("month",), "", "", evidence, Count())
world = World(Duck(con, kept=Path(sys.argv[1])), date(2021, 1, 1), date(2021, 12, 31))
print(compute(world, [figure], {"month": "2021-05"}, "month")["t.n"], *{"ibis", "pandas"} & {*sys.modules})
"""


def test_next_process_loads_no_compiler(tmp_path: Path) -> None:
    first, second = (
        subprocess.run(
            [sys.executable, "-c", PROCESS, tmp_path], check=True, capture_output=True, text=True
        ).stdout
        for _ in range(2)
    )
    result = "Result(value=1, rows=1, groups=(Group(key='2021-05', value=1, rows=1),))"
    assert first.startswith(result) and "ibis" in first
    assert second == f"{result}\n"
