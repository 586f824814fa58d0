"""What can go wrong with the lake.

LakeError
    LakeBusy          another process is writing and did not finish in time
    UnknownSnapshot   there is no such snapshot
    LakeDamaged       files are missing or the catalog does not open
    LakeLost          there is no lake where there was one
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb


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


class LakeLost(LakeError):
    code = "lake_lost"


@contextmanager
def damage_told() -> Iterator[None]:
    """LakeDamaged for what DuckDB says about data files that are missing or cannot be read."""
    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        if "No space left" in str(error):
            raise
        raise LakeDamaged(reason=str(error).splitlines()[0]) from error
