"""kill -9 at any moment of an import: the lake is old or new, and the next run makes it whole."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from lianxin.engines.lake import Lake
from lianxin.sales.tests import kill_worker
from lianxin.sales.tests.reading import csv_text
from lianxin.sales.tests.test_lines import DOUYIN

POINTS = 20
LINES = 6_000
MORE = 500


class Worker:
    """Forks importing processes of one home, ready in no time."""

    def __init__(self, home: Path) -> None:
        settings = {"LIANXIN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lianxin.config.settings"}
        self.process = subprocess.Popen(
            [sys.executable, kill_worker.__file__],
            env={**os.environ, **settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, path: Path) -> tuple[int, list[str], list[list[int]]]:
        """(process number, states of batches, counts on record) when the home is open."""
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        lines = [self.process.stdout.readline(), self.process.stdout.readline()]
        number, opened = sorted(lines, key=lambda line: line.startswith("["))
        return int(number), *json.loads(opened)

    def ended(self) -> int:
        return int(self.process.stdout.readline().removeprefix("ended"))

    def stop(self) -> None:
        self.process.communicate()


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    worker = Worker(tmp_path / "home")
    yield worker
    worker.stop()


def contents(home: Path) -> tuple[int, int]:
    """(lines, completed ones)"""
    lake = Lake(home / "lake")
    with lake.reading() as reading:
        (found,) = reading.con.execute(
            "SELECT count(*), count(*) FILTER (status = 'completed') FROM lake.lines"
        ).fetchall()
    lake.close()
    return found


def export(path: Path, status: str, lines: int) -> Path:
    rows = ({**DOUYIN, "子订单编号": str(700000000 + n), "订单状态": status} for n in range(lines))
    path.write_text(csv_text(list(rows)), "gb18030")
    return path


@pytest.mark.slow
def test_an_import_killed_at_any_moment_leaves_old_or_new_and_runs_again(tmp_path, worker):
    home, kept = tmp_path / "home", tmp_path / "kept"
    old, new = (LINES, 0), (LINES + MORE, LINES + MORE)
    worker.start(export(tmp_path / "1623245125_a.csv", "已发货", LINES))
    assert worker.ended() == 0
    assert contents(home) == old
    shutil.copytree(home, kept)

    new_file = export(tmp_path / "1623945125_b.csv", "已完成", LINES + MORE)
    luck = random.Random(7)
    span, seen = 0.0, set()
    for point in range(POINTS + 1):
        shutil.rmtree(home)
        shutil.copytree(kept, home)
        child, *_ = worker.start(new_file)
        began = time.monotonic()
        if point:
            time.sleep(luck.uniform(0, span))
            with suppress(ProcessLookupError):  # it was through
                os.kill(child, signal.SIGKILL)
            worker.ended()
        else:  # the first round runs through, to learn how long it takes
            assert worker.ended() == 0
            span = time.monotonic() - began
        found = contents(home)
        seen.add(found)
        assert found in (old, new), f"point {point}"
        _, states, files = worker.start(new_file)
        assert "running" not in states, f"point {point}"
        expected = [[LINES, 0, 0], [MORE, LINES, 0]] if found == new else [[LINES, 0, 0]]
        assert files == expected, f"point {point}: the lake and the batches disagree"
        assert worker.ended() == 0
        assert contents(home) == new
    assert seen == {old, new}
