"""What the console does beyond reading: files handed over and files handed out."""

from lianxin.console.actions.receipts import receipt_csv, receipt_xlsx
from lianxin.console.actions.uploads import Upload, discard, keep, open_upload, run, sweep

__all__ = [
    "Upload",
    "discard",
    "keep",
    "open_upload",
    "receipt_csv",
    "receipt_xlsx",
    "run",
    "sweep",
]
