"""The order store: append, merge, snapshot, files. See docs/architecture.md."""

from lianxin.engines.lake.errors import (
    LakeBusy,
    LakeDamaged,
    LakeError,
    LakeLost,
    UnknownSnapshot,
    damage_told,
)
from lianxin.engines.lake.lake import Committed, Lake, Reading
from lianxin.engines.lake.rollback import RolledBack
from lianxin.engines.lake.targets import Counts, Source
from lianxin.engines.lake.writing import Writing

__all__ = [
    "Committed",
    "Counts",
    "Lake",
    "LakeBusy",
    "LakeDamaged",
    "LakeError",
    "LakeLost",
    "Reading",
    "RolledBack",
    "Source",
    "UnknownSnapshot",
    "Writing",
    "damage_told",
]
