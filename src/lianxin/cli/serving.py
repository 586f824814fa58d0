"""`lianxin serve`: the web server and the background worker in one process, until it is told to stop."""

import errno
import ipaddress
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import gettext as _
from typing import Any, NoReturn

import click

from lianxin.cli.failures import Failure
from lianxin.cli.opening import open_home
from lianxin.cli.output import note

HOSTS = "LIANXIN_HOSTS"
HEADS_SECONDS = 30  # how often it is looked whether a head of the ledger is due


def serving_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--host, --port and --workers."""
    host = click.option(
        "--host", default="127.0.0.1", show_default=True, metavar=_("ADDRESS"), help=_("Where to listen.")
    )
    port = click.option(
        "--port",
        type=click.IntRange(0, 65535),
        default=8000,
        show_default=True,
        metavar=_("PORT"),
        help=_("0 takes a free one."),
    )
    workers = click.option(
        "--workers",
        type=click.IntRange(1, 64),
        default=4,
        show_default=True,
        metavar=_("N"),
        help=_("Requests answered at the same time."),
    )
    return host(port(workers(command)))


@click.command("serve", help=_("Serve the web pages and do background work, until Ctrl-C."))
@serving_options
def serve_command(*, host: str, port: int, workers: int) -> None:
    serve(host, port, workers)


def serve(host: str, port: int, workers: int) -> None:
    """Returns when Ctrl-C or SIGTERM stops it. Raises Failure if the port is taken."""
    _allow(host)
    open_home()
    server = _bound(host, port, workers)
    threading.Thread(target=_warm, name="lianxin-warm").start()
    threading.Thread(target=_compile, name="lianxin-compile", daemon=True).start()
    with _worker(), _heads(), _terminated_as_interrupted():
        click.echo(_("Lianxin is at {url} (Ctrl-C stops it)").format(url=_url(host, server.effective_port)))
        try:
            server.run()  # returns on KeyboardInterrupt, after the requests at hand
        finally:
            for channel in list(server.active_channels.values()):
                channel.handle_close()
            server.close()
    note(_("Stopped."))


def _warm() -> None:
    """So that the first page need not wait for the figures."""
    from lianxin.console.queries import warm

    warm()


def _compile() -> None:
    """In a process of its own and of low priority: it takes a minute on a new machine, else a second."""
    command = [sys.executable, "-m", "lianxin.engines.planner.warming"]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _allow(host: str) -> None:
    """Requests are answered under the address asked for; LIANXIN_HOSTS names others."""
    if HOSTS in os.environ:
        return
    if _is_wildcard(host):
        note(_("Set {name} to the names under which others reach this machine.").format(name=HOSTS))
    else:
        os.environ[HOSTS] = f"127.0.0.1,localhost,[::1],{host}"


def _is_wildcard(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _bound(host: str, port: int, workers: int) -> Any:
    import waitress
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    # waitress could open the socket itself, but leaves it open where that fails
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        raise Failure(_why_not(host, port, error)) from error
    return waitress.create_server(
        get_wsgi_application(),
        sockets=[listening],
        threads=workers,
        # a little more than an upload may have, so that it is the page that says what is too large
        max_request_body_size=settings.UPLOAD_LIMIT + (64 << 20),
    )


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return _("Port {port} is in use; stop what uses it or choose another with --port.").format(port=port)
    return _("Cannot listen on {host}:{port}: {problem}. Choose another with --host and --port.").format(
        host=host, port=port, problem=error.strerror or error
    )


def _url(host: str, port: int) -> str:
    shown = "127.0.0.1" if _is_wildcard(host) else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"


@contextmanager
def _worker() -> Iterator[None]:
    """The background worker runs beside; on the way out it finishes the step at hand."""
    from lianxin.jobs.actions import work

    stop = threading.Event()
    thread = threading.Thread(target=work, args=(stop,), name="lianxin-worker")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextmanager
def _heads() -> Iterator[None]:
    """The ledger's heads are signed beside, so that a long job does not put them off."""
    from lianxin.trust.actions.heads import keep_heads

    stop = threading.Event()

    def look() -> None:
        while not stop.wait(HEADS_SECONDS):
            keep_heads()

    thread = threading.Thread(target=look, name="lianxin-heads")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    def interrupt(number: int, frame: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
