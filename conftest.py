"""Tests run in a home of their own, reach no network, and never touch the developer's."""

import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

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
