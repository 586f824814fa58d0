"""The charter's lint: nothing in the program names what people think, believe or feel.

Every name that data could be kept under is looked at: models, fields, their words and choices, sheets,
figures, settings, forms, jobs, tabs, addresses, and the code's own names. A new one that
fits a word below fails here, whoever adds it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import get_resolver

from lianxin.core import hooks, sheets

SOURCE = Path(__file__).parent.parent / "src" / "lianxin"
#: Stems, as whole words or beginnings of words between underscores, dots and capitals.
ENGLISH = (
    "opinion", "belief", "believ", "loyal", "mood", "sentiment", "stance", "attitude", "emotion", "ideolog",
    "political", "politics", "religio", "faith", "ethnic", "temperament", "trustworth", "reliab",
    "risk", "threat", "suspic", "dissent", "obedien", "morale", "satisfaction", "leaning",
)  # fmt: skip
CHINESE = (
    "立场", "倾向", "忠诚", "情绪", "舆情", "舆论", "思想动态", "思想状况", "思想", "政治面貌", "政治表现",
    "党派", "信仰", "宗教", "民族", "态度", "可靠", "敏感", "风险", "维稳", "重点人", "言论", "观点", "表态",
    "心态", "满意度", "评分", "打分", "画像",
)  # fmt: skip
#: (where, name) that may stand, and why.
ALLOWED: dict[tuple[str, str], str] = {
    ("voice.Proposal.rating", "满意度"): "the proposer's own word on the answer, not on the proposer",
    (
        "voice.satisfaction",
        "voice.satisfaction",
    ): "the share of proposers who are content with the answer they got",
}
#: Names in the code that hold such a word and mean something else.
ALLOWED_IN_CODE = {"risky": "engines.tabular: a text that a spreadsheet would read as something else"}


def wrong(name: str) -> list[str]:
    """The words in a name that should not be there."""
    parts = re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower()
    english = [w for w in ENGLISH if re.search(rf"(?<![a-z]){w}", parts)]
    return english + [w for w in CHINESE if w in name]


def models_of_ours() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("lianxin.")]


def of_models() -> Iterator[tuple[str, str]]:
    for model in models_of_ours():
        where = model._meta.label
        yield from ((where, str(word)) for word in (model.__name__, model._meta.verbose_name))
        for field in model._meta.get_fields():
            yield f"{where}.{field.name}", field.name
            yield f"{where}.{field.name}", str(getattr(field, "verbose_name", ""))
            yield f"{where}.{field.name}", str(getattr(field, "help_text", ""))
            yield f"{where}.{field.name}", str(getattr(field, "db_column", "") or "")
            for value, word in getattr(field, "flatchoices", None) or ():
                yield from ((f"{where}.{field.name}", str(text)) for text in (value, word))


def of_sheets() -> Iterator[tuple[str, str]]:
    for sheet in sheets.sheets():
        yield from (
            (sheet.name, text) for text in (sheet.name, sheet.en, sheet.zh, *sheet.derived, *sheet.by_name)
        )


def of_figures() -> Iterator[tuple[str, str]]:
    for figure in hooks.figures:
        words = (figure.key, figure.zh, figure.en, figure.definition, figure.definition_zh, *figure.by)
        yield from ((figure.key, str(word)) for word in words)


def of_the_rest() -> Iterator[tuple[str, str]]:
    yield from (("settings", name) for name in dir(settings) if name.isupper())
    yield from (("hooks.job_kinds", name) for name in hooks.job_kinds)
    for tab in hooks.profile_tabs:
        yield from (("hooks.profile_tabs", word) for word in (tab.slug, tab.name))
    yield from (("urls", str(key)) for key in get_resolver().reverse_dict if isinstance(key, str))


def of_forms() -> Iterator[tuple[str, str]]:
    for form in _subclasses(forms.BaseForm):
        if form.__module__.startswith("lianxin."):
            yield form.__module__, form.__name__
            for name, field in getattr(form, "base_fields", {}).items():
                yield f"{form.__name__}.{name}", name
                yield f"{form.__name__}.{name}", str(field.label or "")


def _subclasses(base: type) -> Iterator[Any]:
    for cls in base.__subclasses__():
        yield cls
        yield from _subclasses(cls)


def found(names: Iterator[tuple[str, str]]) -> list[tuple[str, str, list[str]]]:
    return [
        (where, name, words)
        for where, name in names
        if (words := wrong(name)) and (where, name) not in ALLOWED
    ]


def test_models_fields_and_choices() -> None:
    get_resolver().url_patterns  # noqa: B018  loads every view, and with them every form
    assert not found(of_models())


def test_sheets_and_columns() -> None:
    assert not found(of_sheets())


def test_figures() -> None:
    assert hooks.figures
    assert not found(of_figures())


def test_forms_settings_jobs_tabs_and_addresses() -> None:
    get_resolver().url_patterns  # noqa: B018
    assert any(True for _ in of_forms())
    assert not found(of_forms())
    assert not found(of_the_rest())


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_name_in_the_code(path: Path) -> None:
    """Classes, functions, attributes, keys of dictionaries: also what is kept in JSON."""
    if {"tests"} & set(path.parts):
        return
    names = {name for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for name in _names(node)}
    assert not {name: words for name in names if (words := wrong(name)) and name not in ALLOWED_IN_CODE}


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        yield node.name
    elif isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute | ast.keyword | ast.arg):
        yield getattr(node, "attr", None) or getattr(node, "arg", None) or ""
    elif isinstance(node, ast.Dict):
        yield from (k.value for k in node.keys if isinstance(k, ast.Constant) and isinstance(k.value, str))


@pytest.mark.parametrize(
    "name",
    [
        "member_loyalty",
        "OpinionScore",
        "stance",
        "politicalView",
        "MoodField",
        "政治面貌",
        "近期思想动态",
        "信仰情况",
    ],
)
def test_the_lint_bites(name: str) -> None:
    assert wrong(name)


@pytest.mark.parametrize(
    "name", ["proposal_no", "rating", "outcome", "摘要", "诉求", "成员评价", "understand"]
)
def test_the_lint_lets_work_be_named(name: str) -> None:
    assert not wrong(name)
