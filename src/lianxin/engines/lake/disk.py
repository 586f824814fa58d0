"""Files of the lake on disk: made durable before a commit, taken away when a write is given up."""

import os
from pathlib import Path


def data_files(data: Path) -> set[Path]:
    return {Path(folder) / name for folder, _, names in os.walk(data) for name in names}


def sync(paths: set[Path]) -> None:
    """Write files and the folders that hold them through to the disk; DuckDB does not."""
    folders = {folder for path in paths for folder in list(path.parents)[:3]}
    for path in sorted(paths | folders):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(paths: set[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
