"""Two connections to one file: who finds it locked waits outside SQLite, and may be told so meanwhile."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import ConnectionHandler, OperationalError

from lianxin.core.database import database


class Told(Exception):
    pass


def opened(folder: Path, timeout: float = 30) -> Any:
    entry = database("", folder / "home.sqlite3")
    return ConnectionHandler({"default": entry | {"OPTIONS": entry["OPTIONS"] | {"timeout": timeout}}})[
        "default"
    ]


@pytest.fixture
def writer(tmp_path: Path, django_db_blocker: Any) -> Iterator[Any]:
    """Has begun to write."""
    with django_db_blocker.unblock():
        found = opened(tmp_path)
        found.cursor().execute("CREATE TABLE seen (n)")
        found.cursor().execute("BEGIN IMMEDIATE")
        yield found
        found.close()


def test_who_waits_is_told_meanwhile(writer: Any, tmp_path: Path) -> None:
    waiting = opened(tmp_path)

    def tell() -> None:
        raise Told

    waiting.meanwhile = tell
    with pytest.raises(Told):
        waiting.cursor().execute("BEGIN IMMEDIATE")
    waiting.close()


def test_who_waits_gives_up_in_the_end(writer: Any, tmp_path: Path) -> None:
    waiting = opened(tmp_path, timeout=0.05)
    with pytest.raises(OperationalError, match="database is locked"):
        waiting.cursor().execute("INSERT INTO seen VALUES (1)")
    waiting.close()


@pytest.mark.parametrize(("inside", "held_up"), [(0, False), (800, True)])
def test_a_leftover_cursor_does_not_make_the_writer_wait(
    inside: int, held_up: bool, writer: Any, tmp_path: Path
) -> None:
    """With the control: as long as SQLite itself waits (`inside` milliseconds), the writer is held up."""
    waiting = opened(tmp_path, timeout=30 if not inside else 0)
    waiting.inc_thread_sharing()
    waiting.ensure_connection()
    waiting.connection.execute(f"PRAGMA busy_timeout = {inside}")
    leftover = waiting.connection.cursor()
    leftover.execute("SELECT 1 UNION ALL SELECT 2")
    asleep, gave_up = threading.Event(), threading.Event()
    waiting.meanwhile = asleep.set

    def wait() -> None:
        try:
            if inside:
                asleep.set()
            waiting.cursor().execute("BEGIN IMMEDIATE")
        except OperationalError:
            gave_up.set()

    thread = threading.Thread(target=wait)
    thread.start()
    asleep.wait()
    if inside:
        thread.join(0.1)  # it sleeps by now
    del leftover  # as the garbage collector does it, in whatever thread
    assert gave_up.wait(0.4 if held_up else 0) == held_up
    writer.cursor().execute("COMMIT")
    thread.join()
    waiting.close()
