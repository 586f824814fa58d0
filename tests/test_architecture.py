"""Habits the import linter cannot see: sizes, names, what apps take from each other, where keys point."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

SOURCE = Path(__file__).parent.parent / "src" / "lianxin"
#: Longest first would be a list of shame; it starts empty and stays so.
MODULE_LINES, FUNCTION_LINES = 400, 50
OPEN_TO_OTHERS = {"models", "queries", "actions", "access", "rules"}
NOT_APPS = {"config", "cli", "core", "engines", "lib", "web", "demo", "__main__", "__init__"}
STACK = [
    {"console", "portal", "public", "api"},
    {"reports", "planning"},
    {"sales"},
    {"learning", "council", "liaison", "voice", "goodworks", "desk", "market"},
    {"spaces"},
    {"trust"},
    {"people"},
    {"records"},
    {"accounts"},
    {"jobs"},
]


def modules() -> list[Path]:
    return [p for p in SOURCE.rglob("*.py") if not {"migrations", "tests"} & set(p.parts)]


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


@cache
def imports(path: Path) -> list[ast.ImportFrom]:
    return [node for node in nodes(path) if isinstance(node, ast.ImportFrom) and node.module]


def test_modules_are_short() -> None:
    long = {
        str(p.relative_to(SOURCE)): n
        for p in modules()
        if (n := len(p.read_text().splitlines())) > MODULE_LINES
    }
    assert not long


def test_functions_are_short() -> None:
    long = [
        f"{path.relative_to(SOURCE)}:{node.name}"
        for path in modules()
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES
    ]
    assert not long


def test_no_module_is_a_drawer() -> None:
    assert not [p.name for p in modules() if p.stem in {"utils", "util", "helpers", "misc", "common"}]


def test_apps_take_only_what_is_open() -> None:
    """Another app's views, forms, sheets and figures are its own business."""
    wrong = []
    for path in modules():
        importer = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        for node in imports(path):
            if not (node.module and node.module.startswith("lianxin.")):
                continue
            target, *rest = node.module.split(".")[1:]
            if target in NOT_APPS or target == importer or importer in {"config", "__main__"}:
                continue
            names = [rest[0]] if rest else [alias.name for alias in node.names]
            wrong += [
                f"{path.relative_to(SOURCE)} takes {target}.{n}" for n in names if n not in OPEN_TO_OTHERS
            ]
    assert not wrong


def test_foreign_keys_point_down() -> None:
    level = {app: -n for n, line in enumerate(STACK) for app in line}
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in level
        for field in model._meta.concrete_fields
        if field.related_model is not None
        and (target := field.related_model._meta.app_label) in level
        and target != model._meta.app_label
        and level[target] >= level[model._meta.app_label]
    ]
    assert not wrong


@pytest.mark.parametrize(
    "engine", sorted(p.name for p in (SOURCE / "engines").iterdir() if (p / "__init__.py").exists())
)
def test_an_engine_says_what_is_public(engine: str) -> None:
    """Outside an engine only the names in its `__all__` are used."""
    public = set(__import__(f"lianxin.engines.{engine}", fromlist=["__all__"]).__all__)
    used = set()
    for path in SOURCE.rglob("*.py"):
        if (SOURCE / "engines" / engine) in path.parents or "migrations" in path.parts:
            continue
        for node in imports(path):
            if (node.module or "").startswith(f"lianxin.engines.{engine}"):
                assert node.module == f"lianxin.engines.{engine}", f"{path} reaches into {node.module}"
                used |= {alias.name for alias in node.names}
    assert used <= public


def test_nothing_names_the_workplace() -> None:
    marks = ["/wor" + "k/", "/far" + "m/", "/opt/py" + "pi"]
    root = SOURCE.parent.parent
    files = [
        p
        for top in ("src", "tests", "docs", "bench", "scripts")
        for p in (root / top).rglob("*")
        if p.is_file()
    ]
    files += [p for p in root.iterdir() if p.is_file() and p.name != ".git"]  # a linked worktree's pointer
    text = (p for p in files if p.suffix in {".py", ".md", ".toml", ".sh", ".html", ".lock", ""})
    assert not [
        str(p) for p in text if any(m in p.read_text(encoding="utf-8", errors="ignore") for m in marks)
    ]
