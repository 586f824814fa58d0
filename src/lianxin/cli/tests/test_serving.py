"""The server starts, answers, and stops cleanly when it is told to."""

import os
import signal
import socket
import threading
import time
import urllib.error
import urllib.request

import pytest

from lianxin.cli import serving
from lianxin.cli.failures import Failure


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def worker(monkeypatch):
    """Stands in for the background worker; notes its end, and what was to be done ahead."""
    seen = []

    def run(stop):
        stop.wait()
        seen.append("stopped")

    monkeypatch.setattr("lianxin.jobs.actions.work", run)
    monkeypatch.setattr("lianxin.console.queries.warm", lambda: seen.append("warm"))
    monkeypatch.setattr("lianxin.cli.serving._compile", lambda: seen.append("compile"))
    return seen


def answer(port, seen):
    """Asks for a page until there is an answer, then ends this process's server as systemd would."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/static/web/console.css") as reply:
                seen.append(reply.status)
        except urllib.error.HTTPError as error:
            seen.append(error.code)
        except OSError:
            time.sleep(0.1)
            continue
        break
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.django_db
def test_serves_until_it_is_terminated(port, worker, capsys):
    seen = []
    before = signal.getsignal(signal.SIGTERM)
    threading.Thread(target=answer, args=(port, seen), daemon=True).start()
    serving.serve("127.0.0.1", port, 2)
    assert seen == [200]
    assert sorted(worker) == ["compile", "stopped", "warm"]
    assert f"http://127.0.0.1:{port}/" in capsys.readouterr().out
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.django_db
def test_a_busy_port_is_named(port, worker):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(Failure, match=str(port)):
            serving.serve("127.0.0.1", port, 2)
    assert worker == []


@pytest.mark.django_db
def test_an_address_that_is_not_ours_is_named(port, worker):
    with pytest.raises(Failure, match=r"192\.0\.2\.1"):
        serving.serve("192.0.2.1", port, 2)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:80/"),
        ("0.0.0.0", "http://127.0.0.1:80/"),
        ("::", "http://127.0.0.1:80/"),
        ("::1", "http://[::1]:80/"),
        ("localhost", "http://localhost:80/"),
    ],
)
def test_the_address_shown_can_be_opened(host, url):
    assert serving._url(host, 80) == url


@pytest.mark.parametrize(
    ("host", "hosts"), [("127.0.0.1", "127.0.0.1"), ("10.1.2.3", "10.1.2.3"), ("0.0.0.0", None)]
)
def test_requests_are_allowed_under_the_address_asked_for(host, hosts, monkeypatch, capsys):
    monkeypatch.setattr(os, "environ", {})
    serving._allow(host)
    if hosts is None:
        assert "LIANXIN_HOSTS" in capsys.readouterr().err
        assert os.environ == {}
    else:
        assert os.environ["LIANXIN_HOSTS"].split(",")[-1] == hosts
