"""The planner's files on the command line: read with all their faults named, written whole."""

import json
from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lianxin.cli.failures import Failure
from lianxin.cli.opening import start_django
from lianxin.cli.output import note, print_json
from lianxin.core.files import whole_file

if TYPE_CHECKING:
    from lianxin.engines.planner import BadFile, Plan, Problem

Read = TypeVar("Read")
#: So many faults are written out; --json has them all.
SHOWN = 100


def read_instance(path: Path, *, as_json: bool = False) -> "Problem":
    """Raises Failure when all faults have been told."""
    from lianxin.engines.planner import read_problem

    return _read(path, read_problem, as_json)


def read_plan_file(path: Path, *, as_json: bool = False) -> "Plan":
    """Raises Failure when all faults have been told."""
    from lianxin.engines.planner import read_plan

    return _read(path, read_plan, as_json)


def write_plan_file(path: Path, plan: "Plan") -> None:
    """The file is there whole or not at all."""
    from lianxin.engines.planner import write_plan

    with whole_file(path) as target:
        target.write(json.dumps(write_plan(plan), ensure_ascii=False, indent=1).encode() + b"\n")


def _read(path: Path, read: Callable[[Any], Read], as_json: bool) -> Read:
    return told_in_words(path, lambda: read(_document(path)), as_json=as_json)


def told_in_words(path: Path, read: Callable[[], Read], *, as_json: bool = False) -> Read:
    """What `read` returns. Raises Failure when all faults of a file have been told."""
    from lianxin.engines.planner import BadFile

    start_django()  # the words of faults are looked up by it
    try:
        return read()
    except BadFile as bad:
        _tell(path, bad, as_json)
        raise Failure(
            _("{file} has {count} faults; mend them and try again").format(file=path, count=len(bad.faults))
        ) from None


def _document(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Failure(_("{file} is no JSON file in UTF-8; save it again").format(file=path)) from None
    except json.JSONDecodeError as error:
        words = _("{file} is no JSON: line {line}, column {column}: {problem}")
        raise Failure(
            words.format(file=path, line=error.lineno, column=error.colno, problem=error.msg)
        ) from None
    except RecursionError:
        raise Failure(_("{file} is nested too deeply to be one of ours").format(file=path)) from None


def _tell(path: Path, bad: "BadFile", as_json: bool) -> None:
    from lianxin.core.messages import message

    told = [(fault.place, message(fault.code, fault.params), fault.code) for fault in bad.faults]
    if as_json:
        faults = [{"place": place, "code": code, "message": words} for place, words, code in told]
        print_json({"file": str(path), "faults": faults})
        return
    for place, words, _code in told[:SHOWN]:
        note(f"  {place}: {words}" if place else f"  {words}")
    if len(told) > SHOWN:
        note(_("… and {count} more, see --json").format(count=len(told) - SHOWN))
