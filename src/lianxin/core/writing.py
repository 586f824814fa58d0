"""One writer at a time: what an action finds when it looks is still so when it writes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

#: Any number, the same in every process: all writers of one database wait for this lock.
_TURN = 0x11A45
_IN_TURN = "SELECT pg_advisory_xact_lock(%s)"


@contextmanager
def in_turn(*, savepoint: bool = True) -> Iterator[None]:
    """A transaction that begins when no other is writing, and holds the others up until it ends.

    SQLite's IMMEDIATE transactions are so by themselves; PostgreSQL's are made so by a lock that ends with
    the transaction. Under it an action may look first and then write, with no rows to lock one by one.
    """
    with transaction.atomic(savepoint=savepoint):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(_IN_TURN, [_TURN])
        yield
