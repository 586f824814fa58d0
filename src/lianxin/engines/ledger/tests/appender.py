"""Run by test_crash.py: appends, and says after each entry that it stands.

    appender.py FOLDER NAME COUNT [careless]

`careless` reads the last entry without the lock, and waits before it writes: the control of the race.
"""

import sys
import time
from pathlib import Path

from lianxin.engines.ledger import Entry, Ledger, canonical, hash_of, leaf_of
from lianxin.engines.ledger.tests.making import SEED, event

folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
ledger = Ledger(folder, SEED)


def careless(payload: dict, subjects: list[str]) -> Entry:
    con = ledger._store.connection()
    prev = con.execute("SELECT hash FROM entries ORDER BY seq DESC LIMIT 1").fetchone()[0]
    time.sleep(0.002)
    text, salt = canonical(payload), bytes(16)
    con.execute("BEGIN IMMEDIATE")
    seq = con.execute("SELECT max(seq) + 1 FROM entries").fetchone()[0]
    leaf = leaf_of(salt, text)
    at = "2026-11-24T09:00:00.000000+08:00"
    row = (seq, at, prev, hash_of(prev, seq, at, leaf), leaf, salt, text)
    con.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    con.executemany("INSERT INTO subjects VALUES (?, ?)", [(subject, seq) for subject in subjects])
    con.execute("COMMIT")
    return Entry(*row[:6], payload)


append = careless if sys.argv[4:] else ledger.append
for number in range(count):
    payload = event(number, [f"member:{name}-{number}"])
    entry = append(payload, [f"member:{name}-{number}"])
    print(entry.seq, number, flush=True)
