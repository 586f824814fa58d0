"""Uploaded files between the check and the confirmation.

They may hold buyers' data, which the home must never hold. So they lie in a folder of their own outside it,
for the owner's eyes only, under a name nobody can guess, for an hour at most.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

_PREFIX = "lianxin-upload-"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
LIFETIME = 3600  # seconds


@dataclass(frozen=True)
class Upload:
    token: str
    folder: Path

    @property
    def files(self) -> list[Path]:
        return sorted(path for path in (self.folder / "files").glob("*/*"))

    def read(self, name: str) -> dict[str, Any] | None:
        """What was written under the name: options, check, import."""
        path = self.folder / f"{name}.json"
        if not path.exists():
            return None
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found

    def write(self, name: str, value: Mapping[str, Any]) -> None:
        path = self.folder / f"{name}.json"
        path.write_text(json.dumps(value, ensure_ascii=False, default=str), encoding="utf-8")


def keep(files: Iterable[UploadedFile[Any]], options: Mapping[str, Any]) -> Upload:
    """Puts the files away; removes what others left behind for over an hour."""
    sweep()
    token = secrets.token_urlsafe(24)
    upload = Upload(token, _folder(token))
    upload.folder.mkdir(mode=0o700)
    for number, file in enumerate(files):
        place = upload.folder / "files" / f"{number:03d}"
        place.mkdir(parents=True)
        with (place / _safe_name(file.name or "")).open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
    upload.write("options", options)
    return upload


def open_upload(token: str) -> Upload | None:
    """None for a token that is none, or whose hour is over."""
    if not _TOKEN.fullmatch(token):
        return None
    folder = _folder(token)
    return Upload(token, folder) if folder.is_dir() and not _expired(folder) else None


def discard(upload: Upload) -> None:
    shutil.rmtree(upload.folder, ignore_errors=True)


def sweep() -> None:
    """Removes uploads that nobody confirmed within their hour."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if _expired(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _folder(token: str) -> Path:
    return Path(tempfile.gettempdir()) / f"{_PREFIX}{token}"


def _expired(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime > LIFETIME
    except FileNotFoundError:
        return True


def _safe_name(name: str) -> str:
    """The file's own name, which later stands in every row's source; no part of it can lead elsewhere."""
    return re.sub(r"[\x00-\x1f/\\]", "_", Path(name).name).lstrip(".") or "upload"
