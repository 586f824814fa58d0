"""Files that are handed out."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Write a file that is there whole or not at all: what fails midway leaves what was there before.

    It grows beside its place and is renamed at the end. A device or pipe is written to directly.
    """
    place = path.resolve()  # a link stays, what it points to is replaced
    if place.exists() and not place.is_file():
        with place.open("wb") as target:
            yield target
        return
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        with draft.open("wb") as target:
            if place.exists():
                shutil.copymode(place, draft)
            yield target
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
