"""Killed while it appends; many processes at once; and what becomes of the chain without the lock."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

from lianxin.engines.ledger.tests.making import event, fill, new

APPENDER = Path(__file__).parent / "appender.py"


def start(folder: Path, name: str, count: int, *more: str) -> subprocess.Popen:
    command = [sys.executable, str(APPENDER), str(folder), name, str(count), *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_killed_while_appending(folder: Path) -> None:
    """What was acknowledged is there, and the chain holds; heads are signed in between."""
    acknowledged: list[tuple[int, str]] = []
    for cycle in range(8):
        process = start(folder, f"c{cycle}", 10**9)
        for line in process.stdout:
            seq, number = line.split()
            acknowledged.append((int(seq), f"member:c{cycle}-{number}"))
            if int(number) >= 30:
                break
        time.sleep(random.Random(cycle).random() / 50)
        os.kill(process.pid, signal.SIGKILL)
        for line in process.stdout:  # said before the kill, read after it
            if line.endswith("\n") and len(line.split()) == 2:
                seq, number = line.split()
                acknowledged.append((int(seq), f"member:c{cycle}-{number}"))
        process.stdout.close()
        assert process.wait() == -signal.SIGKILL
        ledger = new(folder)
        assert ledger.verify().ok
        ledger.sign_head()
        ledger.close()
    ledger = new(folder)
    assert len(acknowledged) > 240
    for seq, subject in acknowledged:
        assert [entry.seq for entry in ledger.about(subject)] == [seq]
    assert ledger.verify().ok
    assert ledger.verify().heads == 8


def test_processes_at_once_make_one_chain(folder: Path) -> None:
    fill(new(folder), 1)
    processes = [start(folder, name, 100) for name in "abcd"]
    numbers = [
        int(line.split()[0]) for process in processes for line in process.communicate()[0].splitlines()
    ]
    assert all(process.returncode == 0 for process in processes)
    assert sorted(numbers) == list(range(2, 402))
    report = new(folder).verify()
    assert report.ok
    assert report.entries == 401


def test_control_without_the_lock_the_chain_forks(folder: Path) -> None:
    """With the trigger and UNIQUE(prev) away as well: they alone would already stop it."""
    fill(new(folder), 1)
    con = sqlite3.connect(folder / "ledger.sqlite")
    for (name,) in con.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        con.execute(f"DROP TRIGGER {name}")
    con.execute("CREATE TABLE others (seq INTEGER PRIMARY KEY, at, prev, hash, leaf, salt, payload)")
    con.execute("INSERT INTO others SELECT * FROM entries")
    con.execute("DROP TABLE entries")
    con.execute("ALTER TABLE others RENAME TO entries")
    con.commit()
    processes = [start(folder, name, 50, "careless") for name in "abcd"]
    for process in processes:
        process.communicate()
    twice = con.execute("SELECT count(*) FROM (SELECT 1 FROM entries GROUP BY prev HAVING count(*) > 1)")
    assert twice.fetchone()[0] > 0
    con.close()
    codes = {finding.code for finding in new(folder).verify().findings if finding.level == "wrong"}
    assert codes == {"link", "schema"}


def test_threads_at_once_make_one_chain(folder: Path) -> None:
    ledger = new(folder)

    def append(name: str) -> None:
        for number in range(40):
            ledger.append(event(number, [f"member:{name}"]), [f"member:{name}"])
        ledger.close()

    threads = [threading.Thread(target=append, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ledger.verify().ok
    assert ledger.size() == 160


def test_heads_signed_at_once_stand_one_below_the_other(folder: Path) -> None:
    ledger = new(folder)

    def sign(name: str) -> None:
        for number in range(10):
            ledger.append(event(number, [f"member:{name}"]), [f"member:{name}"])
            ledger.sign_head()
        ledger.close()

    threads = [threading.Thread(target=sign, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = ledger.verify()
    assert report.ok
    assert ledger.last_head().size == 30
