"""No studio is held twice at one time: kept by the database, whatever program writes.

SQLite: two triggers; it lets one transaction write at a time, so what a trigger sees is all there is.
PostgreSQL: an exclusion constraint, that is an index which two transactions cannot both enter. It may be put
off to the end of a transaction in which bookings change places (`SET CONSTRAINTS`).
Installed by migration 0003 and again after every `migrate`: SQLite forgets triggers when a table is rebuilt.
"""

from __future__ import annotations

from typing import Any

from django.db import connection as default
from django.db.utils import DatabaseError

NAME = "booking_no_overlap"
TABLE = "spaces_booking"
_DEADLOCK = "40P01"
_HOLDING = "('已预约', '已使用')"

_TRIGGER = """
CREATE TRIGGER IF NOT EXISTS {name}_{what} AFTER {event} ON spaces_booking
WHEN NEW.status IN {holding}
BEGIN
  SELECT RAISE(ABORT, '{name}') WHERE EXISTS (
    SELECT 1 FROM spaces_booking AS other
    WHERE other.studio_no = NEW.studio_no AND other.id <> NEW.id AND other.status IN {holding}
      AND other.ends_at > NEW.starts_at AND other.starts_at < NEW.ends_at);
END
"""
_EVENTS = {"insert": "INSERT", "update": "UPDATE OF studio_no, starts_at, ends_at, status"}

_EXCLUSION = """
ALTER TABLE spaces_booking ADD CONSTRAINT {name} EXCLUDE USING gist
  (studio_no WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (status IN {holding})
  DEFERRABLE INITIALLY IMMEDIATE
"""


def install(connection: Any = default) -> None:
    """Does nothing where it stands already. PostgreSQL lends the extension btree_gist (trusted since 13)."""
    words = {"name": NAME, "holding": _HOLDING}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for what, event in _EVENTS.items():
                cursor.execute(_TRIGGER.format(what=what, event=event, **words))
        elif not _stands(cursor):
            cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
            cursor.execute(_EXCLUSION.format(**words))


def remove(connection: Any = default) -> None:
    """For the way back of the migration, and for the control of the race tests."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for what in _EVENTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{what}")
        else:
            cursor.execute(f"ALTER TABLE spaces_booking DROP CONSTRAINT IF EXISTS {NAME}")


def _stands(cursor: Any) -> bool:
    cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = %s", [NAME])
    return cursor.fetchone() is not None


def is_overlap(error: DatabaseError) -> bool:
    """Whether it was the guard that refused a write.

    Ours take turns (`core.writing`) and never wait for one another's rows. A program that does not may hold a
    slot that ours wants and want one that ours holds: after a second PostgreSQL sends one of them away.
    """
    return NAME in str(error) or getattr(error.__cause__, "sqlstate", "") == _DEADLOCK
