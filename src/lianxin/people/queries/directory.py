"""Lists of members and organisations: filtered, searched, sorted, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import hooks
from lianxin.core.scope import ScopedQuerySet
from lianxin.core.sheets import sheet as sheet_called
from lianxin.core.slices import MASKED
from lianxin.people import access
from lianxin.people.queries import unseen
from lianxin.records.access import own_members, visible_to

PAGE = 50
#: Sheet → columns that a search looks into.
SEARCHED = {"members": ("name", "stage_name", "member_no"), "organisations": ("name",)}
#: Sheet → columns that a list can be narrowed by, equal to a word.
NARROWED = {
    "members": ("kind", "industry", "town", "organisation"),
    "organisations": ("kind", "town"),
}
#: Sort key → column; names are sorted by how they read.
_SORTS = {
    "number": "member_no",
    "kind": "kind",
    "town": "town",
    "joined": "-joined_on",
}
SORTS = {
    "members": ("number", "name", "stage_name", "kind", "town", "joined"),
    "organisations": ("name", "kind", "town", "joined"),
}
_READ = {"name": "name", "stage_name": "stage_name"}


@dataclass(frozen=True)
class Asked:
    """What a list was asked for. `words`: column → word; `state`: present, left or ""."""

    words: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    focus: bool = False
    officer: str = ""
    text: str = ""
    sort: str = ""

    @property
    def about_details(self) -> bool:
        """Whether something is asked that a name does not tell."""
        return bool(self.words or self.state or self.focus or self.officer)


@dataclass(frozen=True)
class Listing:
    """`order`: ids of all rows that were asked for. `open`: ids of which all columns may be read."""

    rows: ScopedQuerySet
    order: Sequence[int]

    def page(self, number: int) -> list[Any]:
        """Rows of one page, as told to the ledger."""
        return self._rows(self.order[(number - 1) * PAGE : number * PAGE])

    def all(self) -> Iterator[Any]:
        yield from self._rows(self.order)

    def _rows(self, wanted: Sequence[int]) -> list[Any]:
        place = {pk: n for n, pk in enumerate(wanted)}
        return sorted(self.rows.filter(pk__in=wanted), key=lambda row: place[row.pk])


def listing(actor: User, sheet: str, asked: Asked) -> Listing:
    """What `actor` sees of a sheet of people. Who reads only names of some is answered about the own ones
    as soon as the question is about more than names: the answer would tell the rest."""
    rows = _allowed(actor, sheet, details=asked.about_details or asked.sort in ("kind", "town", "joined"))
    rows = rows.filter(_chosen(actor, sheet, asked))
    if asked.text:
        named = unseen.matching(rows, asked.text, SEARCHED[sheet])
        rows = rows.filter(Q(pk__in=named) | Q(pk__in=_in_full(actor, sheet, asked.text)))
    return Listing(rows, _order(rows, sheet, asked.sort))


def _in_full(actor: User, name: str, text: str) -> Any:
    """Ids of rows that hold exactly this phone or contact and that `actor` reads: equal are sealed alike."""
    masked = [column.attribute for column in sheet_called(name).columns if column.category in MASKED]
    found = Q()
    for column in masked:
        found |= Q(**{column: text.strip()})
    return _allowed(actor, name, details=True).filter(found).values("pk")


def choices(actor: User, sheet: str) -> dict[str, list[str]]:
    """Column → the words that stand in it, for the filters."""
    rows = _allowed(actor, sheet, details=True)
    return {column: list(unseen.counted(rows, column)) for column in NARROWED[sheet]}


def may_narrow(actor: User, sheet: str) -> bool:
    """Whether there are rows at all of which the actor reads more than the name."""
    return sheet != "members" or access.sees_details(actor) or bool(actor.officer_no)


def officers(actor: User, members: Sequence[str]) -> dict[str, list[str]]:
    """Member number → names of the officers who keep contact today."""
    found: dict[str, list[str]] = {}
    for pairs in hooks.pairs:
        for member, name in pairs(actor).filter(member__in=members).values_list("member", "officer__name"):
            found.setdefault(member, []).append(name)
    return found


def officer_choices(actor: User) -> list[tuple[str, str]]:
    return [(o.officer_no, o.name) for o in visible_to(actor, "officers").order_by("officer_no")]


def open_rows(actor: User, rows: Sequence[Any]) -> frozenset[int]:
    """Ids of the members of whom more than the name may be read."""
    if access.sees_details(actor):
        return frozenset(row.pk for row in rows)
    own = visible_to(actor, "members").filter(member_no__in=own_members(actor))
    mine = unseen.numbers(own)
    return frozenset(row.pk for row in rows if row.member_no in mine)


def _allowed(actor: User, sheet: str, *, details: bool) -> ScopedQuerySet:
    rows = visible_to(actor, sheet)
    if details and sheet == "members" and not access.sees_details(actor):
        return rows.filter(member_no__in=own_members(actor))
    return rows


def _chosen(actor: User, sheet: str, asked: Asked) -> Q:
    today = timezone.localdate()
    found = Q(**dict(asked.words))
    if asked.state == "present":
        found &= Q(left_on=None) | Q(left_on__gt=today)
    if asked.state == "left":
        found &= Q(left_on__lte=today)
    if sheet == "members" and asked.focus:
        found &= Q(focus=True)
    if sheet == "members" and asked.officer:
        for pairs in hooks.pairs:
            found &= Q(member_no__in=pairs(actor).filter(officer=asked.officer).values("member"))
    return found


def _order(rows: ScopedQuerySet, sheet: str, sort: str) -> list[int]:
    sort = sort if sort in SORTS[sheet] else SORTS[sheet][0]
    if sort in _READ:
        return unseen.by_pinyin(rows, _READ[sort])
    return unseen.by_column(rows, _SORTS[sort])
