"""Which figures tell of people, and what open editions have shown already."""

from __future__ import annotations

from datetime import date
from functools import cache

from lianxin.core.scope import rule_of
from lianxin.core.sheets import sheets
from lianxin.engines.figures import Figure, World, receipt
from lianxin.reports.models import Edition
from lianxin.reports.queries.answers import naming_columns, opened, tables_in
from lianxin.reports.rules.answers import Answer
from lianxin.reports.rules.composing import Question
from lianxin.reports.rules.opening import Released, open_answers


def opened_answers(answers: dict[Question, Answer], snapshot: str) -> dict[Question, Answer]:
    """The answers with what an open page must not show marked as hidden."""

    people = _about_people({answer.figure for answer in answers.values()}, snapshot)
    return open_answers(
        answers,
        about_people=people.__contains__,
        naming=naming_columns() | {"officer_no", "mentor_no"},
        released=released(),
    )


def _about_people(figures: set[Figure], snapshot: str) -> set[str]:
    """Keys of those whose rows come from a sheet about people."""
    with opened(snapshot) as lake:
        world = World(tables_in(lake), date(2021, 1, 1), date(2021, 12, 31))
        return {one.key for one in figures if _personal_sheets() & set(receipt(world, one).tables)}


def released() -> Released:
    """By open editions that stand; of several, the latest."""
    found = {}
    shown = Edition.objects.filter(public=True, status=Edition.Status.PUBLISHED).order_by("published_at")
    for rows in shown.values_list("shown_rows", flat=True):
        for row in rows:
            where = tuple((name, value) for name, value in row["where"])
            found[(row["key"], row["period"], where, row["by"], row["group"])] = row["rows"]
    return found


@cache
def _personal_sheets() -> frozenset[str]:
    """Sheets whose rows are about people; a unit's contact person is not counted by any figure."""
    rules = {one.name: rule_of(one.model) for one in sheets()}
    return frozenset(name for name, rule in rules.items() if rule.personal and not rule.contact)
