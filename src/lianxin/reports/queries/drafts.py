"""A report's text as it would be printed now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lianxin.engines import documents
from lianxin.engines.documents import Document
from lianxin.lib.dates import parse_period
from lianxin.reports.models import Edition
from lianxin.reports.queries.asking import Progress, answers, known_figures, receipts, words
from lianxin.reports.rules import Fault, Mark, marks
from lianxin.reports.rules.answers import Answer, Use
from lianxin.reports.rules.appendix import Making, appendix
from lianxin.reports.rules.composing import Question, compose, questions
from lianxin.reports.rules.markup import Typed


@dataclass(frozen=True)
class Preview:
    """`faults` and `typed` are in the order of the text; `uses` go with `document.figures`."""

    document: Document
    faults: tuple[Fault, ...]
    typed: tuple[Typed, ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class Gathered:
    """A text, what it asks, and the answers: all that a document is made from."""

    edition: documents.Edition
    text: str
    language: str
    marks: tuple[Mark, ...]
    faults: tuple[Fault, ...]
    answers: dict[Question, Answer]


def preview(*, title: str, text: str, period: str, language: str, snapshot: str, office: str = "") -> Preview:
    """From the snapshot, which a page takes first. Without the receipts' hashes, which take time.

    Raises PeriodError, UnknownSnapshot, LakeDamaged.
    """
    parse_period(period)
    stands_for = documents.Edition("", title, period, snapshot, "draft", "", office)
    return printed(gathered(stands_for, text, language), Making())


def preview_of(edition: Edition, snapshot: str) -> Preview:
    """Of a draft as it is saved."""
    stands_for = documents.Edition(
        edition.pk, edition.title, edition.period, snapshot, edition.status, "", edition.office
    )
    return printed(gathered(stands_for, edition.text, edition.language), Making())


def gathered(
    edition: documents.Edition,
    text: str,
    language: str,
    *,
    hashed: bool = False,
    progress: Progress | None = None,
) -> Gathered:
    """`hashed`: with the hash of every receipt, as it is published."""
    found, faults = marks(text, known_figures(), edition.period)
    asked = questions(found)
    step: Progress | None = (lambda done, of: progress(done, of * 2)) if progress else None
    said = answers(asked, edition.snapshot, step)
    if hashed:
        half: Progress | None = (lambda done, of: progress(done + of, of * 2)) if progress else None
        sums = receipts(asked, edition.snapshot, half)
        said = {one: replace(answer, receipt=sums[one]) for one, answer in said.items()}
    return Gathered(edition, text, language, tuple(found), tuple(faults), said)


def printed(parts: Gathered, making: Making) -> Preview:
    """The whole document, with its appendix."""
    spoken, edition = words(parts.language), parts.edition
    composed = compose(
        parts.text, parts.marks, parts.answers, spoken, title=edition.title, snapshot=edition.snapshot
    )
    document = Document(
        title=edition.title,
        subtitle="",
        language=spoken.language,
        blocks=tuple(composed.blocks),
        appendix=appendix(making, composed.uses, composed.typed, spoken, edition.snapshot),
        figures=tuple(composed.figures),
        edition=edition,
    )
    faults = sorted([*parts.faults, *composed.faults], key=lambda fault: fault.line)
    return Preview(document, tuple(faults), tuple(composed.typed), tuple(composed.uses))
