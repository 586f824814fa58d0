"""The home folder: everything one installation keeps lives below it."""

import os
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = "LIANXIN_HOME"
DEFAULT = "lianxin-home"


@dataclass(frozen=True)
class Home:
    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "lianxin.sqlite3"

    @property
    def lake(self) -> Path:
        return self.folder / "lake"

    @property
    def compiled(self) -> Path:
        """Queries as they were compiled; may be deleted at any time."""
        return self.folder / "compiled"

    @property
    def ledger(self) -> Path:
        """Who looked at whom: ledger.sqlite and heads.txt."""
        return self.folder / "ledger"

    @property
    def keys(self) -> Path:
        """Field and session keys; outside the database so that a stolen database file stays unreadable."""
        return self.folder / "keys"

    @property
    def demo_mark(self) -> Path:
        """Written by `lianxin demo` before anything else: the home holds made-up people only."""
        return self.folder / "demo.json"

    @property
    def is_demo(self) -> bool:
        return self.demo_mark.exists()

    @property
    def in_use(self) -> bool:
        """Whether anything was kept here yet, so that its keys may not be made anew."""
        return any(path.exists() for path in (self.database, self.lake / "catalog.sqlite", self.ledger))

    def make(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.keys.mkdir(mode=0o700, exist_ok=True)


def home() -> Home:
    return Home(Path(os.environ.get(ENVIRONMENT) or DEFAULT).expanduser().resolve())
