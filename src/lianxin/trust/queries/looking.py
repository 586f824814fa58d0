"""What the ledger says: to the person it is about, and to those who check.

An entry says whom else it was about. None of that is shown to a person: only what was seen of the own data,
by whom and why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.lib.dates import BEIJING
from lianxin.trust.queries.numbers import subjects_of_member

#: Somebody who appears beside others was in a list or a search; such entries are put together per day.
_ALONE = 1
_PAGE = 1000
#: Roles of people who are no staff: that one of them looked is said, not who.
_OUTSIDE = ("member", "grower")


@dataclass(frozen=True)
class Look:
    """One view or change of a person's data, or `times` alike on one day.

    `person` as the office calls them, `username` as the ledger does; both "" for another member.
    `verb`, `role`, `purpose` and `kinds` are codes, worded by `trust.queries.words`. `amber`: a typed reason
    without an open task. `among`: one of several in a list or search. `own`: it was the person. `erased`: the
    time of the details is over.
    """

    seq: int
    at: datetime
    username: str
    person: str
    role: str
    unit: str
    verb: str
    what: str
    kinds: tuple[str, ...]
    purpose: str
    reason: str
    live: bool
    amber: bool
    among: bool
    own: bool
    times: int = 1
    erased: bool = False


def looks(member_no: str, before: int | None = None, limit: int = 50) -> list[Look]:
    """Newest first; `before`: a `seq`, for the next page. `limit` counts entries, before those alike are put
    together. Reading it is itself told once, as the kind `ledger`. Needs an open event."""
    ledger.seen([f"member:{member_no}"], "ledger")
    return grouped(told(member_no, before, limit))


def told(member_no: str, before: int | None = None, limit: int = 50) -> list[Look]:
    """One by one, newest first."""
    subjects = subjects_of_member(member_no)
    found = {e.seq: (e, subject) for subject in subjects for e in _store().about(subject, before, limit)}
    newest = sorted(found.values(), key=lambda one: -one[0].seq)[:limit]
    names = _names(entry.payload for entry, _ in newest)
    return [_look(entry, subject, names, member_no) for entry, subject in newest]


def all_looks(member_no: str) -> Iterable[Look]:
    before: int | None = None
    while page := told(member_no, before, 500):
        yield from page
        before = page[-1].seq


def entry_of(member_no: str, seq: int) -> Look | None:
    """The entry, if it is about the person."""
    return next((look for look in told(member_no, seq + 1, 1) if look.seq == seq), None)


def grouped(entries: list[Look]) -> list[Look]:
    """Entries of lists, and the person's own, alike on one day: one line, where the newest stood."""
    lines: dict[Any, Look] = {}
    for look in entries:
        key: Any = look.seq
        if not look.erased and look.verb == "read" and (look.among or look.own) and not look.amber:
            key = (look.at.date(), look.username, look.what, look.kinds, look.purpose)
        first = lines.get(key)
        lines[key] = replace(first, times=first.times + 1) if first else look
    return list(lines.values())


def _look(entry: Any, subject: str, names: dict[str, tuple[str, str]], member_no: str) -> Look:
    payload = entry.payload or {}
    purpose = payload.get("purpose", {})
    subjects = payload.get("subjects", {})
    username = payload.get("actor", "")
    among = len(subjects) > _ALONE  # then the reason may name somebody else
    handed = purpose.get("code") == "export"  # names the unit that was given the list
    shown, stands_for = names.get(username, (username, ""))
    own = bool(stands_for) and stands_for == member_no
    if not own and payload.get("role") in _OUTSIDE:  # a mentor who reads of a mentee stays unnamed here
        username = shown = ""
    elif payload.get("role") == "system" and username not in names:  # nobody's name: a job, the start
        shown = ""
    return Look(
        **{"seq": entry.seq, "at": _moment(entry.at), "username": username, "person": shown},
        **{"role": payload.get("role", ""), "unit": payload.get("unit", ""), "verb": payload.get("verb", "")},
        **{"what": payload.get("what", ""), "kinds": tuple(subjects.get(subject, ()))},
        purpose=purpose.get("code", ""),
        reason="" if among and not handed else purpose.get("text") or purpose.get("ref", ""),
        live=bool(purpose.get("live")),
        amber=purpose.get("code") == "typed" and not purpose.get("live"),
        among=among,
        own=own,
        erased=entry.payload is None,
    )


def _names(payloads: Iterable[Any]) -> dict[str, tuple[str, str]]:
    """User name → (name shown, member number)."""
    wanted = {payload["actor"] for payload in payloads if payload}
    rows = User.objects.filter(username__in=wanted).values_list("username", "display_name", "member_no")
    return {username: (display or username, member) for username, display, member in rows}


def _moment(at: Any) -> datetime:
    found = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
    return found.astimezone(BEIJING) if found.tzinfo else found.replace(tzinfo=BEIJING)


def day_of(at: Any) -> date:
    return _moment(at).date()


def _store() -> Any:
    """The store of `engines/ledger`. Raises LedgerUnavailable."""
    return cast(Any, ledger.store())


def entries_before(day: date) -> list[int]:
    """Numbers of the entries older than a day whose details are still there, oldest first."""
    found: list[int] = []
    first, store = 1, _store()
    while page := store.entries(first, _PAGE):
        for entry in page:
            if day_of(entry.at) >= day:
                return found
            if entry.payload is not None:
                found.append(entry.seq)
        first = page[-1].seq + 1
    return found


def forget_entries(numbers: list[int], why: str, actor: str) -> int:
    """The entries' details go; their hashes, their subjects and a tombstone stay."""
    if numbers:
        _store().erase(numbers, why, actor)
    return len(numbers)
