"""The figures of the information desk: questions, answers, their sources."""

from typing import Any

from lianxin.engines.figures import Count, Figure, Share, World


def questions(world: World) -> Any:
    table = world.table("questions")
    rows = table.filter(world.in_period(table.asked_on))
    return world.rows(
        rows, "question_no", "asked_on", "topic", "title", "unit", "answered_on", at=rows.asked_on
    )


def answered(world: World) -> Any:
    table = world.table("questions")
    rows = table.filter(world.in_period(table.answered_on))
    return world.rows(
        rows,
        *("question_no", "asked_on", "topic", "title", "unit", "answered_on"),
        at=rows.answered_on,
        sources=rows.sources.join("；").coalesce(""),
        _sourced=(rows.sources.length() > 0).fill_null(False),
    )


FIGURES = (
    Figure(
        key="desk.questions",
        zh="公众咨询",
        en="Questions asked",
        kind="flow",
        unit="件",
        by=("month", "year", "topic"),
        definition="questions, by asked_on",
        definition_zh="公众咨询，按提问日期计",
        evidence=questions,
        fold=Count(),
    ),
    Figure(
        key="desk.answered",
        zh="答复咨询",
        en="Questions answered",
        kind="flow",
        unit="件",
        by=("month", "year", "topic", "unit"),
        definition="questions, by answered_on",
        definition_zh="公众咨询，按答复日期计",
        evidence=answered,
        fold=Count(),
    ),
    Figure(
        key="desk.sourced_rate",
        zh="答复附依据率",
        en="Answers with a source",
        kind="flow",
        unit="%",
        by=("topic", "unit"),
        definition="of questions by answered_on: the share with at least one source",
        definition_zh="本期答复的咨询中，至少附有一条引用依据的所占比例",
        evidence=answered,
        fold=Share("_sourced"),
    ),
)
