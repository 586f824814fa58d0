"""Which two records may be one person, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations


def N_(message: str) -> str:  # noqa: N802  the name that message extraction knows
    return message


#: Reason → points. Two records are suggested from `ENOUGH` points on.
POINTS = {
    "account": 70,
    "phone": 60,
    "name": 30,
    "sound": 15,
    "stage_name": 20,
    "unit": 15,
    "town": 10,
}
ENOUGH = 40
WORDS = {
    "account": N_("the same account on a platform"),
    "phone": N_("the same phone"),
    "name": N_("the same name"),
    "sound": N_("names that sound alike"),
    "stage_name": N_("the same stage name"),
    "unit": N_("the same unit"),
    "town": N_("the same town"),
}
#: Words shared by more people than this tell nothing about two of them: an office's phone, a common name.
_CROWD = 12


@dataclass(frozen=True)
class Print:
    """What two records of one person have in common. `phone` is only compared, never shown."""

    number: str
    name: str = ""
    sounds: frozenset[str] = frozenset()
    stage_name: str = ""
    phone: str = ""
    unit: str = ""
    town: str = ""
    accounts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Pair:
    """Two numbers, the smaller first, and why they may be one person, the strongest reason first."""

    first: str
    second: str
    points: int
    reasons: tuple[str, ...] = field(default=())


def alike(people: Sequence[Print]) -> list[Pair]:
    """Pairs that may be one person, the likeliest first."""
    found = {}
    for one, other in _candidates(people):
        first, second = sorted((one, other), key=lambda p: p.number)
        reasons = tuple(_reasons(first, second))
        points = sum(POINTS[reason] for reason in reasons)
        if points >= ENOUGH:
            found[first.number, second.number] = Pair(first.number, second.number, points, reasons)
    return sorted(found.values(), key=lambda pair: (-pair.points, pair.first, pair.second))


def _candidates(people: Sequence[Print]) -> Iterator[tuple[Print, Print]]:
    """Only who shares something that tells: comparing everybody with everybody takes too long."""
    for words in (_phone, _accounts, _sounds, _stage_names):
        shared: dict[str, list[Print]] = defaultdict(list)
        for person in people:
            for word in words(person):
                shared[word].append(person)
        for held in shared.values():
            if len(held) <= _CROWD:
                yield from combinations(held, 2)


def _phone(person: Print) -> Iterable[str]:
    return [person.phone] if person.phone else []


def _accounts(person: Print) -> Iterable[str]:
    return person.accounts


def _sounds(person: Print) -> Iterable[str]:
    return person.sounds


def _stage_names(person: Print) -> Iterable[str]:
    return [person.stage_name] if person.stage_name else []


def _reasons(one: Print, other: Print) -> Iterator[str]:
    if one.accounts & other.accounts:
        yield "account"
    if one.phone and one.phone == other.phone:
        yield "phone"
    if one.name and one.name == other.name:
        yield "name"
    elif one.sounds & other.sounds:
        yield "sound"
    for reason in ("stage_name", "unit", "town"):
        if getattr(one, reason) and getattr(one, reason) == getattr(other, reason):
            yield reason
