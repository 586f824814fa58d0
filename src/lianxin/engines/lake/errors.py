"""What can go wrong with the lake.

LakeError
    LakeBusy          another process is writing and did not finish in time
    UnknownSnapshot   there is no such snapshot
    LakeDamaged       files are missing or the catalog does not open
"""

from typing import Any


class LakeError(Exception):
    """Base. `code` and `params` are for the words shown to a user."""

    code = "lake_error"

    def __init__(self, **params: Any) -> None:
        super().__init__(f"{self.code} {params}")
        self.params = params


class LakeBusy(LakeError):
    code = "lake_busy"


class UnknownSnapshot(LakeError):
    code = "unknown_snapshot"


class LakeDamaged(LakeError):
    code = "lake_damaged"
