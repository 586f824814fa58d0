"""What can be wrong with the planner's files: codes with parameters, never words.

PlannerError
  BadFile        plan_file_faults(count)  the document is no instance, or no plan; `faults` says what is wrong
  LocksConflict  plan_locks_conflict      the locks cannot stand together; `conflict` says which
  TooHard        plan_locks_unclear       whether the locks can stand together was not found out
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lianxin.engines.planner.conflicts import Conflict


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


class LocksConflict(PlannerError):
    """No plan can keep all locks: there is nothing that could be handed over."""

    def __init__(self, conflict: "Conflict") -> None:
        super().__init__("plan_locks_conflict")
        self.conflict = conflict


class TooHard(PlannerError):
    """Neither sessions that keep the locks nor a proof that there are none were found in so many tries."""

    def __init__(self) -> None:
        super().__init__("plan_locks_unclear")
