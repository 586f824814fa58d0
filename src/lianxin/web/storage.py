"""Static files whose address changes with their content, so that browsers may keep them for ever."""

from functools import cache
from pathlib import Path
from zlib import crc32

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class StampedStorage(StaticFilesStorage):
    """`tabler.min.css?v=1a2b3c4d`. Needs no collectstatic: files are served from the package."""

    def url(self, name: str | None) -> str:
        address = super().url(name)
        return f"{address}?v={_stamp(name)}" if name and not name.endswith("/") else address


@cache
def _stamp(name: str) -> str:
    path = finders.find(name)
    return f"{crc32(Path(path).read_bytes()):08x}" if path else "0"
