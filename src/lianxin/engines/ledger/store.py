"""The ledger's file: entries are appended by any number of threads and processes, and make one chain."""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite  # the bundled one: others may corrupt WAL files (docs/adr/0003)

from lianxin.engines.ledger import schema
from lianxin.engines.ledger.chain import GENESIS, SALT_BYTES, Entry, canonical, hash_of, leaf_of
from lianxin.engines.ledger.errors import LedgerLost, as_unwritable
from lianxin.engines.ledger.headfile import sync_folder
from lianxin.engines.ledger.merkle import TILE, Tree, leaf_hash, root_of
from lianxin.lib.dates import BEIJING

_COLUMNS = "seq, at, prev, hash, leaf, salt, payload"
_BUSY_SECONDS = 20


def beijing_now() -> datetime:
    return datetime.now(BEIJING)


class Store:
    """Raises Unwritable whenever the file cannot be opened, read or written."""

    def __init__(self, path: Path, *, known: bool, clock: Callable[[], datetime] = beijing_now) -> None:
        """`known`: there has been a ledger here before, so that a missing file is a lost one."""
        self.path = path
        self._known = known
        self._clock = clock
        self._local = threading.local()

    # -- connections

    def connection(self) -> Any:
        """This thread's own. Raises LedgerLost."""
        held = getattr(self._local, "held", None)
        if held is None or held[0] != os.getpid():  # a forked process must not use its parent's
            with as_unwritable():
                self._local.held = held = (os.getpid(), self._open())
        return held[1]

    def close(self) -> None:
        """This thread's connection."""
        held = self._local.__dict__.pop("held", None)
        if held is not None and held[0] == os.getpid():
            held[1].close()

    def _open(self) -> Any:
        if self._known and not self.path.exists():
            raise LedgerLost(file=str(self.path))
        return _connect(self.path)

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """A transaction that no other writer runs beside."""
        con = self.connection()
        with as_unwritable():
            con.execute("BEGIN IMMEDIATE")
            try:
                yield con
                con.execute("COMMIT")
            except BaseException:
                if con.in_transaction:
                    con.execute("ROLLBACK")
                raise

    # -- writing

    def append(self, payload: dict[str, Any], subjects: Sequence[str]) -> Entry:
        """On the disk when this returns. `subjects` are the keys of payload["subjects"]."""
        if set(subjects) != set(payload.get("subjects", ())):
            raise ValueError("the subjects are not those of the payload")
        text = canonical(payload)
        with self.writing() as con:
            return self._insert(con, payload, text, _salt(), subjects)

    def _insert(
        self, con: Any, payload: dict[str, Any], text: str, salt: bytes, subjects: Sequence[str]
    ) -> Entry:
        seq, prev = tail(con)
        seq += 1
        at = self._clock().isoformat(timespec="microseconds")
        leaf = leaf_of(salt, text)
        entry = Entry(seq, at, prev, hash_of(prev, seq, at, leaf), leaf, salt, payload)
        con.execute(
            f"INSERT INTO entries ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            (seq, at, prev, entry.hash, leaf, salt, text),
        )
        con.executemany(
            "INSERT INTO subjects VALUES (?, ?)", [(subject, seq) for subject in sorted(subjects)]
        )
        return entry

    def erase(self, numbers: Sequence[int], tombstone: dict[str, Any]) -> Entry | None:
        """Payload and salt of these entries go for good; `tombstone` is appended, with whom they were about.

        Tombstones and restores stay, what is erased or not there is passed over; None if nothing is left.
        """
        with self.writing() as con:
            erased = {}
            for seq in sorted(numbers):
                found = con.execute("SELECT payload FROM entries WHERE seq = ?", (seq,)).fetchone()
                payload = json.loads(found[0]) if found and found[0] else {"erased": {}}
                if not payload.keys() & {"erased", "segment"}:
                    con.execute("UPDATE entries SET payload = NULL, salt = NULL WHERE seq = ?", (seq,))
                    erased[str(seq)] = sorted(payload.get("subjects", ()))
            stone = {**tombstone, "erased": erased}
            entry = self._insert(con, stone, canonical(stone), _salt(), ()) if erased else None
        with as_unwritable():
            con.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the log still holds what was erased
        return entry

    # -- reading

    def size(self) -> int:
        with as_unwritable():
            return tail(self.connection())[0]

    def hash_at(self, seq: int) -> bytes | None:
        """Of the entry with that number; of no entry at all for 0."""
        if seq == 0:
            return GENESIS
        row = self._rows("SELECT hash FROM entries WHERE seq = ?", (seq,))
        return row[0][0] if row else None

    def entries(self, first: int, count: int) -> list[Entry]:
        """Oldest first."""
        return self._entries("WHERE seq >= ? ORDER BY seq LIMIT ?", (first, count))

    def about(self, subject: str, before: int | None, limit: int) -> list[Entry]:
        """Newest first."""
        return self._entries(
            "JOIN subjects USING (seq) WHERE subject = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
            (subject, before or 1 << 62, limit),
        )

    def by_actor(self, actor: str, before: int | None, limit: int) -> list[Entry]:
        """Newest first."""
        return self._entries(
            "WHERE json_extract(payload, '$.actor') = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
            (actor, before or 1 << 62, limit),
        )

    def _entries(self, condition: str, parameters: tuple[Any, ...]) -> list[Entry]:
        rows = self._rows(f"SELECT {_COLUMNS} FROM entries {condition}", parameters)  # noqa: S608
        return [_entry(*row) for row in rows]

    def _rows(self, query: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        with as_unwritable():
            return self.connection().execute(query, parameters).fetchall()  # type: ignore[no-any-return]

    # -- the tree

    def tree(self, size: int) -> Tree:
        """Of the first `size` entries. Tiles that are complete by now are kept."""
        tiles = [root for (root,) in self._rows("SELECT root FROM tiles ORDER BY number")]
        fresh = [
            (number, root_of(self._leaves(number * TILE, (number + 1) * TILE)))
            for number in range(len(tiles), size // TILE)
        ]
        if fresh:
            with self.writing() as con:
                con.executemany("INSERT OR REPLACE INTO tiles VALUES (?, ?)", fresh)
        return Tree([*tiles, *(root for _, root in fresh)], self._leaves)

    def _leaves(self, first: int, last: int) -> list[bytes]:
        rows = self._rows("SELECT hash FROM entries WHERE seq > ? AND seq <= ? ORDER BY seq", (first, last))
        return [leaf_hash(row[0]) for row in rows]


def _salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def make(path: Path) -> None:
    """An empty ledger, if there is none."""
    with as_unwritable():
        _connect(path).close()


def _connect(path: Path) -> Any:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    con = sqlite.connect(str(path), timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            con.execute(f"PRAGMA {pragma}")
        if not _is_made(con):
            _make_tables(con)
            sync_folder(path.parent)
    except BaseException:
        con.close()
        raise
    return con


def _is_made(con: Any) -> bool:
    return bool(con.execute("SELECT 1 FROM sqlite_schema WHERE name = 'entries'").fetchone())


def _make_tables(con: Any) -> None:
    con.execute("BEGIN IMMEDIATE")
    if not _is_made(con):  # two may have come here at once
        for statement in schema.STATEMENTS:
            con.execute(statement)
    con.execute("COMMIT")


def tail(con: Any) -> tuple[int, bytes]:
    """Number and hash of the last entry."""
    row = con.execute("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1").fetchone()
    return row or (0, GENESIS)


def _entry(*row: Any) -> Entry:
    seq, at, prev, own, leaf, salt, text = row
    return Entry(seq, at, prev, own, leaf, salt, None if text is None else json.loads(text))
