"""The figures of public good: campaigns, volunteers, donations, honours, mentoring, works."""

from typing import Any

from lianxin.engines.figures import Count, CountDistinct, Figure, Sum, World

_WORK = ("work_no", "member_no", "platform", "title", "topic", "published_on")


def campaigns(world: World) -> Any:
    table = world.table("campaigns")
    rows = table.filter(world.in_period(table.starts_on))
    return world.rows(rows, "campaign_no", "title", "kind", "starts_on", "ends_on", at=rows.starts_on)


def participations(world: World) -> Any:
    table = world.table("participations")
    rows = table.filter(world.in_period(table.date))
    rows = world.join(rows, "campaigns", "campaign_no", "title", "kind")
    return world.rows(rows, "campaign_no", "title", "kind", "member_no", "date", "hours", at=rows.date)


def donations(world: World) -> Any:
    table = world.table("donations")
    rows = table.filter(world.in_period(table.donated_on))
    return world.rows(
        rows,
        *(
            "donation_no",
            "campaign_no",
            "member_no",
            "organisation",
            "kind",
            "amount",
            "donated_on",
            "receipt_no",
        ),
        at=rows.donated_on,
    )


def honours(world: World) -> Any:
    table = world.table("honours")
    rows = table.filter(world.in_period(table.awarded_on))
    return world.rows(rows, "member_no", "title", "awarder", "level", "awarded_on", at=rows.awarded_on)


def mentorships(world: World) -> Any:
    table = world.table("mentorships")
    rows = table.filter(world.running(table.starts_on, table.ends_on))
    return world.rows(rows, "mentor_no", "mentee_no", "starts_on", "ends_on")


def works(world: World) -> Any:
    table = world.table("works")
    rows = table.filter(world.in_period(table.published_on))
    return world.rows(rows, *_WORK, "url", at=rows.published_on)


def watched_works(world: World) -> Any:
    """The latest row of work_stats for each work published in the period: where the number stands."""
    latest = world.latest(world.table("work_stats"), ("work_no",))
    table = world.table("works")
    published = table.filter(world.in_period(table.published_on)).select(*_WORK)
    rows = latest.inner_join(published, "work_no")
    return world.rows(rows, *_WORK, "as_of", "views", "likes", at=rows.published_on)


FIGURES = (
    Figure(
        key="goodworks.campaigns",
        zh="公益活动",
        en="Campaigns",
        kind="flow",
        unit="场",
        by=("year", "kind"),
        definition="campaigns, by starts_on",
        definition_zh="公益活动，按开始日期计",
        evidence=campaigns,
        fold=Count(),
    ),
    Figure(
        key="goodworks.volunteers",
        zh="参与公益成员",
        en="Members taking part",
        kind="flow",
        unit="名",
        by=("kind",),
        definition="distinct members with a participation, by its date; kind is the campaign's",
        definition_zh="本期有公益参与记录的成员，按人计；类别为所参加公益活动的类别",
        evidence=participations,
        fold=CountDistinct("member_no"),
    ),
    Figure(
        key="goodworks.hours",
        zh="公益服务时长",
        en="Hours of service",
        kind="flow",
        unit="小时",
        by=("month", "year", "kind"),
        definition="hours of participations, by date, summed; kind is the campaign's",
        definition_zh="公益参与的服务小时合计，按参与日期计；类别为所参加公益活动的类别",
        evidence=participations,
        fold=Sum("hours", places=2),
    ),
    Figure(
        key="goodworks.donations",
        zh="捐款捐物",
        en="Donations",
        kind="flow",
        unit="元",
        by=("year", "kind", "campaign_no"),
        definition="amount of donations, by donated_on, summed",
        definition_zh="捐赠金额（含物资折价）合计，按捐赠日期计",
        evidence=donations,
        fold=Sum("amount", places=2),
    ),
    Figure(
        key="goodworks.honours",
        zh="获得荣誉",
        en="Honours",
        kind="flow",
        unit="项",
        by=("year", "level"),
        definition="honours, by awarded_on",
        definition_zh="荣誉，按颁发日期计",
        evidence=honours,
        fold=Count(),
    ),
    Figure(
        key="goodworks.mentees",
        zh="在带学员",
        en="Mentees",
        kind="point",
        unit="名",
        by=("mentor_no",),
        definition="distinct mentee_no of mentorships that are running",
        definition_zh="期末日正在传帮带的学员，按人计",
        evidence=mentorships,
        fold=CountDistinct("mentee_no"),
    ),
    Figure(
        key="goodworks.works",
        zh="发布作品",
        en="Works published",
        kind="flow",
        unit="条",
        by=("month", "year", "topic", "platform", "member_no"),
        definition="works, by published_on",
        definition_zh="作品，按发布日期计",
        evidence=works,
        fold=Count(),
    ),
    Figure(
        key="goodworks.views",
        zh="作品播放量",
        en="Views of works",
        kind="flow",
        unit="次",
        by=("topic", "platform", "member_no"),
        definition="for each work by published_on: views of its latest row with as_of on or before the "
        "period's last day; summed; a work without one counts 0 rows and adds nothing",
        definition_zh="本期发布的每件作品取统计日期不晚于期末日的最近一条数据，播放量合计；没有数据的作品不计",
        evidence=watched_works,
        fold=Sum("views"),
    ),
)
