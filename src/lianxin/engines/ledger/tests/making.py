"""Ledgers for tests."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from lianxin.engines.ledger import Ledger
from lianxin.lib.dates import BEIJING

SEED = bytes(range(32))


class Clock:
    """A second per look."""

    def __init__(self, hour: int = 9) -> None:
        self.now = datetime(2026, 11, 24, hour, tzinfo=BEIJING)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def new(folder: Path, clock: Clock | None = None) -> Ledger:
    return Ledger(folder, SEED, clock=clock or Clock())


def event(number: int, subjects: list[str]) -> dict:
    return {
        "actor": f"user{number % 3}",
        "role": "office",
        "verb": "read",
        "what": "console:figure",
        "purpose": {"code": "duty", "ref": "", "text": f"第{number}次", "live": False},
        "subjects": {subject: ["members"] for subject in subjects},
    }


def fill(ledger: Ledger, count: int, seed: int = 1) -> None:
    random = Random(seed)
    for number in range(count):
        subjects = sorted(random.sample([f"member:M{n:04d}" for n in range(30)], random.randint(1, 5)))
        ledger.append(event(number, subjects), subjects)
