"""The figures of people: who is on record, and the reach of their accounts."""

from typing import Any

from lianxin.engines.figures import Count, Figure, Sum, World


def members(world: World) -> Any:
    table = world.table("members")
    rows = table.filter(world.running(table.joined_on, table.left_on))
    return world.rows(
        rows,
        "member_no",
        "stage_name",
        "kind",
        "industry",
        "town",
        "organisation",
        "joined_on",
        "left_on",
        "focus",
    )


def companies(world: World) -> Any:
    table = world.table("organisations")
    rows = table.filter(table.kind == "网络企业", world.running(table.joined_on, table.left_on))
    return world.rows(rows, "name", "kind", "uscc", "town", "joined_on", "left_on")


def accounts(world: World) -> Any:
    """One row per account: the latest one."""
    rows = world.latest(world.table("accounts"), ("platform", "account_id"))
    return world.rows(rows, "member_no", "platform", "account_id", "nickname", "as_of", "followers", "likes")


FIGURES = (
    Figure(
        key="people.members",
        zh="在库成员",
        en="Members on record",
        kind="point",
        unit="名",
        by=("kind", "town", "industry"),
        definition="members, from joined_on to left_on",
        definition_zh="期末日在库的成员：加入日期不晚于期末日，且未在期末日或之前退出",
        evidence=members,
        fold=Count(),
    ),
    Figure(
        key="people.focus_members",
        zh="重点联系成员",
        en="Focus members",
        kind="point",
        unit="名",
        by=("kind", "town", "industry"),
        definition="members with focus, from joined_on to left_on",
        definition_zh="期末日在库且列为重点联系的成员",
        evidence=members,
        fold=Count(),
        only="focus",
    ),
    Figure(
        key="people.network_companies",
        zh="网络企业",
        en="Network companies",
        kind="point",
        unit="家",
        by=("town",),
        definition="organisations of kind 网络企业, from joined_on (a missing one counts from the beginning) "
        "to left_on",
        definition_zh="期末日在册、类别为网络企业的单位；未填加入日期的视为一直在册",
        evidence=companies,
        fold=Count(),
    ),
    Figure(
        key="people.followers",
        zh="粉丝总量",
        en="Followers",
        kind="point",
        unit="人",
        by=("member_no", "platform"),
        definition="for each account (platform, account_id): followers of its latest row with as_of on or "
        "before the period's last day; summed",
        definition_zh="每个账号（平台、账号ID）取统计日期不晚于期末日的最近一条记录，粉丝数合计",
        evidence=accounts,
        fold=Sum("followers"),
    ),
    Figure(
        key="people.likes",
        zh="获赞总量",
        en="Likes",
        kind="point",
        unit="次",
        by=("member_no", "platform"),
        definition="for each account (platform, account_id): likes of its latest row with as_of on or "
        "before the period's last day; summed",
        definition_zh="每个账号（平台、账号ID）取统计日期不晚于期末日的最近一条记录，获赞数合计",
        evidence=accounts,
        fold=Sum("likes"),
    ),
)
