"""Who looks at whom, and why: one event per request, command or job, written before anything leaves.

Rows about people are read only while an event is open (`core/scope.py` sees to it). The store itself is
`engines/ledger`; the app `trust` hands it over through `use`, because core knows no engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol

from lianxin.core.writing import in_turn

#: Codes of a purpose. `typed` is a reason that no open task supports.
PURPOSES = ("own", "duty", "case", "booking", "event", "import", "export", "report", "typed")


class NoEvent(RuntimeError):
    """Rows about people were read outside an event: a fault of the program, never of the user."""


class LedgerUnavailable(Exception):
    """The event could not be written, so nothing may be shown. params: detail."""

    code = "ledger_unavailable"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.params = {"detail": detail}


class Store(Protocol):
    def append(self, payload: dict[str, Any], subjects: Sequence[str]) -> Any: ...


@dataclass(frozen=True)
class Who:
    """Who acts. `name` is a user name, or "cli:…" or "job:…" where nobody is logged in."""

    name: str
    role: str
    unit: str = ""
    user: Any = None


@dataclass(frozen=True)
class Purpose:
    """Why. `ref` is the id of the case, booking or course; `live` that such a task was open at the time."""

    code: str
    ref: str = ""
    text: str = ""
    live: bool = False


@dataclass
class Event:
    """What has been seen since the event was opened: subject → kinds (a sheet, or `members.phone`)."""

    who: Who
    what: str
    verb: str = "read"
    purpose: Purpose = Purpose("duty")
    subjects: dict[str, set[str]] = field(default_factory=dict)
    closed: bool = False

    def see(self, subjects: Iterable[str], kind: str) -> None:
        if self.closed:
            raise NoEvent(f"{kind} read after the event of {self.what} was written")
        for subject in subjects:
            self.subjects.setdefault(subject, set()).add(kind)

    def payload(self) -> dict[str, Any]:
        """What is written: everything but the values that were seen."""
        purpose = self.purpose
        return {
            "actor": self.who.name,
            "role": self.who.role,
            "unit": self.who.unit,
            "verb": self.verb,
            "what": self.what,
            "purpose": {"code": purpose.code, "ref": purpose.ref, "text": purpose.text, "live": purpose.live},
            "subjects": {subject: sorted(kinds) for subject, kinds in sorted(self.subjects.items())},
        }

    def write(self) -> None:
        """Once. Raises LedgerUnavailable."""
        if self.closed:
            return
        self.closed = True
        if self.subjects:
            store().append(self.payload(), sorted(self.subjects))


_current: ContextVar[Event | None] = ContextVar("event", default=None)
_openers: list[Callable[[], Store]] = []  # one, or none before start-up


def use(opener: Callable[[], Store]) -> None:
    """Says where events are written; called once at start-up."""
    _openers[:] = [opener]


def store() -> Store:
    """Raises LedgerUnavailable."""
    if not _openers:
        raise LedgerUnavailable("no store")
    return _openers[0]()


def current() -> Event:
    """Raises NoEvent."""
    found = _current.get()
    if found is None:
        raise NoEvent("rows about people are read inside ledger.event(...)")
    return found


def is_open() -> bool:
    found = _current.get()
    return found is not None and not found.closed


def seen(subjects: Iterable[str], kind: str) -> None:
    current().see(subjects, kind)


def state_purpose(purpose: Purpose) -> None:
    """A view says why it reads what it reads."""
    current().purpose = purpose


@contextmanager
def event(who: Who, what: str, *, verb: str = "read", purpose: Purpose | None = None) -> Iterator[Event]:
    """Everything read inside is one event, written when the block ends, also when it fails: seen is seen.

    Raises LedgerUnavailable. The web's middleware ends the block before a byte leaves.
    """
    opened = Event(who, what, verb, purpose or Purpose("duty"))
    token = _current.set(opened)
    try:
        yield opened
    finally:
        _current.reset(token)
        opened.write()


@contextmanager
def act(
    verb: str,
    subjects: Iterable[str],
    *,
    kind: str,
    who: Who | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> Iterator[Event]:
    """A transaction and its event. The event is written before the commit: no change without it.

    `who` and purpose are those of the event around it; without one (a script, a test), `who` must be given.
    `meanwhile`: as in `in_turn`.
    """
    around = _current.get()
    actor = who or (around.who if around else None)
    if actor is None:
        raise NoEvent(f"{verb} {kind}: nobody acts")
    what = around.what if around else kind
    done = Event(actor, what, verb, around.purpose if around else Purpose("duty"))
    with in_turn(meanwhile=meanwhile):
        yield done
        done.see(subjects, kind)
        done.write()
