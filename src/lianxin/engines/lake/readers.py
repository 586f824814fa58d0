"""Connections for readers, kept open: opening one takes 0.1 s, most reads take less."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

_KEPT = 2


@dataclass(frozen=True)
class Copy:
    """A connection and the copy of the catalog it reads; DuckLake opens the file again and again."""

    con: Any
    place: TemporaryDirectory[str]

    def close(self) -> None:
        self.con.close()
        self.place.cleanup()


class Readers:
    """At most two snapshots stay open in a process; one in use is never closed."""

    def __init__(self, opener: Callable[[int | None], Copy]) -> None:
        self._open = opener
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, Copy] = OrderedDict()
        self._users: dict[int, int] = {}
        self._newest: tuple[object, int] | None = None

    @contextmanager
    def borrow(self, snapshot: int) -> Iterator[Any]:
        """A cursor of its own on the snapshot; cursors of one snapshot may run at the same time."""
        with self._lock:
            if snapshot not in self._kept:
                self._kept[snapshot] = self._open(snapshot)
            self._kept.move_to_end(snapshot)
            self._users[snapshot] = self._users.get(snapshot, 0) + 1
            con = self._kept[snapshot].con.cursor()
            self._drop_idle()
        try:
            yield con
        finally:
            con.close()
            with self._lock:
                self._users[snapshot] -= 1
                self._drop_idle()

    def _drop_idle(self) -> None:
        for snapshot in list(self._kept)[:-_KEPT]:
            if not self._users.get(snapshot):
                self._kept.pop(snapshot).close()

    def newest_number(self, stamp: object, ask: Callable[[], int]) -> int:
        """The newest snapshot's number, asked anew only when `stamp` has moved."""
        with self._lock:
            if self._newest is None or self._newest[0] != stamp:
                self._newest = (stamp, ask())
            return self._newest[1]

    def close(self) -> None:
        with self._lock:
            while self._kept:
                self._kept.popitem()[1].close()
