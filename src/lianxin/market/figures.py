"""The figures of the market: outlets, products, contracts, investments, live sessions."""

from typing import Any

from lianxin.engines.figures import Count, Figure, Sum, World


def outlets(world: World) -> Any:
    table = world.table("outlets")
    rows = table.filter(world.running(table.opened_on, table.closed_on))
    return world.rows(rows, "outlet_no", "name", "operator", "town", "village", "opened_on", "closed_on")


def products(world: World) -> Any:
    table = world.table("products")
    rows = table.filter(world.running(table.listed_on, table.delisted_on))
    return world.rows(
        rows, "product_no", "name", "category", "producer", "certification", "listed_on", "delisted_on"
    )


def contracts(world: World) -> Any:
    table = world.table("contracts")
    rows = table.filter(world.running(table.signed_on, table.ends_on))
    return world.rows(
        rows, "contract_no", "producer", "buyer", "product_no", "area_mu", "signed_on", "ends_on"
    )


def investments(world: World) -> Any:
    table = world.table("investments")
    rows = table.filter(world.in_period(table.signed_on))
    return world.rows(
        rows,
        *("project_no", "title", "member_no", "organisation", "town", "amount", "jobs", "signed_on"),
        at=rows.signed_on,
    )


def live_sessions(world: World) -> Any:
    table = world.table("live_sessions")
    rows = table.filter(world.in_period(table.starts_at))
    return world.rows(
        rows,
        *(
            "session_no",
            "member_no",
            "platform",
            "studio_no",
            "starts_at",
            "ends_at",
            "viewers",
            "reported_amount",
        ),
        at=rows.starts_at,
    )


FIGURES = (
    Figure(
        key="market.outlets",
        zh="农村电商网点",
        en="Rural e-commerce outlets",
        kind="point",
        unit="个",
        by=("town", "operator"),
        definition="outlets, from opened_on to closed_on",
        definition_zh="期末日在用的农村电商网点",
        evidence=outlets,
        fold=Count(),
    ),
    Figure(
        key="market.products",
        zh="农特产品",
        en="Farm products",
        kind="point",
        unit="种",
        by=("category", "producer", "certification"),
        definition="products, from listed_on to delisted_on",
        definition_zh="期末日在线的农特产品",
        evidence=products,
        fold=Count(),
    ),
    Figure(
        key="market.contract_area",
        zh="订单农业面积",
        en="Area under contract",
        kind="point",
        unit="亩",
        by=("product_no", "producer"),
        definition="area_mu of contracts from signed_on to ends_on, summed",
        definition_zh="期末日有效的订单农业合同的面积合计",
        evidence=contracts,
        fold=Sum("area_mu", places=2),
    ),
    Figure(
        key="market.investment",
        zh="投资额",
        en="Investment",
        kind="flow",
        unit="元",
        by=("year", "town"),
        definition="amount of investments, by signed_on, summed",
        definition_zh="投资项目的投资额合计，按项目日期计",
        evidence=investments,
        fold=Sum("amount", places=2),
    ),
    Figure(
        key="market.jobs",
        zh="带动就业",
        en="Jobs created",
        kind="flow",
        unit="人",
        by=("year", "town"),
        definition="jobs of investments, by signed_on, summed; empty counts 0",
        definition_zh="投资项目带动就业人数合计，按项目日期计；未填的按0计",
        evidence=investments,
        fold=Sum("jobs"),
    ),
    Figure(
        key="market.live_sessions",
        zh="直播场次",
        en="Live sessions",
        kind="flow",
        unit="场",
        by=("month", "year", "platform", "member_no"),
        definition="live_sessions, by the date of starts_at",
        definition_zh="直播场次，按开始时间所在日期计",
        evidence=live_sessions,
        fold=Count(),
    ),
)
