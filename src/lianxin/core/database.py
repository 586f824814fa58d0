"""Where the records are kept: SQLite in the home, or PostgreSQL where DATABASE_URL names one."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

_POSTGRES = ("postgres", "postgresql")


class BadDatabaseURL(Exception):
    """Not the address of a PostgreSQL database. It is not repeated: a password may stand in it."""

    def __init__(self) -> None:
        super().__init__("DATABASE_URL must read postgres://user:password@host:5432/name")


def database(url: str, file: Path) -> dict[str, Any]:
    """Django's entry for `postgres://user:password@host:5432/name?sslmode=require`; without a url, `file`.

    Raises BadDatabaseURL for any other.
    """
    if not url:
        return _sqlite(file)
    parts = urlsplit(url)
    if parts.scheme not in _POSTGRES or not parts.path.strip("/"):
        raise BadDatabaseURL
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(file: Path) -> dict[str, Any]:
    """DEFERRED loses a tenth of contended writes to "database is locked", IMMEDIATE none.

    `timeout`: seconds a writer waits for the others.
    """
    return {
        "ENGINE": "lianxin.core.sqlite",
        "NAME": file,
        # Django's own default for tests; the test runner's workers know it only by Django's own engine.
        "TEST": {"NAME": ":memory:"},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
