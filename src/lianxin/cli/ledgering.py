"""One event per command: written before a byte of the answer leaves, in the name of who calls."""

import getpass
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

import click

if TYPE_CHECKING:
    from lianxin.core.ledger import Event, Who

#: So much of an answer waits in memory for its event; more leaves at once, after the event.
HELD_BYTES = 1 << 20
#: These show nobody, or (serve) work for many whose events are their own.
WITHOUT = frozenset({"serve", "demo", "doctor", "ledger"})


def open_event() -> None:
    """From now on until the command ends. Call once the home is open; a second call changes nothing."""
    from lianxin.core import ledger

    context = click.get_current_context(silent=True)
    if context is None or _name(context) in WITHOUT or ledger.is_open():
        return
    context.with_resource(_ledgered(_who(context), f"cli:{_name(context)}"))


def _name(context: click.Context) -> str:
    """Of the command below `lianxin`."""
    below = context
    while below.parent is not None and below.parent.parent is not None:
        below = below.parent
    return below.info_name or ""


def _who(context: click.Context) -> "Who":
    """The user that --actor names; else the system's user, who is in no list of ours."""
    from lianxin.accounts.models import User
    from lianxin.core.ledger import Who

    named = context.params.get("actor")
    user = User.objects.filter(username=named).first() if named else None
    return user.who if user else Who(f"cli:{system_user()}", "command_line")


def system_user() -> str:
    """Who calls, as the system knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an id without a name, in a container
        return "unknown"


@contextmanager
def _ledgered(who: "Who", what: str) -> Iterator[None]:
    from lianxin.core import ledger
    from lianxin.trust.actions.heads import keep_heads

    with ledger.event(who, what) as event, _held_back(event):
        yield
    keep_heads()


@contextmanager
def _held_back(event: "Event") -> Iterator[None]:
    """Standard output waits until the event is written; if it cannot be, nothing leaves."""
    real = sys.stdout
    real.flush()
    gate = _Gate(real.buffer, event)
    sys.stdout = held = io.TextIOWrapper(io.BufferedWriter(gate), encoding="utf-8", errors="replace")
    try:
        yield
    finally:
        sys.stdout = real
        held.flush()
        gate.release()
        held.detach()


class _Gate(io.RawIOBase):
    def __init__(self, real: BinaryIO, event: "Event") -> None:
        self._real = real
        self._event = event
        self._waiting = bytearray()
        self._state: Literal["held", "open", "shut"] = "held"

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self._state == "held":
            self._waiting += data
            if len(self._waiting) > HELD_BYTES:
                self.release()
        elif self._state == "open":
            self._real.write(data)
            self._real.flush()
        return len(data)

    def release(self) -> None:
        """Raises LedgerUnavailable; then nothing that waits, or comes later, leaves."""
        if self._state != "held":
            return
        self._state = "shut"
        self._event.write()
        self._state = "open"
        self._real.write(self._waiting)
        self._real.flush()
