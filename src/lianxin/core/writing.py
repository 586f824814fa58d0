"""One writer at a time: what an action finds when it looks is still so when it writes."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connection, transaction

#: Any number, the same in every process: all writers of one database wait for this lock.
_TURN = 0x11A45
_IN_TURN = "SELECT pg_advisory_xact_lock(%s)"
_IF_FREE = "SELECT pg_try_advisory_xact_lock(%s)"
#: Waits for who has the turn, side by side with all others who ask so, and takes it from nobody.
_WHEN_DONE = "SELECT pg_advisory_lock_shared(%s), pg_advisory_unlock_shared(%s)"


@contextmanager
def in_turn(*, savepoint: bool = True, meanwhile: Callable[[], None] | None = None) -> Iterator[None]:
    """A transaction that begins when no other is writing, and holds the others up until it ends.

    SQLite's IMMEDIATE transactions are so by themselves; PostgreSQL's are made so by a lock that ends with
    the transaction. Under it an action may look first and then write, with no rows to lock one by one.
    `meanwhile` is called after others have written, before one stands in line: what it raises ends the
    waiting. So all who cannot win any more are told at once, not one after the other. It only reads.
    """
    asked = None if connection.in_atomic_block else meanwhile
    enter = _enter_postgresql if connection.vendor == "postgresql" else _enter_sqlite
    with ExitStack() as turn:
        enter(turn, savepoint, asked)
        yield


def _enter_sqlite(turn: ExitStack, savepoint: bool, meanwhile: Callable[[], None] | None) -> None:
    waiting: Any = connection
    waiting.meanwhile = meanwhile
    try:
        turn.enter_context(transaction.atomic(savepoint=savepoint))
    finally:
        waiting.meanwhile = None


def _enter_postgresql(turn: ExitStack, savepoint: bool, meanwhile: Callable[[], None] | None) -> None:
    if meanwhile:
        with ExitStack() as first:
            first.enter_context(transaction.atomic(savepoint=savepoint))
            if _asked(_IF_FREE, _TURN):
                turn.push(first.pop_all())
                return
        _asked(_WHEN_DONE, _TURN, _TURN)
        meanwhile()
    turn.enter_context(transaction.atomic(savepoint=savepoint))
    _asked(_IN_TURN, _TURN)


def _asked(statement: str, *keys: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, keys)
        return bool(cursor.fetchone()[0])
