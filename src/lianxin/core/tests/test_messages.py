"""Every code that the program can report has words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from lianxin.core import messages
from lianxin.core.messages import Coded, message
from lianxin.engines.planner import RULES
from lianxin.records.rules import Refused

SOURCE = Path(messages.__file__).parent.parent
#: Errors whose first argument is their code.
RAISED = {
    *("CellError", "DamagedFile", "NotATable", "PasswordNeeded", "Refused", "TabularError", "TooLarge"),
    *("BadDocument", "MissingGlyph", "NotOurs"),
}


def codes_in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED:
            yield from (arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant))
        if isinstance(node, ast.Call):
            given = (word.value for word in node.keywords if word.arg == "code")
            yield from (value.value for value in given if isinstance(value, ast.Constant))
        if isinstance(node, ast.ClassDef):
            named = (part for part in node.body if isinstance(part, ast.Assign))
            yield from (
                part.value.value
                for part in named
                if isinstance(part.value, ast.Constant)
                and part.value.value
                and any(isinstance(target, ast.Name) and target.id == "code" for target in part.targets)
            )


def reported() -> dict[str, str]:
    """Code → the module that reports it."""
    return {
        code: str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if not {"tests", "migrations", "cli"} & set(path.parts)
        for code in codes_in(ast.parse(path.read_text(encoding="utf-8")))
    }


def test_codes_are_found() -> None:
    found = reported()
    assert {"scientific_id", "no_such_batch", "unknown_snapshot", "unknown_figure"} <= found.keys()


def test_every_reported_code_has_words() -> None:
    assert {code: place for code, place in reported().items() if code not in messages._WORDS} == {}


def test_every_code_of_the_planner_has_words() -> None:
    """They stand second in its faults, or are put together."""
    names = {"__init__.py"}  # only names
    sources = (path for path in (SOURCE / "engines" / "planner").glob("*.py") if path.name not in names)
    written = {code for path in sources for code in re.findall(r'"(plan_[a-z_]+)"', path.read_text("utf-8"))}
    assert len(written) > 30
    written |= {f"plan_broken_{rule}" for rule in RULES}
    assert written - messages._WORDS.keys() == set()


def test_parameters_are_filled_in_and_lists_written_out() -> None:
    params = {"kind": "x", "known": ("a", "b")}
    with translation.override("en"):
        assert message("unknown_kind", params) == "There is no kind “x”; choose one of: a, b"
    with translation.override("zh-hans"):
        assert message("unknown_kind", params) == "没有类别“x”；可选：a、b"
    with translation.override("zh-hant"):
        assert message("unknown_kind", params) == "沒有類別“x”；可選：a、b"


def test_no_header_names_the_nearest_kind_only_if_there_is_one() -> None:
    with translation.override("en"):
        assert "sheet:members" in message("no_header", {"nearest": "sheet:members", "missing": ("姓名",)})
        assert "nearest" not in message("no_header", {"nearest": None, "missing": ()})


def test_an_unknown_code_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        message("no such code")


def test_errors_with_a_code_are_recognised() -> None:
    assert isinstance(Refused("no_such_batch", batch="1"), Coded)
    assert not isinstance(ValueError(), Coded)
