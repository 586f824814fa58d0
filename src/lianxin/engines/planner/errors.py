"""What can be wrong with the planner's files: codes with parameters, never words.

PlannerError
  BadFile   plan_file_faults(count)   the document is no instance, or no plan; `faults` says all that is wrong
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a document; `place` is where, such as ``products[3].grower``."""

    place: str
    code: str
    params: dict[str, Any] = field(default_factory=dict, hash=False)


class PlannerError(Exception):
    """`code` and `params` say what happened; the words live elsewhere."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class BadFile(PlannerError):
    """The document cannot be used; `faults` names everything that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("plan_file_faults", count=len(faults))
        self.faults = tuple(faults)
