"""The answers of a report as an open page may show them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from lianxin.reports.rules.answers import Answer
from lianxin.reports.rules.composing import Question
from lianxin.reports.rules.small import Cell, follows_from_release, hidden_filtered, hidden_groups, is_small

#: What an earlier open edition showed, by figure, period, filters, dimension ("" for a whole) and group.
Released = Mapping[tuple[str, str, tuple[tuple[str, str], ...], str, str], int]


def open_answers(
    answers: Mapping[Question, Answer],
    *,
    about_people: Callable[[str], bool],
    naming: Collection[str],
    released: Released,
) -> dict[Question, Answer]:
    """`about_people(key)`: whether a figure's rows tell of people. `naming`: dimensions that name one."""
    people = {one: answer for one, answer in answers.items() if about_people(one.key)}
    groups = {
        one: _groups(one, answer, one in people, naming, released)
        for one, answer in answers.items()
        if one.by
    }
    splits: dict[tuple[str, str, str], set[str]] = {}
    for one, hidden in groups.items():
        if not one.where:
            splits.setdefault((one.key, one.period, one.by), set()).update(hidden)
    cells = {Cell(one.key, one.period, one.where): answer.rows for one, answer in people.items()}
    small = hidden_filtered(cells, splits)
    return {
        one: replace(
            answer,
            hidden=(one in people and _is_hidden(one, answer, small, released))
            or any(name in naming for name, _value in one.where),
            hidden_groups=groups.get(one, frozenset()),
        )
        for one, answer in answers.items()
    }


def _groups(
    one: Question, answer: Answer, people: bool, naming: Collection[str], released: Released
) -> frozenset[str]:
    rows: dict[str, int] = {group[one.by]: group["rows"] for group in answer.groups}
    if one.by in naming:
        return frozenset(rows)
    if not people:
        return frozenset()
    near = {
        group
        for group, count in rows.items()
        if follows_from_release(count, released.get((one.key, one.period, one.where, one.by, group)))
    }
    if near:  # a group that is hidden for another reason needs another one beside it too
        return frozenset(rows)
    return hidden_groups(rows, adds_up=answer.adds_up)


def _is_hidden(one: Question, answer: Answer, small: Collection[Cell], released: Released) -> bool:
    if Cell(one.key, one.period, one.where) in small:
        return True
    if one.where and follows_from_release(
        answer.rows, released.get((one.key, one.period, one.where, "", ""))
    ):
        return True
    return isinstance(answer.previous, int) and is_small(answer.previous)


def shown_rows(answers: Mapping[Question, Answer]) -> list[dict[str, Any]]:
    """What an open edition shows of groups and filters, to be compared with by later ones."""
    found = []
    for one, answer in answers.items():
        asked = {"key": one.key, "period": one.period, "where": [list(pair) for pair in one.where]}
        if one.where and not answer.hidden:
            found.append({**asked, "by": "", "group": "", "rows": answer.rows})
        found += [
            {**asked, "by": one.by, "group": group[one.by], "rows": group["rows"]}
            for group in answer.groups
            if not answer.hidden and group[one.by] not in answer.hidden_groups
        ]
    return found
