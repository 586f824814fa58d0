"""The order store: append, merge, snapshot, files. See docs/architecture.md."""

from lianxin.engines.lake.errors import LakeBusy, LakeDamaged, LakeError, UnknownSnapshot
from lianxin.engines.lake.lake import Committed, Lake, Reading
from lianxin.engines.lake.rollback import RolledBack
from lianxin.engines.lake.upsert import Counts, Source
from lianxin.engines.lake.writing import Writing

__all__ = [
    "Committed",
    "Counts",
    "Lake",
    "LakeBusy",
    "LakeDamaged",
    "LakeError",
    "Reading",
    "RolledBack",
    "Source",
    "UnknownSnapshot",
    "Writing",
]
