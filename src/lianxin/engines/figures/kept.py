"""What one process compiled, for the next one: loading Ibis and compiling takes longer than most queries run.

A folder per edition of the program, a small JSON file per question. Losing them costs nothing but time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

_BEGUN = time.time()
_MARGIN = 2.0  # seconds: modules are read shortly before and after this one
_PROGRAM = Path(__file__).parents[2]
_NOT_RUN = {"tests", "migrations", "__pycache__"}
_EDITIONS = 3  # of the program, whose folders stay


class Kept:
    """JSON objects by key in `folder`; without a folder, and where it cannot be written, nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._parent = folder

    def read(self, key: str) -> dict[str, Any] | None:
        """What was kept under the key by a process of this same edition; None if nothing readable was."""
        path = self._path(key)
        try:
            found = json.loads(path.read_bytes()) if path else None
        except (OSError, ValueError):
            return None
        value = found.get("value") if isinstance(found, dict) and found.get("key") == key else None
        return value if isinstance(value, dict) else None

    def write(self, key: str, value: dict[str, Any]) -> None:
        """Whole or not at all."""
        if (path := self._path(key)) is None:
            return
        try:
            if not path.parent.is_dir():
                path.parent.mkdir(parents=True, exist_ok=True)
                _drop_old(path.parent)
            _write_whole(path, json.dumps({"key": key, "value": value}, ensure_ascii=False))
        except OSError:  # a full disk, a home that may only be read
            return

    def _path(self, key: str) -> Path | None:
        if self._parent is None or (edition := running_edition()) is None:
            return None
        return self._parent / edition / f"{hashlib.sha256(key.encode()).hexdigest()}.json"


def _write_whole(path: Path, text: str) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _drop_old(newest: Path) -> None:
    others = [folder for folder in newest.parent.iterdir() if folder.is_dir() and folder != newest]
    others.sort(key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in others[_EDITIONS - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)


@cache
def running_edition() -> str | None:
    """That of this process. None if the program was changed after the process had begun to load it."""
    return edition(_PROGRAM, before=_BEGUN - _MARGIN)


def edition(program: Path, *, before: float) -> str | None:
    """Another text whenever any line of the program or a compiler's version is another.

    None if a file was changed after `before` (seconds since 1970): what is loaded may not be what is there.
    """
    digest = hashlib.sha256(f"{version('ibis-framework')} {version('sqlglot')}".encode())
    for path in _sources(program):
        if path.stat().st_ctime > before:
            return None
        content = path.read_bytes()
        digest.update(f"{path.relative_to(program)} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:32]


def _sources(program: Path) -> list[Path]:
    found: list[Path] = []
    for folder, inner, names in os.walk(program):
        inner[:] = [name for name in inner if name not in _NOT_RUN]
        found.extend(Path(folder, name) for name in names if name.endswith(".py"))
    return sorted(found)
