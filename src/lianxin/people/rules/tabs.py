"""What a line of work shows of a person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Tab:
    """A tab of a profile, and a part of the portal. `name` is an English message id.

    Of each sheet, the rows about the member are shown (`core.scope.Rule.about`); of a sheet that is about no
    member, those of the member's organisation. `finders`: sheet → function (rows, member number) that narrows
    rows to the member's where no column names the member.
    """

    slug: str
    name: str
    icon: str
    sheets: tuple[str, ...]
    finders: Mapping[str, Callable[[Any, str], Any]] = field(default_factory=dict)
