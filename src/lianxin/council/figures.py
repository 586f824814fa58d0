"""The figures of the joint conference: member units, meetings, measures and resolutions."""

from typing import Any

from lianxin.engines.figures import Count, Figure, Share, World


def units(world: World) -> Any:
    table = world.table("organisations")
    rows = table.filter(table.kind == "成员单位", world.running(table.joined_on, table.left_on))
    return world.rows(rows, "name", "kind", "uscc", "town", "joined_on", "left_on")


def special_meetings(world: World) -> Any:
    table = world.table("meetings")
    rows = table.filter(table.kind == "专题会议", world.in_period(table.held_on))
    return world.rows(rows, "meeting_no", "title", "kind", "held_on", "host", "place", at=rows.held_on)


def measures(world: World) -> Any:
    table = world.table("measures")
    rows = table.filter(world.in_period(table.due_on))
    return world.rows(
        rows,
        *("measure_no", "title", "lead_unit", "due_on", "progress", "done_on"),
        at=rows.due_on,
        _done=world.by_then(rows.done_on),
        _on_time=(rows.done_on <= rows.due_on).fill_null(False),
    )


def tasks(world: World) -> Any:
    table = world.table("resolutions")
    rows = table.filter(table.kind == "任务", world.in_period(table.done_on))
    return world.rows(
        rows, "meeting_no", "item_no", "kind", "title", "lead_unit", "due_on", "done_on", at=rows.done_on
    )


FIGURES = (
    Figure(
        key="council.units",
        zh="联席会议成员单位",
        en="Member units",
        kind="point",
        unit="个",
        by=(),
        definition="organisations of kind 成员单位, from joined_on (a missing one counts from the beginning) "
        "to left_on",
        definition_zh="期末日在册、类别为成员单位的单位；未填加入日期的视为一直在册",
        evidence=units,
        fold=Count(),
    ),
    Figure(
        key="council.meetings",
        zh="专题会议",
        en="Special meetings",
        kind="flow",
        unit="次",
        by=("month", "year", "host"),
        definition="meetings of kind 专题会议, by held_on",
        definition_zh="类型为专题会议的会议，按召开日期计",
        evidence=special_meetings,
        fold=Count(),
    ),
    Figure(
        key="council.measures",
        zh="到期举措",
        en="Measures due",
        kind="flow",
        unit="项",
        by=("month", "year", "lead_unit"),
        definition="measures, by due_on",
        definition_zh="完成时限在本期内的举措",
        evidence=measures,
        fold=Count(),
    ),
    Figure(
        key="council.measures_done",
        zh="完成举措",
        en="Measures done",
        kind="flow",
        unit="项",
        by=("month", "year", "lead_unit"),
        definition="measures, by due_on, with done_on on or before the period's last day",
        definition_zh="完成时限在本期内、期末日或之前已完成的举措",
        evidence=measures,
        fold=Count(),
        only="_done",
    ),
    Figure(
        key="council.on_time_rate",
        zh="举措按期完成率",
        en="Measures done on time",
        kind="flow",
        unit="%",
        by=("lead_unit",),
        definition="of measures by due_on: the share with done_on on or before due_on",
        definition_zh="完成时限在本期内的举措中，完成日期不晚于完成时限的所占比例",
        evidence=measures,
        fold=Share("_on_time"),
    ),
    Figure(
        key="council.tasks_closed",
        zh="议定任务办结",
        en="Agreed tasks closed",
        kind="flow",
        unit="项",
        by=("lead_unit",),
        definition="resolutions of kind 任务, by done_on",
        definition_zh="类型为任务的议定事项，按完成日期计",
        evidence=tasks,
        fold=Count(),
    ),
)
