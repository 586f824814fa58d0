"""What the worker does for trust."""

from typing import Any

from lianxin.jobs.rules import Control
from lianxin.trust.actions import run_retention


def retention(arguments: dict[str, Any], control: Control) -> dict[str, Any]:
    """The job kind `retention`: class → rows emptied or removed."""
    return run_retention(progress=control.progress)
