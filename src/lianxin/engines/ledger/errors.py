"""What can go wrong with the ledger, as codes; the words stand in `core/messages.py`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pysqlite3 import dbapi2 as sqlite


class LedgerError(Exception):
    """Carries `code` and `params`."""

    code = ""

    def __init__(self, **params: Any) -> None:
        super().__init__(f"{self.code} {params}")
        self.params = params


class Unwritable(LedgerError):
    """The file cannot be opened or written. params: detail."""

    code = "ledger_unwritable"


class Rewound(LedgerError):
    """The ledger is shorter than its last signed head, or another one. params: entries, size (the head's)."""

    code = "ledger_rewound"


class ForeignHead(LedgerError):
    """The last head was not signed with this home's key. params: origin."""

    code = "ledger_foreign_head"


class LedgerLost(LedgerError):
    """There was a ledger, and its file is gone. params: file."""

    code = "ledger_lost"


class NotAHead(LedgerError):
    """A text holds no signed head. params: none."""

    code = "ledger_not_a_head"


@contextmanager
def as_unwritable() -> Iterator[None]:
    """What SQLite and the system say about a file becomes Unwritable."""
    try:
        yield
    except (sqlite.Error, OSError, UnicodeError) as error:  # UnicodeError: a damaged file's own words
        raise Unwritable(detail=str(error)) from error
