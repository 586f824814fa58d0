"""Imports in the background."""

import datetime as dt
from pathlib import Path
from typing import Any

from lianxin.accounts.models import User
from lianxin.core.messages import message
from lianxin.jobs.rules import Control, Stopped
from lianxin.records.actions import import_paths
from lianxin.records.rules import Refused


def run_import(arguments: dict[str, Any], control: Control) -> dict[str, Any]:
    """The job kind `import`. `arguments` are those of `import_paths`: paths as text, `actor` the user's id,
    `exported_at` as 2021-06-09T21:25:25. Returns its document, or {"refused": why}.
    """
    given = dict(arguments)
    paths = [Path(path) for path in given.pop("paths")]
    actor = User.objects.filter(pk=given.pop("actor", None)).first()
    mapping = given.pop("mapping", None)
    exported_at = given.pop("exported_at", None)
    try:
        document = import_paths(
            paths=paths,
            actor=actor,
            mapping=Path(mapping) if mapping else None,
            exported_at=dt.datetime.fromisoformat(exported_at) if exported_at else None,
            progress=control.progress,
            **given,
        )
    except Refused as refused:
        return {"refused": message(refused.code, refused.params)}
    if document.get("stopped"):
        raise Stopped(document)
    return document
