"""The figures of bases and studios."""

from typing import Any

from lianxin.engines.figures import Count, Figure, Ratio, Share, Sum, World


def bases(world: World) -> Any:
    table = world.table("bases")
    rows = table.filter(world.running(table.opened_on, table.closed_on))
    return world.rows(rows, "name", "operator", "town", "opened_on", "closed_on")


def studios(world: World) -> Any:
    table = world.table("studios")
    rows = table.filter(world.running(table.opened_on, table.closed_on))
    return world.rows(rows, "studio_no", "base", "kind", "opens", "opened_on", "closed_on")


def bookings(world: World) -> Any:
    """Those that took place or should have."""
    table = world.table("bookings")
    rows = table.filter(table.status.isin(["已使用", "未到"]), world.in_period(table.starts_at))
    rows = world.join(rows, "studios", "studio_no", "base", "kind")
    return world.rows(
        rows,
        *("booking_no", "studio_no", "base", "kind", "member_no", "starts_at", "ends_at", "status"),
        at=rows.starts_at,
        _used=rows.status == "已使用",
        _missed=rows.status == "未到",
        _seconds=_seconds(rows),
    )


def opening_hours(world: World) -> Any:
    """One row per studio that was open in the period, or used in it."""
    table = world.table("bookings")
    used = table.filter(table.status == "已使用", world.in_period(table.starts_at))
    used = used.group_by(_studio=used.studio_no).aggregate(_used=_seconds(used).sum())
    rows = world.table("studios")
    rows = rows.left_join(used, rows.studio_no == used["_studio"])
    rows = rows.mutate(days_open=world.days(rows.opened_on, rows.closed_on))
    rows = rows.filter((rows.days_open > 0) | rows["_used"].notnull())
    rows = rows.mutate(_open=_daily_seconds(rows.opens) * rows.days_open, _used=rows["_used"].fill_null(0))
    return world.rows(
        rows,
        *("studio_no", "base", "kind", "opens", "opened_on", "closed_on", "days_open"),
        hours_open=_hours(rows["_open"]),
        hours_used=_hours(rows["_used"]),
        _open=rows["_open"],
        _used=rows["_used"],
    )


def _seconds(bookings: Any) -> Any:
    return bookings.ends_at.delta(bookings.starts_at, unit="second")


def _hours(seconds: Any) -> Any:
    return (seconds / 3600).cast("decimal(18, 4)")


def _daily_seconds(opens: Any) -> Any:
    """From "09:00-24:00" or "18:00-02:00": an end not after the start lies on the next day."""
    start, end = _minutes(opens.substr(0, 5)), _minutes(opens.substr(6, 5))
    return (end - start + (end <= start).cast("int64") * 24 * 60) * 60


def _minutes(time: Any) -> Any:
    return time.substr(0, 2).try_cast("int64") * 60 + time.substr(3, 2).try_cast("int64")


_LABELS = {"days_open": "开放天数", "hours_open": "开放小时", "hours_used": "使用小时"}

FIGURES = (
    Figure(
        key="spaces.bases",
        zh="基地",
        en="Bases",
        kind="point",
        unit="个",
        by=(),
        definition="bases, from opened_on to closed_on",
        definition_zh="期末日在用的基地",
        evidence=bases,
        fold=Count(),
    ),
    Figure(
        key="spaces.studios",
        zh="直播间",
        en="Studios",
        kind="point",
        unit="间",
        by=("kind", "base"),
        definition="studios, from opened_on to closed_on",
        definition_zh="期末日在用的直播间",
        evidence=studios,
        fold=Count(),
    ),
    Figure(
        key="spaces.bookings_used",
        zh="直播间使用",
        en="Studio sessions",
        kind="flow",
        unit="场次",
        by=("month", "year", "kind", "base"),
        definition="bookings with status 已使用, by the date of starts_at",
        definition_zh="状态为已使用的预约，按开始时间所在日期计",
        evidence=bookings,
        fold=Count(),
        only="_used",
    ),
    Figure(
        key="spaces.hours_used",
        zh="直播间使用时长",
        en="Studio hours used",
        kind="flow",
        unit="小时",
        by=("month", "year", "kind", "base"),
        definition="hours (ends_at minus starts_at) of spaces.bookings_used, summed",
        definition_zh="状态为已使用的预约的时长（结束时间减开始时间）合计，按开始时间所在日期计",
        evidence=bookings,
        fold=Sum("_seconds", places=2, per=3600),
        only="_used",
    ),
    Figure(
        key="spaces.no_show_rate",
        zh="爽约率",
        en="No-show rate",
        kind="flow",
        unit="%",
        by=("kind", "base"),
        definition="of bookings with status 已使用 or 未到, by the date of starts_at: the share with 未到",
        definition_zh="状态为已使用或未到的预约中，未到的所占比例，按开始时间所在日期计",
        evidence=bookings,
        fold=Share("_missed"),
    ),
    Figure(
        key="spaces.utilisation",
        zh="直播间利用率",
        en="Studio utilisation",
        kind="flow",
        unit="%",
        by=("kind", "base"),
        definition="spaces.hours_used over the studios' own opening hours: for each studio, its daily hours "
        "by opens (past midnight included) times the days of the period on which it is open",
        definition_zh="直播间使用时长与各直播间自身开放时长之比："
        "开放时长为每日开放小时（含跨零点时段）乘以本期内在用的天数",
        evidence=opening_hours,
        fold=Ratio(Sum("_used"), Sum("_open")),
        labels=_LABELS,
    ),
)
