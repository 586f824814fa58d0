"""Twenty people want one slot at the same moment, in several processes: one has it. With a control.

The benchmark itself, with few rounds: `bench/bookings.py` says what the modes are.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[4] / "bench" / "bookings.py"


def race(mode: str, database: str = "") -> dict[str, Any]:
    command = [sys.executable, str(BENCH), "--rounds", "5", "--requests", "20", "--mode", mode]
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    run = subprocess.run(
        [*command, "--database", database],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def one_wins(found: dict[str, Any]) -> None:
    assert found["outcomes"] == {"won": 5, "booking_taken": 95}
    assert (found["rounds_with_one_winner"], found["overlapping"]) == (5, 0)


def several_win(found: dict[str, Any]) -> None:
    assert found["rounds_with_more"] > 0
    assert found["overlapping"] > 0


def test_on_sqlite() -> None:
    one_wins(race("all"))
    several_win(race("none"))


@pytest.mark.postgres
def test_on_postgresql(postgres: str) -> None:
    one_wins(race("all", postgres))
    several_win(race("none", postgres))
