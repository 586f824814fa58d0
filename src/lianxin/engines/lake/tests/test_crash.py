"""kill -9 at any moment of an import: the lake holds the old state or the new one; a rerun completes it."""

import multiprocessing as mp
import random
import shutil
import time

from lianxin.engines.lake import Lake
from lianxin.engines.lake.tests.exports import ask, import_many, many, put, source

OLD, NEW = [("paid", 10_000)], [("closed", 40_000)]
STATE = "SELECT status, count(*) FROM lake.lines GROUP BY 1"
KILLS = 20


def _start(folder):
    context = mp.get_context("forkserver")
    context.set_forkserver_preload(["lianxin.engines.lake.tests.exports"])
    here, there = context.Pipe()
    child = context.Process(target=import_many, args=(folder, there))
    child.start()
    assert here.recv() == "go"
    return child


def test_killed_imports(folder):
    chance, seconds, killed = random.Random(7), 0.0, 0
    old = folder / "old"
    lake = Lake(old)
    put(lake, list(many(10_000, "paid")), source("first", 1))
    lake.close()
    for number in range(KILLS + 1):
        place = folder / f"lake{number}"
        shutil.copytree(old, place)
        child, begun = _start(place), time.monotonic()
        if number:  # the first one runs through, to learn how long it takes
            time.sleep(chance.uniform(0, seconds))
            child.kill()
        child.join()
        seconds = seconds or time.monotonic() - begun
        killed += child.exitcode == -9
        lake = Lake(place)
        state = ask(lake, STATE)
        assert state in (OLD, NEW)
        assert {c.batch for c in lake.batches()} == ({"first"} if state == OLD else {"first", "second"})
        put(lake, list(many(40_000, "closed")), source("second", 2))
        assert ask(lake, STATE) == NEW
        assert lake.health() == []
        lake.close()
    assert killed >= KILLS // 2  # else the kills came too late to prove anything
