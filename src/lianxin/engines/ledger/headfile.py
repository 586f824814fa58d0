"""heads.txt: every head that was signed, one below the other."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from lianxin.engines.ledger.errors import as_unwritable
from lianxin.engines.ledger.heads import Head, heads_in

_LONGEST = 16_384  # a head has some 300 bytes; one with a reason for a restore a few more


class HeadFile:
    def __init__(self, path: Path) -> None:
        self.path = path

    def all(self) -> list[Head]:
        return list(heads_in(self._end(None)))

    def last(self) -> Head | None:
        """Reads only the end of the file."""
        return next(reversed(list(heads_in(self._end(_LONGEST)))), None)

    def _end(self, most: int | None) -> str:
        """The file's last `most` bytes. Raises Unwritable."""
        if not self.path.exists():
            return ""
        with as_unwritable(), self.path.open("rb") as file:
            length = file.seek(0, os.SEEK_END)
            file.seek(0 if most is None else max(length - most, 0))
            return file.read().decode(errors="replace")

    @contextmanager
    def locked(self) -> Iterator[BinaryIO]:
        """Nobody else signs meanwhile. Raises Unwritable."""
        with as_unwritable(), self.path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file

    def append(self, file: BinaryIO, head: Head) -> None:
        """On the disk when this returns. A blank line before it keeps it apart from what a crash cut off."""
        file.write(b"\n" * bool(file.tell()) + head.text.encode())
        file.flush()
        os.fsync(file.fileno())
        sync_folder(self.path.parent)


def sync_folder(folder: Path) -> None:
    """So that a new file's name is on the disk too."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
