"""Locks between processes: one writer at a time, and no copy of the catalog while it is being committed."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lianxin.engines.lake.errors import LakeBusy


@contextmanager
def held(path: Path, *, shared: bool = False, wait: float = 600.0) -> Iterator[None]:
    """Hold the lock file. Raises LakeBusy after `wait` seconds."""
    mode = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB
    end = time.monotonic() + wait
    with path.open("a") as file:
        while True:
            try:
                fcntl.flock(file, mode)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise LakeBusy(seconds=int(wait)) from None
                time.sleep(0.02)
        yield
