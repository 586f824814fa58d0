"""kill -9 at any moment of an import: the lake is old or new, and the next run makes it and its batch
whole."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lianxin.engines.lake import Lake
from lianxin.sales.tests import kill_worker
from lianxin.sales.tests.reading import csv_text
from lianxin.sales.tests.test_lines import DOUYIN

POINTS = 20
LINES = 30_000
ASK = """
import json, django
django.setup()
from lianxin.core import hooks
for finish in hooks.on_start: finish()
from lianxin.records.models import Batch, BatchFile
print(json.dumps([list(Batch.objects.order_by("pk").values_list("state", flat=True)),
                  list(BatchFile.objects.order_by("pk").values_list("batch_id", "new", "updated",
                  "unchanged", "snapshot"))]))
"""


def start(home: Path, *paths: Path) -> subprocess.Popen[str]:
    command = [sys.executable, kill_worker.__file__, *map(str, paths)]
    return subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, text=True)


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "LIANXIN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lianxin.config.settings"}


def ask(home: Path) -> tuple[list[str], list[list[object]]]:
    """Opens the home again, as any command would: states of batches, and what is on record of their files."""
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment(home), capture_output=True, text=True, check=True
    )
    return tuple(json.loads(done.stdout.splitlines()[-1]))


def contents(home: Path) -> tuple[int, int]:
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
def test_an_import_killed_at_any_moment_leaves_old_or_new_and_runs_again(tmp_path):
    old_file = export(tmp_path / "1623245125_a.csv", "已发货", LINES)
    new_file = export(tmp_path / "1623945125_b.csv", "已完成", LINES + 1000)
    start_home = tmp_path / "start"
    start(start_home, old_file).wait()
    old, new = (LINES, 0), (LINES + 1000, LINES + 1000)
    assert contents(start_home) == old

    began = time.monotonic()
    luck = random.Random(7)
    span, seen = None, set()
    for point in range(POINTS):
        home = tmp_path / "home"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(start_home, home)
        child = start(home, new_file)
        child.stdout.readline()
        began = time.monotonic()
        if span is None:  # the first round runs through, to learn how long it takes
            child.wait()
            span = time.monotonic() - began
        else:
            time.sleep(luck.uniform(0, span))
            child.send_signal(signal.SIGKILL)
            child.wait()
        states, files = ask(home)
        found = contents(home)
        seen.add(found)
        assert found in (old, new), f"point {point}"
        assert "running" not in states
        assert len(files) == (2 if found == new else 1), f"point {point}: the lake and the batches disagree"
        if found == new:
            assert files[-1][1:4] == [1000, LINES, 0]
        again = start(home, new_file)
        again.wait()
        assert again.returncode == 0
        assert contents(home) == new
    assert seen == {old, new}
