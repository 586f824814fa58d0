"""The home's ledger, opened once per process. Whatever is wrong with it: nothing may be shown."""

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from lianxin.core.home import home
from lianxin.core.keys import key
from lianxin.core.ledger import LedgerUnavailable
from lianxin.core.messages import message
from lianxin.engines.ledger import Ledger, LedgerError

KEY = "ledger.key"

P = ParamSpec("P")
R = TypeVar("R")


def _or_unavailable(work: Callable[P, R]) -> Callable[P, R]:
    @wraps(work)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return work(*args, **kwargs)
        except LedgerError as error:
            raise LedgerUnavailable(message(error.code, error.params)) from error

    return guarded


class Book(Ledger):
    """What pages and commands use raises LedgerUnavailable; signing and checking raise LedgerError."""

    append = _or_unavailable(Ledger.append)
    erase = _or_unavailable(Ledger.erase)
    size = _or_unavailable(Ledger.size)
    entries = _or_unavailable(Ledger.entries)
    about = _or_unavailable(Ledger.about)
    by_actor = _or_unavailable(Ledger.by_actor)
    usage_period = _or_unavailable(Ledger.usage_period)


@_or_unavailable
def book() -> Book:
    """Raises LedgerUnavailable."""
    return _opened(home().ledger)


@cache
def _opened(folder: Path) -> Book:
    known = (home().keys / KEY).exists()
    if not known:
        Ledger.make(folder)  # before its key: a key without a ledger means that the ledger was lost
    return Book(folder, key(KEY, 32), known=known)
