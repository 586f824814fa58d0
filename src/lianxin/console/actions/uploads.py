"""Uploaded files through the check and the confirmation; `core.uploads` keeps them meanwhile."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from lianxin.accounts.models import User
from lianxin.core.uploads import Upload
from lianxin.jobs.actions import enqueue, request_stop
from lianxin.jobs.models import Job


class Progress(NamedTuple):
    """`document` is that of `import --json`, {} until it is there; `job` None if it ran without one."""

    state: str
    document: dict[str, Any]
    job: Job | None


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
