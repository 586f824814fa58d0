"""A text and the answers to its references, made into the blocks of a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lianxin.engines.charts import ChartError
from lianxin.engines.documents import Block, FigureUse, Paragraph, Shown, Text
from lianxin.reports.rules.answers import Answer, Use, Words, condition_holds, figure_use
from lianxin.reports.rules.markup import Places, Typed, kept, parsed, typed_in_title
from lianxin.reports.rules.pictures import chart
from lianxin.reports.rules.references import Fault, Mark, Reference
from lianxin.reports.rules.tables import table
from lianxin.reports.rules.wording import printed


@dataclass(frozen=True)
class Question:
    """What is asked of the figures for one reference and key."""

    key: str
    period: str
    where: tuple[tuple[str, str], ...]
    by: str


@dataclass
class Composed:
    """`figures` and `uses` go together: what is carried by the document, and what it was made from."""

    blocks: list[Block] = field(default_factory=list)
    figures: list[FigureUse] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    typed: list[Typed] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def questions(marks: Iterable[Mark]) -> list[Question]:
    """Each once, in the order of the text."""
    return list(dict.fromkeys(q for mark in marks if mark.reference for q in asked(mark.reference)))


def asked(reference: Reference) -> list[Question]:
    return [Question(key, reference.period, reference.where, reference.by) for key in reference.keys]


def compose(
    text: str,
    marks: Sequence[Mark],
    answers: Mapping[Question, Answer],
    words: Words,
    *,
    title: str,
    snapshot: str,
) -> Composed:
    """`answers` holds one for each of `questions(marks)`, whose own faults are not repeated."""
    work = _Work(marks, answers, words, snapshot)
    standing = kept(text, marks, work.holds)
    found = parsed(standing, Places(work.inline, work.block, work.is_block), words.language)
    return Composed(
        found.blocks,
        work.figures,
        work.uses,
        [*typed_in_title(title, words.language), *found.typed],
        [*found.faults, *work.faults],
    )


class _Work:
    """Gives every place its own figure use, in the order in which they are printed."""

    def __init__(
        self, marks: Sequence[Mark], answers: Mapping[Question, Answer], words: Words, snapshot: str
    ) -> None:
        self._marks, self._answers, self._words, self._snapshot = marks, answers, words, snapshot
        self.uses: list[Use] = []
        self.figures: list[FigureUse] = []
        self.faults: list[Fault] = []

    def holds(self, number: int) -> bool:
        """A condition with a fault lets its first part stand, so that a preview shows it."""
        reference = self._marks[number].reference
        if reference is None:
            return True
        return condition_holds(reference, [self._answers[one] for one in asked(reference)])

    def is_block(self, number: int) -> bool:
        return self._reference(number).is_block

    def inline(self, number: int) -> Shown:
        reference = self._reference(number)
        (use,) = self._used(reference)
        text = printed(reference.style, use.answer.asked, self._words.language)
        self._keep(use, text)
        return Shown(use.id, text)

    def block(self, number: int) -> Block:
        reference = self._reference(number)
        uses = self._used(reference)
        for use in uses:
            self._keep(use, printed("value", use.answer.asked, self._words.language))
        made = table(reference, uses, self._words, self._snapshot)
        if reference.style == "table":
            return made
        try:
            return chart(reference, uses[0], made, self._words)
        except ChartError as error:
            self.faults.append(Fault(reference.line, error.code, error.params))
            return Paragraph((Text(made.title),))

    def _reference(self, number: int) -> Reference:
        reference = self._marks[number].reference
        if reference is None:
            raise LookupError(number)
        return reference

    def _used(self, reference: Reference) -> list[Use]:
        first = len(self.uses) + 1
        return [
            Use(f"f{first + n}", reference.style, self._answers[question])
            for n, question in enumerate(asked(reference))
        ]

    def _keep(self, use: Use, text: str) -> None:
        self.uses.append(use)
        self.figures.append(figure_use(use, text, self._words, self._snapshot))
