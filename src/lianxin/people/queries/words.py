"""Places and categories as they stand in the records, with how many rows say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lianxin.accounts.models import User
from lianxin.core.scope import ScopedQuerySet
from lianxin.core.sheets import Sheet, sheet, sheets
from lianxin.people import access
from lianxin.people.models import Renaming
from lianxin.people.queries import unseen
from lianxin.records.access import may_see_sheet, own_members, visible_to


@dataclass(frozen=True)
class Word:
    """`counts`: rows by sheet, in the order of the table's columns. `within`: the town of a village."""

    text: str
    counts: tuple[int, ...]
    within: str = ""

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Words:
    """The words of one column in all sheets that have it, the most frequent first."""

    column: str
    sheets: tuple[Sheet, ...]
    words: tuple[Word, ...]


def words(actor: User, column: str) -> Words:
    held = [s for s in sheets_with(column) if may_see_sheet(actor, s.name)]
    counted = [unseen.counted(_rows(actor, s.name), column) for s in held]
    texts = {text for counts in counted for text in counts}
    found = [Word(text, tuple(counts.get(text, 0) for counts in counted)) for text in texts]
    return Words(column, tuple(held), tuple(sorted(found, key=lambda w: (-w.total, w.text))))


def villages(actor: User) -> Words:
    """By town: villages of different towns may have one name."""
    held = [s for s in sheets_with("village") if may_see_sheet(actor, s.name)]
    found = [
        Word(village, (count,), town)
        for s in held
        for (town, village), count in unseen.counted_pairs(_rows(actor, s.name), "town", "village").items()
    ]
    return Words("village", tuple(held), tuple(found))


def kinds(actor: User) -> list[Words]:
    """The fixed words of members and organisations."""
    return [
        Words("kind", (sheet(name),), tuple(_kinds(actor, name)))
        for name in ("members", "organisations")
        if may_see_sheet(actor, name)
    ]


def sheets_with(column: str) -> Sequence[Sheet]:
    return [s for s in sheets() if column in s.by_name]


def rows_with(actor: User, name: str, column: str, text: str, within: str) -> list[int]:
    """Ids of the rows of one sheet that say the word."""
    narrowed = {column: text} | ({"town": within} if within else {})
    return unseen.by_column(visible_to(actor, name).filter(**narrowed), "pk")


def renamings(limit: int = 20) -> list[Renaming]:
    """The latest first."""
    return list(Renaming.objects.select_related("actor")[:limit])


def _kinds(actor: User, name: str) -> list[Word]:
    counts = unseen.counted(_rows(actor, name), "kind")
    return [Word(text, (counts.get(text, 0),)) for text in sheet(name).column("kind").choices]


def _rows(actor: User, name: str) -> ScopedQuerySet:
    """Of members only those of whom the actor reads more than the name."""
    rows = visible_to(actor, name)
    if name == "members" and not access.sees_details(actor):
        return rows.filter(member_no__in=own_members(actor))
    return rows
