"""The records in PostgreSQL: the same tests, and the same figures, as in SQLite."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lianxin.core.database import BadDatabaseURL, database

ROOT = Path(__file__).parent.parent
#: What writes past the ORM, looks before it writes, races or keeps lists; a figure reads it back.
HELD_TO = (
    "records/tests/test_editing.py",
    "records/tests/test_import.py",
    "records/tests/test_roll_back.py",
    "people/tests/test_merge.py",
    "spaces/tests/test_booking.py",
    "spaces/tests/test_keeping.py",
    "spaces/tests/test_sheet.py",
    "planning/tests/test_kept.py",
    "jobs/tests",
    "reports/tests/test_take_snapshot.py::test_previous_change_phrase_and_split",
)
#: Runs a command in a home of its own, which the database would not belong to.
COMMANDS = "records/tests/test_roll_back.py::test_a_killed_import_leaves_whole_files_and_says_so"


@pytest.mark.postgres
def test_the_same_tests_pass(postgres: str) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-m",
        "not slow and not browser",
    ]
    command += ["--deselect", f"src/lianxin/{COMMANDS}"]
    files = [f"src/lianxin/{name}" for name in HELD_TO]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "LIANXIN_HOME"))}
    run = subprocess.run(
        [*command, *files],
        env=environment | {"DATABASE_URL": postgres},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]


def test_an_address_becomes_settings() -> None:
    found = database("postgres://u%40x:p%2Fw@db.example:6432/office?sslmode=require", Path("unused"))
    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    assert [found[name] for name in names] == [
        "office", "u@x", "p/w", "db.example", "6432", {"sslmode": "require"},
    ]  # fmt: skip
    assert database("", Path("here"))["NAME"] == Path("here")


@pytest.mark.parametrize("url", ["mysql://u:secret@h/n", "postgres://h", "postgres://u:secret@h/", "file"])
def test_another_address_is_refused(url: str) -> None:
    with pytest.raises(BadDatabaseURL) as error:
        database(url, Path("unused"))
    assert "secret" not in str(error.value)
