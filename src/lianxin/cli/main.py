"""The way in: language first, then the command, and every failure as one line on standard error.

Exit codes: 0 done; 1 done, but something in the data was refused or differs; 2 could not be done.
"""

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from lianxin.cli.language import language_of, speak


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a test's or an embedder's stream may not have it
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    speak(language_of(given, os.environ))
    sys.exit(_run(given))


def _run(arguments: list[str]) -> int:
    try:
        from lianxin.cli.group import lianxin  # after `speak`: its help texts are looked up while it is read

        result = lianxin.main(arguments or ["--help"], prog_name="lianxin", standalone_mode=False)
        sys.stdout.flush()
    except BaseException as error:
        # What Python finds while it cleans up after a failure (a file that a full disk will not close).
        sys.unraisablehook = lambda _: None
        from lianxin.cli.failures import ReaderGone, explain

        if isinstance(error, ReaderGone | BrokenPipeError):
            # without this, Python complains at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        line, code = explain(error)
        if line:
            print(line, file=sys.stderr)
        return code
    return result if isinstance(result, int) else 0
