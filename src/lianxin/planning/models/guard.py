"""A kept version and what it was made from are refused every change by the database, whoever tries.

Two things may still happen: the user who made a version leaves (`made_by` becomes empty), and a season long
past goes whole (`Season.going`, set by nothing but `actions.forgetting`). Installed by migration 0004 and
again after every `migrate`: SQLite forgets triggers when a table is rebuilt. It also rebuilds no table that a
trigger names, so a migration that changes `planning_season` there calls `remove` first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection as default

TABLE = "planning_version"
WORDS = "a version of a plan is never changed"
#: Columns of a version; the test compares them with the model's.
VERSION = (
    *("id", "season_id", "number", "parent_id", "kind", "label", "made_at", "instance_id", "input_hash"),
    *("sessions", "locked", "forbidden", "objective", "bound", "seed", "seconds", "verdict", "sold"),
)
INSTANCE = ("id", "season_id", "digest", "content")
_GOING = "EXISTS (SELECT 1 FROM planning_season WHERE id = OLD.season_id AND going)"


def _refused(differs: str) -> Iterator[tuple[str, str, str, str]]:
    """(name, event, table, when it is refused)."""

    def moved(columns: Any) -> str:
        return " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in columns)

    other_maker = f"(OLD.made_by_id {differs} NEW.made_by_id AND NEW.made_by_id IS NOT NULL)"
    yield "plan_version_fixed", "UPDATE", TABLE, f"{moved(VERSION)} OR {other_maker}"
    yield "plan_version_kept", "DELETE", TABLE, f"NOT {_GOING}"
    yield "plan_instance_fixed", "UPDATE", "planning_instance", moved(INSTANCE)


def install(connection: Any = default) -> None:
    """Does nothing where it stands already."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, event, table, refused in _refused("IS NOT"):
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table} WHEN {refused} "
                    f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
                )
            return
        for name, event, table, refused in _refused("IS DISTINCT FROM"):
            # asked in the function: a condition of WHEN may hold no subquery
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {refused} THEN RAISE EXCEPTION '{WORDS}' "
                "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$"
            )
            cursor.execute(
                f"DROP TRIGGER IF EXISTS {name} ON {table}; CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}()"
            )


def remove(connection: Any = default) -> None:
    """For the way back of the migration."""
    with connection.cursor() as cursor:
        for name, _event, table, _when in _refused("IS NOT"):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")
