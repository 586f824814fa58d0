"""What a file's own name and place tell."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath

from lianxin.lib.dates import BEIJING

_EPOCH = re.compile(r"(1\d{9})(?!\d)")


def epoch_in_name(names: Iterable[str]) -> datetime | None:
    """The second that Douyin puts at the head of a file's name, naive Beijing time. The first name that
    has one."""
    for name in names:
        head = _EPOCH.match(PurePath(name).name)
        if head:
            return datetime.fromtimestamp(int(head.group(1)), BEIJING).replace(tzinfo=None)
    return None
