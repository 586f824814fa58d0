"""The figures of learning: events held, who came, certificates."""

from typing import Any

from lianxin.engines.figures import Count, Figure, World


def events(world: World) -> Any:
    table = world.table("events")
    rows = table.filter(table.status == "已举办", world.in_period(table.starts_on))
    return world.rows(
        rows,
        *("event_no", "title", "kind", "topic", "starts_on", "ends_on", "host", "partner", "place"),
        at=rows.starts_on,
        _course=rows.kind == "培训班",
    )


def attendances(world: World) -> Any:
    """Without the attendee: that is personal."""
    table = world.table("attendances")
    rows = world.join(
        table.filter(world.in_period(table.date)), "events", "event_no", "title", "kind", "topic", "status"
    )
    rows = rows.filter(rows.status == "已举办")
    return world.rows(
        rows,
        *("event_no", "title", "kind", "topic", "date", "member_no", "method"),
        at=rows.date,
        _course=rows.kind == "培训班",
    )


def certificates(world: World) -> Any:
    table = world.table("certificates")
    rows = table.filter(world.in_period(table.issued_on), ~world.by_then(table.revoked_on))
    return world.rows(rows, "cert_no", "event_no", "issued_on", "expires_on", "revoked_on", at=rows.issued_on)


FIGURES = (
    Figure(
        key="learning.events",
        zh="举办活动",
        en="Events held",
        kind="flow",
        unit="场",
        by=("month", "year", "kind", "host"),
        definition="events with status 已举办, by starts_on",
        definition_zh="状态为已举办的活动，按开始日期计",
        evidence=events,
        fold=Count(),
    ),
    Figure(
        key="learning.courses",
        zh="举办培训",
        en="Training courses held",
        kind="flow",
        unit="期",
        by=("month", "year", "topic", "host", "partner"),
        definition="events of kind 培训班 with status 已举办, by starts_on",
        definition_zh="类型为培训班、状态为已举办的活动，按开始日期计",
        evidence=events,
        fold=Count(),
        only="_course",
    ),
    Figure(
        key="learning.attendances",
        zh="参训人次",
        en="Course attendances",
        kind="flow",
        unit="人次",
        by=("month", "year", "topic"),
        definition="attendances, by their date, at events of kind 培训班 with status 已举办",
        definition_zh="已举办培训班的签到人次，按签到日期计",
        evidence=attendances,
        fold=Count(),
        only="_course",
    ),
    Figure(
        key="learning.all_attendances",
        zh="参与人次",
        en="Attendances",
        kind="flow",
        unit="人次",
        by=("month", "year", "kind"),
        definition="attendances, by their date, at events with status 已举办",
        definition_zh="已举办的各类活动的签到人次，按签到日期计",
        evidence=attendances,
        fold=Count(),
    ),
    Figure(
        key="learning.certificates",
        zh="颁发证书",
        en="Certificates issued",
        kind="flow",
        unit="张",
        by=("month", "year"),
        definition="certificates, by issued_on, that are not revoked on or before the period's last day",
        definition_zh="按发证日期计的证书，期末日或之前已撤销的不计",
        evidence=certificates,
        fold=Count(),
    ),
)
