"""What the worker does for studios, every minute."""

from typing import Any

from lianxin.jobs.rules import Control
from lianxin.spaces.actions import remind_overdue, settle_due


def settle(arguments: dict[str, Any], control: Control) -> dict[str, Any]:
    """The job kind `spaces_settle`: missed sessions, lapsed requests and offers, overdue loans."""
    return settle_due() | {"reminded": remind_overdue()}
