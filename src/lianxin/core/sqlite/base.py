"""Django's SQLite backend; who finds the database locked sleeps here and asks again, not inside SQLite.

SQLite's own waiting holds the connection's mutex. Python's garbage collector may come upon a leftover cursor
of that connection in any thread, also in the one that writes: it would then wait for the waiting one, which
waits for it, until thirty seconds are over. Whoever sleeps here holds nothing, and can look up meanwhile.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

from django.db.backends.sqlite3 import base
from pysqlite3 import OperationalError

#: A nap lasts between the two, in seconds; nobody is in line, so whoever wakes first is next.
_NAP = (0.004, 0.02)
_LOCKED = "database is locked"


class DatabaseWrapper(base.DatabaseWrapper):
    #: Called after every nap while others write; what it raises ends the waiting.
    meanwhile: Callable[[], None] | None = None

    def init_connection_state(self) -> None:
        super().init_connection_state()
        self.connection.execute("PRAGMA busy_timeout = 0")

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = self.connection.cursor(factory=_Cursor)
        cursor.waits = (
            None if self.in_atomic_block else self
        )  # a transaction that has begun finds nothing locked
        return cursor

    @property
    def patience(self) -> float:
        """Seconds."""
        return float(self.settings_dict["OPTIONS"].get("timeout", 5))


class _Cursor(base.SQLiteCursorWrapper):
    waits: DatabaseWrapper | None = None

    def execute(self, query: str, params: Any = None) -> Any:
        if self.waits is None:
            return super().execute(query, params)
        ask = self.waits.meanwhile
        until = time.monotonic() + self.waits.patience
        while True:
            try:
                return super().execute(query, params)
            except OperationalError as error:
                if str(error) != _LOCKED or time.monotonic() > until:
                    raise
            time.sleep(random.uniform(*_NAP))  # noqa: S311  no secret
            if ask:
                ask()
