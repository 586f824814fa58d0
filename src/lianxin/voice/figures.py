"""The figures of representation: posts held, proposals and their answers."""

from typing import Any

from lianxin.engines.figures import Count, Figure, Share, World

_POST = ("member_no", "position", "body", "kind", "level", "starts_on", "ends_on", "first_ever")
_PROPOSAL = ("proposal_no", "member_no", "title", "submitted_on", "lead_unit", "due_on")
_ANSWER = ("answered_on", "adopted", "rating")


def new_posts(world: World) -> Any:
    table = world.table("appointments")
    rows = table.filter(world.in_period(table.starts_on))
    return world.rows(rows, *_POST, at=rows.starts_on, _first=rows.first_ever.fill_null(False))


def serving(world: World) -> Any:
    table = world.table("appointments")
    return world.rows(table.filter(world.running(table.starts_on, table.ends_on)), *_POST)


def proposals(world: World) -> Any:
    table = world.table("proposals")
    rows = table.filter(world.in_period(table.submitted_on))
    return world.rows(rows, *_PROPOSAL, *_ANSWER, at=rows.submitted_on)


def answered(world: World) -> Any:
    table = world.table("proposals")
    rows = table.filter(world.in_period(table.answered_on))
    return world.rows(
        rows,
        *(*_PROPOSAL, *_ANSWER),
        at=rows.answered_on,
        _rated=rows.rating.coalesce("") != "",
        _satisfied=rows.rating.isin(["满意", "基本满意"]),
    )


FIGURES = (
    Figure(
        key="voice.appointments",
        zh="新任职务",
        en="New appointments",
        kind="flow",
        unit="人次",
        by=("year", "kind", "level"),
        definition="appointments, by starts_on",
        definition_zh="任职记录，按任职日期计",
        evidence=new_posts,
        fold=Count(),
    ),
    Figure(
        key="voice.serving",
        zh="在任职务",
        en="Serving",
        kind="point",
        unit="人次",
        by=("kind", "level"),
        definition="appointments, from starts_on to ends_on",
        definition_zh="期末日在任的职务",
        evidence=serving,
        fold=Count(),
    ),
    Figure(
        key="voice.first_ever",
        zh="首次突破",
        en="First ever",
        kind="flow",
        unit="项",
        by=("year", "kind"),
        definition="appointments with first_ever, by starts_on",
        definition_zh="标为首次突破的任职，按任职日期计",
        evidence=new_posts,
        fold=Count(),
        only="_first",
    ),
    Figure(
        key="voice.proposals",
        zh="意见建议",
        en="Proposals",
        kind="flow",
        unit="件",
        by=("month", "year", "lead_unit"),
        definition="proposals, by submitted_on",
        definition_zh="意见建议，按提出日期计",
        evidence=proposals,
        fold=Count(),
    ),
    Figure(
        key="voice.answered",
        zh="答复建议",
        en="Proposals answered",
        kind="flow",
        unit="件",
        by=("month", "year", "lead_unit", "adopted"),
        definition="proposals, by answered_on",
        definition_zh="意见建议，按答复日期计",
        evidence=answered,
        fold=Count(),
    ),
    Figure(
        key="voice.satisfaction",
        zh="答复满意率",
        en="Satisfied with the answer",
        kind="flow",
        unit="%",
        by=("lead_unit",),
        definition="of proposals by answered_on that have a rating: the share 满意 or 基本满意",
        definition_zh="本期答复且已评价的意见建议中，评价为满意或基本满意的所占比例",
        evidence=answered,
        fold=Share("_satisfied"),
        only="_rated",
    ),
)
