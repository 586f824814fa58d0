"""Tests run in a home of their own, reach no network, and never touch the developer's."""

import fcntl
import hashlib
import os
import secrets
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from lianxin.core.home import Home, home
from lianxin.core.keys import FIELD_KEY, field_key

_AXE = Path(__file__).parent / "tests" / "vendor" / "axe" / "axe.min.js"
_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_MEMORY = Path("/dev/shm")  # noqa: S108
_ROOM = 4 << 30
#: What a property costs says how busy the machine is, not whether the property holds.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


def _quick_folder() -> None:
    """Homes of tests lie in memory where there is room: no test cuts the power, so none need wait for a disk.

    TMPDIR says otherwise.
    """
    there = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    if there and "TMPDIR" not in os.environ:
        os.environ["TMPDIR"] = str(_MEMORY)
        tempfile.tempdir = None  # asked again


_quick_folder()
_HOME = tempfile.TemporaryDirectory(prefix="lianxin-test-")
os.environ["LIANXIN_HOME"] = _HOME.name
home().make()
field_key()  # before anything is kept, as a home's start does; the settings were read before this file
os.environ.setdefault("LIANXIN_LANG", "zh-hans")


@pytest.fixture(autouse=True, scope="session")
def _compiled_once(pytestconfig: pytest.Config) -> Iterator[None]:
    """What figures are in SQL is the same in every home of one edition (engines/figures/kept)."""
    shared = pytestconfig.cache.mkdir("compiled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Home, "compiled", shared)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, pytestconfig: pytest.Config
) -> Iterator[None]:
    """Migrations run once for as long as they stay as they are; then their tables are copied.

    What they do is the same each time: the homes that commands make in the tests run them anew.
    """
    if os.environ.get("DATABASE_URL"):  # a server's database is made anew
        yield
        return
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.management.commands import migrate
    from django.db import connection

    # A live server's threads share the database in memory, and the cache of statements of its driver is
    # broken for good when two of them make room in it at once: it never needs to. Elsewhere each thread
    # has a connection of its own.
    connection.settings_dict["OPTIONS"]["cached_statements"] = 1_000_000
    whole = migrate.Command.handle
    kept = _migrated(pytestconfig)

    def handle(self: Any, *args: Any, **options: Any) -> None:
        with _alone(kept.with_suffix(".lock")):
            connection.ensure_connection()
            empty = not connection.introspection.table_names()
            if empty and kept.exists():
                with closing(_sqlite(kept)) as made:
                    made.backup(connection.connection)
            whole(self, *args, **options)  # finds nothing to do then, and says so to who waits for it
            if empty and not kept.exists():
                for old in kept.parent.glob("*.sqlite3"):
                    old.unlink()
                with closing(_sqlite(kept.with_suffix(".new"))) as made:
                    connection.connection.backup(made)
                kept.with_suffix(".new").rename(kept)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate.Command, "handle", handle)
        patch.setattr(WSGIHandler, "__call__", _answering_in_turn(WSGIHandler.__call__))
        yield


def _migrated(pytestconfig: pytest.Config) -> Path:
    """Where a database is kept whose tables are there, but empty."""
    return pytestconfig.cache.mkdir("migrated") / f"{_migrations()}.sqlite3"


@pytest.fixture(scope="session")
def migrated_home(django_db_setup: None, pytestconfig: pytest.Config) -> Callable[[Path], Path]:
    """`migrated_home(folder)`: a home for other processes, which need not make its tables first."""

    def make(folder: Path) -> Path:
        new = Home(folder)
        new.make()
        if (kept := _migrated(pytestconfig)).exists():  # none beside a server's database
            (new.keys / FIELD_KEY).write_bytes(secrets.token_bytes(64))
            (new.keys / FIELD_KEY).chmod(0o600)
            shutil.copy(kept, new.database)
        return folder

    return make


def _answering_in_turn(answer: Callable[..., Any]) -> Callable[..., Any]:
    """One request after the other: the live server's threads share one connection, and so its transaction."""
    turn = threading.RLock()

    def answered(self: Any, *given: Any) -> Any:
        with turn:
            return answer(self, *given)

    return answered


def _migrations() -> str:
    """Stands for every file that says what the tables are, Django's and allauth's too."""
    import allauth
    import django

    places = [Path(__file__).parent / "src", *(Path(one.__file__).parent for one in (django, allauth))]
    said = hashlib.sha256(f"{django.VERSION} {allauth.VERSION}".encode())
    for file in sorted(file for place in places for file in place.rglob("migrations/*.py")):
        said.update(file.read_bytes())
    return said.hexdigest()[:32]


def _sqlite(path: Path) -> Any:
    from pysqlite3 import dbapi2

    return dbapi2.connect(str(path))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host not in ("", "127.0.0.1", "localhost", "::1"):
            raise RuntimeError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for files a test makes."""
    return tmp_path


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A page leaves its language behind; the next test begins without."""
    from django.utils import translation

    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing a password takes a third of a second, on purpose; tests make thousands."""
    from django.conf import settings
    from django.contrib.auth import hashers

    monkeypatch.setattr(settings, "PASSWORD_HASHERS", ["django.contrib.auth.hashers.MD5PasswordHasher"])
    hashers.get_hashers.cache_clear()
    hashers.get_hashers_by_algorithm.cache_clear()


@pytest.fixture(autouse=True)
def _whole_logins(monkeypatch: pytest.MonkeyPatch) -> None:
    """`client.force_login` stands for a whole login, second factor and all."""
    from allauth.account.internal.flows import login
    from allauth.account.internal.userkit import user_id_to_str
    from django.test import Client

    force = Client.force_login

    def force_login(self: Client, user: object, backend: str | None = None) -> None:
        force(self, user, backend)  # type: ignore[arg-type]
        session = self.session
        session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "type": "totp", "at": time.time()}
        ]
        session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)  # type: ignore[arg-type]
        session.save()

    monkeypatch.setattr(Client, "force_login", force_login)


@pytest.fixture
def browse_as() -> Callable[..., None]:
    """Logs a user into a browser context of Playwright without the pages of the login."""

    def enter(context: Any, address: str, user: object) -> None:
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(user)  # type: ignore[arg-type]
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])

    return enter


@pytest.fixture
def event() -> Iterator[object]:
    """For tests that read rows about people without a page or command around them."""
    from lianxin.core import ledger

    with ledger.event(ledger.Who("test", "office"), "test") as opened:
        yield opened


@pytest.fixture(autouse=True, scope="session")
def _editions_go_with_their_database() -> None:
    """Emptying the tables after a test on real transactions: triggers would keep what was published."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    flush = BaseDatabaseOperations.execute_sql_flush

    def emptied(self: Any, sql_list: list[str]) -> None:
        with self.connection.cursor() as cursor:
            found: list[tuple[str, str]] = []
            if self.connection.vendor == "sqlite":  # elsewhere TRUNCATE, which sets off no trigger
                cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
                found = cursor.fetchall()
            for name, _sql in found:
                cursor.execute(f"DROP TRIGGER {name}")
            flush(self, sql_list)
            for _name, sql in found:
                cursor.execute(sql)

    BaseDatabaseOperations.execute_sql_flush = emptied  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One headless Chromium for all browser tests; each gets a context of its own.

    Playwright's loop runs on beside the other tests, and looks asynchronous to Django.
    """
    if _CHROMIUM is None:
        assert not os.environ.get("LIANXIN_CI"), "Chromium is missing, and this is the place to have it"
        pytest.skip("no Chromium here: the browser tests did not run")
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_QUIETLY))
        yield browser
        browser.close()


@pytest.fixture
def page(transactional_db: None, chromium: Any) -> Iterator[Any]:
    """A Playwright page as wide as a phone; anything its console complains of fails the test."""
    opened = chromium.new_page(viewport={"width": 390, "height": 844}, locale="en-US")
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.context.close()
    assert complaints == []  # a broken rule of the content security policy would stand here


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The DATABASE_URL of an empty PostgreSQL database."""
    sys.path.insert(0, str(Path(__file__).parent / "tests"))
    from postgres import programs, server

    if programs() is None:
        assert not os.environ.get("LIANXIN_CI"), "PostgreSQL is missing, and this is the place to have it"
        pytest.skip("no PostgreSQL server here: its tests did not run")
    with server() as url:
        yield url


@pytest.fixture
def axe() -> Callable[[Any], None]:
    """`axe(page)`: the page breaks no rule of WCAG 2.2 A and AA, nor axe-core's best practices."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    def check(page: Any) -> None:
        page.evaluate(_AXE.read_text(encoding="utf-8"))
        found = page.evaluate("tags => axe.run({runOnly: tags})", tags)
        assert found["passes"], "axe-core looked at nothing"
        wrong = [
            f"{rule['id']} ({rule['impact']}): {node['html'][:200]} {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]
        assert not wrong, f"{page.url}\n" + "\n".join(wrong)

    return check
