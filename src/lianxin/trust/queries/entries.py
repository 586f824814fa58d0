"""The ledger for those who check it: newest first, narrowed by who, what and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.accounts.models import User
from lianxin.trust.queries.looking import day_of
from lianxin.trust.queries.words import kind_words, purpose_words, role_words, verb_words

_STEP = 500
#: So many entries are looked at for one page; then a link goes on from there.
_MOST = 20_000
#: Stands for the ledger itself: reading it is told once, and is nobody's data in particular.
ITSELF = "ledger:entries"


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to; "" or None for everything."""

    actor: str = ""
    verb: str = ""
    kind: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Line:
    seq: int
    at: str
    actor: str
    role: str
    unit: str
    verb: str
    what: str
    why: str
    amber: bool
    subjects: int
    kinds: tuple[str, ...]
    erased: bool


@dataclass(frozen=True)
class Listed:
    """`before`: the `seq` to go on from, None at the end."""

    lines: list[Line]
    before: int | None


def listed(book: Any, asked: Asked, before: int | None = None, limit: int = 50) -> Listed:
    lines: list[Line] = []
    last = before
    for looked, entry in enumerate(_backwards(book, asked.actor, before), 1):
        if asked.day and day_of(entry.at) < asked.day:
            return Listed(lines, None)
        last = entry.seq
        line = _line(entry)
        if _fits(line, entry, asked):
            lines.append(line)
        if len(lines) == limit or looked == _MOST:
            return Listed(lines, last if last > 1 else None)
    return Listed(lines, None)


def entry(book: Any, seq: int) -> tuple[Line, list[tuple[str, list[str]]]] | None:
    """One entry and the subjects it names, each with what was seen of it."""
    found = next(iter(book.entries(seq, 1)), None) if seq > 0 else None
    if found is None or found.seq != seq:
        return None
    subjects = (found.payload or {}).get("subjects", {})
    return _line(found), [(s, [kind_words(kind) for kind in kinds]) for s, kinds in subjects.items()]


def _backwards(book: Any, actor: str, before: int | None) -> Iterator[Any]:
    if actor:
        while page := book.by_actor(actor, before, _STEP):
            yield from page
            before = page[-1].seq
        return
    end = before if before is not None else book.size() + 1
    while end > 1:
        first = max(1, end - _STEP)
        yield from reversed(book.entries(first, end - first))
        end = first


def _fits(line: Line, found: Any, asked: Asked) -> bool:
    if asked.day and day_of(found.at) != asked.day:
        return False
    if asked.verb and (found.payload or {}).get("verb") != asked.verb:
        return False
    kinds = (found.payload or {}).get("subjects", {}).values()
    return not asked.kind or any(k.partition(".")[0] == asked.kind for ks in kinds for k in ks)


def _line(found: Any) -> Line:
    payload = found.payload or {}
    purpose = payload.get("purpose", {})
    subjects = payload.get("subjects", {})
    kinds = {kind for ks in subjects.values() for kind in ks}
    return Line(
        seq=found.seq,
        at=str(found.at)[:19].replace("T", " "),
        actor=_shown(payload.get("actor", "")),
        role=role_words(payload.get("role", "")),
        unit=payload.get("unit", ""),
        verb=verb_words(payload.get("verb", "")),
        what=payload.get("what", ""),
        why=purpose_words(purpose.get("code", ""), purpose.get("text") or purpose.get("ref", "")),
        amber=purpose.get("code") == "typed" and not purpose.get("live"),
        subjects=len(subjects),
        kinds=tuple(sorted(kind_words(kind) for kind in kinds)),
        erased=found.payload is None,
    )


def _shown(username: str) -> str:
    display = User.objects.filter(username=username).values_list("display_name", flat=True).first()
    return display or username
