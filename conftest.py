"""Tests run in a home of their own, reach no network, and never touch the developer's."""

import os
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

_HOME = tempfile.TemporaryDirectory(prefix="lianxin-test-")
os.environ["LIANXIN_HOME"] = _HOME.name
os.environ.setdefault("LIANXIN_LANG", "zh-hans")


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
    """Logs a user into a browser context of Playwright without the pages of the login, which have their own test."""

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
