"""What a report prints: a figure's answer to one reference, and the words that stand around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lianxin.engines.documents import FigureUse
from lianxin.engines.figures import Count, Difference, Figure, Sum
from lianxin.reports.rules.references import Reference
from lianxin.reports.rules.wording import Asked, JsonValue, Language


@dataclass(frozen=True)
class Answer:
    """As in `figures --json`. `groups` as its `by`; `receipt` is the hash of the rows, "" until published."""

    figure: Figure
    period: str
    where: Mapping[str, str]
    by: str
    value: JsonValue
    rows: int
    phrase: str
    previous: JsonValue
    change: float | None
    groups: tuple[Mapping[str, Any], ...] = ()
    receipt: str = ""
    hidden: bool = False
    hidden_groups: frozenset[str] = frozenset()

    @property
    def asked(self) -> Asked:
        return Asked(self.value, self.figure.unit, self.previous, self.change, self.hidden)

    @property
    def adds_up(self) -> bool:
        """Whether the groups of a split sum to the whole; different orders on each platform do, too."""
        if isinstance(self.figure.fold, Count | Sum | Difference):
            return True
        return (
            bool(self.groups)
            and isinstance(self.value, int)
            and self.value == sum(group["value"] for group in self.groups)
        )

    @property
    def nothing(self) -> bool:
        """Nothing to say: no value, or zero."""
        return self.value is None or float(self.value) == 0

    def of_group(self, key: str) -> Asked:
        """A group's value; one that has no rows is 0 where the groups add up, else no value."""
        found = next((g["value"] for g in self.groups if g[self.by] == key), None)
        if found is None and self.adds_up:
            found = 0 if isinstance(self.value, int) else "0.00"
        return Asked(found, self.figure.unit, hidden=self.hidden or key in self.hidden_groups)


@dataclass(frozen=True)
class Use:
    """One figure in one place of the document. `id` is unique in it."""

    id: str
    style: str
    answer: Answer


@dataclass(frozen=True)
class Words:
    """What only the web app knows how to say, in the report's language."""

    language: Language
    dimension: Callable[[str], str]
    group: Callable[[str, str], str]  # (dimension, key)
    period: Callable[[str], str]

    def name(self, figure: Figure) -> str:
        return figure.zh if self.language == "zh" else figure.en

    def definition(self, figure: Figure) -> str:
        return figure.definition_zh if self.language == "zh" else figure.definition

    def pick(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en


def condition_holds(reference: Reference, answers: Sequence[Answer]) -> bool:
    """`{{? … }}`: any figure has something to say; with style=change or previous, had it a year earlier."""
    if reference.style in ("change", "previous"):
        return any(answer.previous is not None for answer in answers)
    return any(not answer.nothing for answer in answers)


def figure_use(use: Use, text: str, words: Words, snapshot: str) -> FigureUse:
    answer = use.answer
    return FigureUse(
        id=use.id,
        key=answer.figure.key,
        name=words.name(answer.figure),
        period=answer.period,
        where=dict(answer.where),
        by=answer.by or None,
        style=use.style,
        value=None if answer.hidden else answer.value,
        unit=answer.figure.unit,
        rows=0 if answer.hidden else answer.rows,
        text=text,
        snapshot=snapshot,
        receipt=answer.receipt,
        scope=scope(answer, words),
        groups=tuple(
            group
            for group in answer.groups
            if not answer.hidden and group[answer.by] not in answer.hidden_groups
        ),
    )


def scope(answer: Answer, words: Words) -> str:
    """Filters and split, in words."""
    filters = [
        words.pick(f"{words.dimension(name)}为{value}", f"{words.dimension(name)}: {value}")
        for name, value in answer.where.items()
    ]
    split = words.pick(f"按{words.dimension(answer.by)}", f"by {words.dimension(answer.by).lower()}")
    return words.pick("；", "; ").join([*filters, *([split] if answer.by else [])])
