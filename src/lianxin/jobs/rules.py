"""What a background job may do while it runs, and how long the worker waits for a sign of life."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

#: A job whose worker has given no sign of life for so long is taken over. Longer than the database's own
#: patience with a busy writer (30 s), so that a worker that merely waits is not taken for dead.
LEASE = timedelta(seconds=90)
HEARTBEAT_SECONDS = 2.0
#: A job that has taken its worker down this often is given up.
MAX_ATTEMPTS = 3


class Stopped(Exception):
    """Raised by a progress callback when the work is to stop. `result` is what had been reached by then."""

    def __init__(self, result: Any = None) -> None:
        super().__init__()
        self.result = result


class Control:
    """Handed to a job: it reports how far it is, and learns that it is to stop.

    Writes nothing itself: the worker's heartbeat carries the numbers to the database, in its own transaction.
    """

    def __init__(self) -> None:
        self.done = 0
        self.total: int | None = None
        self._stop = threading.Event()

    def progress(self, done: int, total: int | None = None) -> None:
        """Raises Stopped."""
        self.done, self.total = done, total
        if self._stop.is_set():
            raise Stopped

    def stop(self) -> None:
        self._stop.set()
