"""Which table is this, and where is its header? Found by the set of header names, never by position."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lianxin.engines.tabular.problems import NoMatch, TieMatch

HEAD_ROWS = 10  # a description or title may stand above the header; nobody puts ten rows of it
ROW_HEADER = "行号"
REASON_HEADER = "失败原因"

_INVISIBLE = re.compile(r"[\s\x00-\x1f\ufeff\u200b-\u200f\u2060]+")


def header_key(text: object) -> str:
    """The form in which header names are compared: NFKC, no blanks, 帐 as 账, no required-star."""
    return _key(str(text))


@lru_cache(10_000)  # each cell of a head is compared with every profile, and most profiles share headers
def _key(text: str) -> str:
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return unicodedata.normalize("NFKC", bare.casefold()).strip("*").replace("帐", "账")


@dataclass(frozen=True)
class Profile:
    """A kind of table. `required` are the headers it cannot do without, `known` all it can use.

    `aliases` maps other spellings (say the English column name) to a name in `known`.
    """

    name: str
    required: frozenset[str]
    known: frozenset[str]
    aliases: Mapping[str, str] = field(default_factory=dict, hash=False)

    def names_by_key(self) -> dict[str, str]:
        """Every spelling's header key → the name. Names win over aliases."""
        spellings = {header_key(alias): name for alias, name in self.aliases.items()}
        return spellings | {header_key(name): name for name in self.known | self.required}


@dataclass(frozen=True)
class Match:
    """`header_row` as Excel numbers it; `columns` name → index from 0; `ignored` headers nobody asked for."""

    profile: Profile
    header_row: int
    columns: dict[str, int]
    ignored: tuple[str, ...]


def find_header(head: Sequence[Sequence[object]], profiles: Iterable[Profile]) -> Match:
    """The profile with the most known names among those whose required names all stand in one row of `head`.

    Raises NoMatch (with the nearest profile and what it misses) and TieMatch (several fit equally well).
    """
    candidates = list(profiles)
    best: dict[str, Match] = {}
    for number, cells in enumerate(head[:HEAD_ROWS], start=1):
        for profile in candidates:
            match = _match(profile, number, cells)
            if profile.required <= match.columns.keys() and match.columns:
                earlier = best.get(profile.name)
                if earlier is None or len(match.columns) > len(earlier.columns):
                    best[profile.name] = match
    if not best:
        raise _nearest(head, candidates)
    top = max(len(match.columns) for match in best.values())
    winners = [match for match in best.values() if len(match.columns) == top]
    if len(winners) > 1:
        raise TieMatch(tuple(sorted(match.profile.name for match in winners)))
    return winners[0]


def _match(profile: Profile, number: int, cells: Sequence[object]) -> Match:
    names = profile.names_by_key()
    columns: dict[str, int] = {}
    ignored: list[str] = []
    for index, cell in enumerate(cells):
        key = header_key(cell)
        name = names.get(key)
        if name is not None and name not in columns:
            columns[name] = index
        elif key and key not in (ROW_HEADER, REASON_HEADER):
            ignored.append(str(cell).strip())
    return Match(profile, number, columns, tuple(ignored))


def _nearest(head: Sequence[Sequence[object]], profiles: Iterable[Profile]) -> NoMatch:
    """The profile most of whose required names are there; none if not even one is."""
    found: list[tuple[float, Profile, frozenset[str]]] = []
    for number, cells in enumerate(head[:HEAD_ROWS], start=1):
        for profile in profiles:
            there = profile.required & _match(profile, number, cells).columns.keys()
            if there:
                found.append((len(there) / len(profile.required), profile, profile.required - there))
    if not found:
        return NoMatch(None, ())
    _, profile, missing = max(found, key=lambda entry: entry[0])
    return NoMatch(profile.name, tuple(sorted(missing)))
