"""A figure split by each thing it can be split by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lianxin.console.queries.computed import computed
from lianxin.console.queries.names import names_of, names_somebody
from lianxin.engines.figures import DATED, Figure
from lianxin.lib.dates import Period

#: Parts shown at first; the rest opens on request.
SHOWN = 8


@dataclass(frozen=True)
class Part:
    """`name` "" stands for rows without a value; `title` is what a number in `name` stands for.

    `share` is of the largest part, 0 to 100, for the bar.
    """

    name: str
    title: str
    value: Any
    rows: int
    share: float


@dataclass(frozen=True)
class Split:
    dimension: str
    parts: tuple[Part, ...]

    @property
    def first(self) -> tuple[Part, ...]:
        return self.parts[:SHOWN]

    @property
    def rest(self) -> tuple[Part, ...]:
        return self.parts[SHOWN:]


def splits(
    figure: Figure, period: Period, snapshot: str, where: Mapping[str, str], *, of_members: bool
) -> list[Split]:
    """One split per dimension that is not a date and not filtered already, the largest part first.

    `of_members`: also the split by member, which tells the members it names.
    """
    names = [name for name in figure.by if name not in DATED and name not in where]
    names = [name for name in names if of_members or not names_somebody([name])]
    return [_split(figure, name, period, snapshot, where) for name in names]


def _split(figure: Figure, name: str, period: Period, snapshot: str, where: Mapping[str, str]) -> Split:
    (answer,) = computed((figure.key,), period.text, snapshot, where=where, by=name)
    amounts = [float(part["value"] or 0) for part in answer["by"]]
    largest = max(amounts, default=0.0)
    titles = names_of(name, [part[name] for part in answer["by"]])
    parts = [
        Part(
            part[name],
            titles.get(part[name], ""),
            part["value"],
            part["rows"],
            100 * max(amount, 0.0) / largest if largest > 0 else 0.0,
        )
        for part, amount in zip(answer["by"], amounts, strict=True)
    ]
    return Split(name, tuple(sorted(parts, key=lambda part: (-float(part.value or 0), part.name))))
