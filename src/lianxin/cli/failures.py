"""Every failure as one line that says what is wrong and what to do; details of the unexpected go to a log."""

import os
import traceback
from datetime import datetime
from gettext import gettext as _

import click

from lianxin.core.home import home
from lianxin.lib.dates import BEIJING


class Failure(Exception):
    """Could not be done; the message says why and what to do. Exit code 2."""


class ReaderGone(Exception):
    """Who reads the output (head, less) has had enough. Not a failure."""


def explain(error: BaseException) -> tuple[str, int]:
    """(one line for standard error, or "" for none; exit code)."""
    if isinstance(error, SystemExit):
        return "", error.code if isinstance(error.code, int) else 2
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return _("Stopped; nothing half done was kept."), 2
    return _one_line(_words(error)), 2


def _words(error: BaseException) -> str:
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "lianxin"
        return _("{problem} See: {command} --help").format(problem=error.format_message(), command=command)
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, Failure):
        return str(error)
    return _coded(error) or _of_the_machine(error) or _unexpected(error)


def _coded(error: BaseException) -> str:
    if not hasattr(error, "code") or not hasattr(error, "params"):
        return ""
    from lianxin.core.messages import Coded, message

    return message(error.code, error.params) if isinstance(error, Coded) else ""


def _of_the_machine(error: BaseException) -> str:
    """Files that are missing or shut, a full disk, a database that cannot be read."""
    if isinstance(error, OSError) and error.strerror:
        place = error.filename or home().folder
        return _("{place}: {problem}. Check the path, its permissions and the free space.").format(
            place=place, problem=error.strerror
        )
    if "Database" in type(error).__name__ or "OperationalError" in type(error).__name__:
        _log(error)
        if os.environ.get("DATABASE_URL"):
            return _(
                "The database cannot be used: {problem}. Check DATABASE_URL. Run: lianxin doctor"
            ).format(problem=error)
        return _("The home folder {home} cannot be used: {problem}. Run: lianxin doctor").format(
            home=home().folder, problem=error
        )
    return ""


def _unexpected(error: BaseException) -> str:
    return _("Unexpected error {kind}: {problem}. Details are in {log}").format(
        kind=type(error).__name__, problem=error, log=_log(error)
    )


def _log(error: BaseException) -> str:
    """Where the traceback went."""
    path = home().folder / "logs" / f"{datetime.now(BEIJING):%Y%m%d-%H%M%S}-{os.getpid()}.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError as problem:
        return _("no file, because it cannot be written ({problem})").format(problem=problem.strerror)
    return str(path)


def _one_line(text: str) -> str:
    return " ".join(text.split())
