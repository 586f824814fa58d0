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
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.core.files.uploadedfile import UploadedFile

from lianxin.accounts.models import User
from lianxin.jobs.actions import enqueue, request_stop
from lianxin.jobs.models import Job

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


class Progress(NamedTuple):
    """`document` is that of `import --json`, {} until it is there; `job` None if it ran without one."""

    state: str
    document: dict[str, Any]
    job: Job | None


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


def start(upload: Upload, *, actor: User, dry_run: bool) -> None:
    """Hands the files to the background worker, once however often it is asked.

    A file's password is not written into the database; with one the import runs right here.
    Raises records.rules.Refused then.
    """
    step = "check" if dry_run else "import"
    arguments = _arguments(upload, actor, dry_run)
    if arguments["password"]:
        from lianxin.records.actions import import_paths  # heavy: every command opens this module

        exported_at = arguments.pop("exported_at")
        arguments |= {
            "paths": upload.files,
            "actor": actor,
            "exported_at": datetime.fromisoformat(exported_at) if exported_at else None,
        }
        upload.write(step, {"result": import_paths(**arguments)})
        return
    job = enqueue(kind="import", arguments=arguments, idempotency_key=f"{step}-{upload.token}")
    upload.write(step, {"job": job.pk})


def progress(upload: Upload, step: str) -> Progress | None:
    """How far `check` or `import` is; None if it was not begun."""
    found = upload.read(step)
    if found is None:
        return None
    if "result" in found:
        return Progress("done", found["result"], None)
    job = Job.objects.get(pk=found["job"])
    return Progress(job.state, job.result or {}, job)


def stop(upload: Upload) -> None:
    """A check ends; an import ends after the file at hand, and what it has written stays."""
    for step in ("check", "import"):
        found = progress(upload, step)
        if found and found.job and not found.job.is_over:
            request_stop(job=found.job)


def _arguments(upload: Upload, actor: User, dry_run: bool) -> dict[str, Any]:
    options = upload.read("options") or {}
    return {
        "paths": [str(path) for path in upload.files],
        "actor": actor.pk,
        "kind": options.get("kind") or None,
        "shop": options.get("shop") or None,
        "password": options.get("password") or None,
        "exported_at": options.get("exported_at"),
        "whole_files": bool(options.get("whole_files")),
        "dry_run": dry_run,
        "keep_problems": True,
    }


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
