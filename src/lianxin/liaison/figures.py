"""The figures of liaison: who looks after whom, contacts, cases."""

from typing import Any

from lianxin.engines.figures import Count, CountDistinct, Figure, Max, Median, Share, World

_CASE = ("case_no", "member_no", "category", "title", "lead_unit", "opened_on", "closed_on", "outcome")
_CONFIRMED = ("confirmation", "confirmed_on")


def assignments(world: World) -> Any:
    """Running ones; `members` is how many different members the row's officer has in them."""
    table = world.table("assignments")
    rows = table.filter(world.running(table.starts_on, table.ends_on))
    rows = world.join(rows, "officers", "officer_no", "role")
    loads = rows.group_by(_of=rows.officer_no).aggregate(members=rows.member_no.nunique())
    rows = rows.left_join(loads, rows.officer_no == loads["_of"])
    return world.rows(rows, "officer_no", "role", "member_no", "starts_on", "ends_on", "members")


def focus_members(world: World) -> Any:
    table = world.table("members")
    rows = table.filter(table.focus, world.running(table.joined_on, table.left_on))
    pairs = world.table("assignments")
    running = pairs.filter(world.running(pairs.starts_on, pairs.ends_on))
    served = running.select(_served=running.member_no).distinct()
    rows = rows.left_join(served, rows.member_no == served["_served"])
    return world.rows(
        rows,
        *("member_no", "stage_name", "kind", "industry", "town", "joined_on", "left_on"),
        covered=rows["_served"].notnull(),
    )


def contacts(world: World) -> Any:
    """Without the summary: that is personal."""
    table = world.table("contacts")
    rows = table.filter(table.reached, world.in_period(table.date))
    return world.rows(
        rows, "contact_no", "officer_no", "member_no", "date", "channel", "reached", at=rows.date
    )


def opened_cases(world: World) -> Any:
    table = world.table("cases")
    rows = table.filter(world.in_period(table.opened_on))
    return world.rows(rows, *_CASE, *_CONFIRMED, at=rows.opened_on)


def closed_cases(world: World) -> Any:
    table = world.table("cases")
    rows = table.filter(world.in_period(table.closed_on))
    days = rows.closed_on.delta(rows.opened_on, unit="day")
    return world.rows(rows, *_CASE, at=rows.closed_on, days=days)


def solved_cases(world: World) -> Any:
    table = world.table("cases")
    rows = table.filter(table.confirmation == "已解决", world.in_period(table.confirmed_on))
    return world.rows(rows, *_CASE, *_CONFIRMED, at=rows.confirmed_on)


_LABELS = {"members": "联系成员数", "covered": "是否有结对联系", "days": "办结天数"}

FIGURES = (
    Figure(
        key="liaison.officers",
        zh="联系干部",
        en="Liaison officers",
        kind="point",
        unit="名",
        by=("role",),
        definition="distinct officers with an assignment that is running",
        definition_zh="期末日有结对联系的干部，按人计",
        evidence=assignments,
        fold=CountDistinct("officer_no"),
        labels=_LABELS,
    ),
    Figure(
        key="liaison.most_per_officer",
        zh="人均联系上限",
        en="Most members per officer",
        kind="point",
        unit="名",
        by=("role",),
        definition="the largest number of members that one officer has in running assignments; "
        "null without any",
        definition_zh="期末日一名干部结对联系成员的最多人数；没有结对联系时为空",
        evidence=assignments,
        fold=Max("members"),
        labels=_LABELS,
    ),
    Figure(
        key="liaison.coverage",
        zh="重点成员联系覆盖率",
        en="Focus members with an officer",
        kind="point",
        unit="%",
        by=("town", "industry"),
        definition="of people.focus_members: the share with a running assignment",
        definition_zh="期末日的重点联系成员中，有结对联系的所占比例",
        evidence=focus_members,
        fold=Share("covered"),
        labels=_LABELS,
    ),
    Figure(
        key="liaison.contacts",
        zh="联系走访",
        en="Contacts made",
        kind="flow",
        unit="次",
        by=("month", "year", "channel", "officer_no"),
        definition="contacts with reached, by date",
        definition_zh="联系上的联系记录，按日期计",
        evidence=contacts,
        fold=Count(),
    ),
    Figure(
        key="liaison.cases_opened",
        zh="受理诉求",
        en="Cases opened",
        kind="flow",
        unit="件",
        by=("month", "year", "category", "lead_unit"),
        definition="cases, by opened_on",
        definition_zh="服务诉求，按提出日期计",
        evidence=opened_cases,
        fold=Count(),
    ),
    Figure(
        key="liaison.cases_closed",
        zh="办结诉求",
        en="Cases closed",
        kind="flow",
        unit="件",
        by=("month", "year", "category", "lead_unit", "member_no"),
        definition="cases, by closed_on",
        definition_zh="服务诉求，按办结日期计",
        evidence=closed_cases,
        fold=Count(),
        labels=_LABELS,
    ),
    Figure(
        key="liaison.cases_solved",
        zh="成员确认解决",
        en="Cases solved, says the member",
        kind="flow",
        unit="件",
        by=("month", "year", "category", "lead_unit", "member_no"),
        definition="cases whose confirmation is 已解决, by confirmed_on: what the member says, "
        "not what the office says",
        definition_zh="成员评价为已解决的诉求，按评价日期计：以成员的评价为准，不以办理单位的说法为准",
        evidence=solved_cases,
        fold=Count(),
    ),
    Figure(
        key="liaison.case_days",
        zh="诉求办结时长中位数",
        en="Median days to close a case",
        kind="flow",
        unit="天",
        by=("category", "lead_unit"),
        definition="of cases by closed_on: the median of closed_on minus opened_on in days",
        definition_zh="本期办结的诉求，从提出日期到办结日期的天数的中位数",
        evidence=closed_cases,
        fold=Median("days"),
        labels=_LABELS,
    ),
)
