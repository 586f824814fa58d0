"""What the console does beyond reading: files handed over and files handed out."""

from lianxin.console.actions.receipts import receipt_csv, receipt_xlsx
from lianxin.console.actions.uploads import Progress, progress, start, stop
from lianxin.core.uploads import Upload, discard, keep, open_upload, sweep

__all__ = [
    "Progress",
    "Upload",
    "discard",
    "keep",
    "open_upload",
    "progress",
    "receipt_csv",
    "receipt_xlsx",
    "start",
    "stop",
    "sweep",
]
