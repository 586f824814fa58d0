"""What a figure is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from lianxin.engines.figures.folds import Fold
    from lianxin.engines.figures.world import World

#: Counts: int. Money and decimals: Decimal with two places. Percent, medians: float with one. No value: None.
Value = int | Decimal | float | None


@dataclass(frozen=True, eq=False)
class Figure:
    """One query.

    `evidence(world)` gives the rows: what a reader wants to see, the dimensions of `by`, for flow figures
    `at` (date or timestamp, not shown), and where each row came from. Columns that start with "_" are not
    shown. Figures with the same evidence function are folded together; `only` then names the boolean column
    that keeps this figure's rows.
    """

    key: str
    zh: str
    en: str
    kind: Literal["flow", "point"]
    unit: str
    by: tuple[str, ...]
    definition: str
    definition_zh: str
    evidence: Callable[[World], Any]
    fold: Fold
    only: str = ""
    #: How a typed value of a dimension is written in the rows, where people write it in more than one way.
    spelling: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    #: Chinese headers of columns that no record sheet declares.
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> frozenset[str]:
        """The columns that the value is folded from."""
        return frozenset(self.fold.columns) | ({self.only} if self.only else frozenset())


def json_value(value: Value) -> int | str | float | None:
    """As in `figures --json`: decimals are text."""
    return f"{value:f}" if isinstance(value, Decimal) else value
