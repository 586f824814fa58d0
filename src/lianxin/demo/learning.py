"""Courses and other events, who signed in, and certificates."""

from __future__ import annotations

import random
from datetime import date, timedelta

from lianxin.demo import names
from lianxin.demo.people import Cast
from lianxin.demo.world import Place, Row, Sheets, some_day, split

#: Held courses and their attendances, in the year before and in the year.
_COURSES = ((74, 3120), (97, 3987))
_TOPICS = {
    "直播带货": "直播带货实操", "短视频制作": "短视频拍摄与剪辑", "农产品电商": "农产品上行",
    "法律法规": "网络直播法律法规",
    "财税知识": "电商财税", "品牌策划": "区域品牌与包装", "网络安全": "网络安全与信息素养",
    "竹编技艺": "竹编技艺传承",
}  # fmt: skip
#: Other events by kind: held in the year before and in the year, with the usual number of people.
_OTHERS = {
    "讲座": (9, 14, 60), "座谈会": (4, 6, 24), "参观学习": (3, 5, 30), "知识竞赛": (2, 3, 90), "主题活动": (6,
    9, 45),
}  # fmt: skip


def build(place: Place, cast: Cast) -> Sheets:
    """The sheets events, attendances and certificates."""
    rng = place.random("learning")
    members = {member.name: member.number for member in cast.members}
    people = list(dict.fromkeys([*members, *names.people(place.random("learners"), 1300)]))
    events: list[Row] = []
    sizes: list[int] = []
    for year, (held, attendances) in zip((place.year - 1, place.year), _COURSES, strict=True):
        events += [_course(rng, cast, year, n, held) for n in range(held)]
        sizes += split(attendances, [rng.uniform(0.5, 1.7) * _sessions(row) for row in events[-held:]])
    for kind, (before, now, people_) in _OTHERS.items():
        for year, count in ((place.year - 1, before), (place.year, now)):
            events += [_other(rng, cast, year, kind) for _ in range(count)]
            sizes += [int(people_ * rng.uniform(0.6, 1.3)) for _ in range(count)]
    events += [_course(rng, cast, place.year, n, 4) | {"status": "取消"} for n in range(4)]
    events += [_other(rng, cast, place.year + 1, "讲座") | {"status": "计划"} for _ in range(2)]
    sizes += [0] * 6
    order = sorted(range(len(events)), key=lambda i: (events[i]["starts_on"], i))
    events = [{"event_no": place.number("HD", n)} | events[i] for n, i in enumerate(order, 1)]
    attendances_: list[Row] = []
    for event, i in zip(events, order, strict=True):
        attendances_ += _attendances(rng, event, sizes[i], people, members)
    certificates = _certificates(place, events, attendances_)
    return {"events": events, "attendances": attendances_, "certificates": certificates}


def _course(rng: random.Random, cast: Cast, year: int, n: int, of: int) -> Row:
    """Courses follow each other through the year; none runs past its last day."""
    starts = date(year, 1, 6) + timedelta(days=int(n * 345 / of) + rng.randint(0, 3))
    topic = rng.choices(tuple(_TOPICS), (26, 22, 20, 8, 7, 8, 5, 4))[0]
    days = rng.choices((1, 2, 3, 5), (30, 35, 25, 10))[0]
    return {
        "title": f"{_TOPICS[topic]}培训班（{starts:%m}月第{n % 4 + 1}期）", "kind": "培训班", "topic": topic,
        "starts_on": starts, "ends_on": starts + timedelta(days=days - 1),
        "host": rng.choice(cast.units[:12]),
        "partner": rng.choice(cast.partners), "place": rng.choice(("青江直播基地多功能厅", "区委党校",
        "合作院校教室")),
        "capacity": rng.choice((40, 50, 60, 80)), "status": "已举办",
    }  # fmt: skip


def _other(rng: random.Random, cast: Cast, year: int, kind: str) -> Row:
    starts = some_day(rng, date(year, 1, 8), date(year, 12, 20))
    return {
        "title": f"网络人士{kind}（{starts:%m}月）", "kind": kind, "topic": rng.choice(tuple(_TOPICS)),
        "starts_on": starts, "ends_on": starts, "host": rng.choice(cast.units), "place": "网络人士之家",
        "capacity": 120, "status": "已举办",
    }  # fmt: skip


def _sessions(event: Row) -> int:
    return int((event["ends_on"] - event["starts_on"]).days) + 1


def _attendances(
    rng: random.Random, event: Row, size: int, people: list[str], members: dict[str, str]
) -> list[Row]:
    """`size` sign-ins over the days of the event; whoever comes on a later day came on the first."""
    by_day = split(size, [1.0 - 0.06 * n for n in range(_sessions(event))])
    group = rng.sample(people, max(by_day))
    rows: list[Row] = []
    for n, count in enumerate(by_day):
        for name in group[:count]:
            rows.append(
                {
                    "event_no": event["event_no"], "date": event["starts_on"] + timedelta(days=n),
                    "attendee": name,
                    "member_no": members.get(name, ""), "method": rng.choices(("扫码", "手工", "补签"), (82,
                    14, 4))[0],
                }
            )  # fmt: skip
    return rows


def _certificates(place: Place, events: list[Row], attendances: list[Row]) -> list[Row]:
    """Courses of three days or more certify whoever came on the last one; a few are revoked later."""
    rng = place.random("certificates")
    last_day = {e["event_no"]: e["ends_on"] for e in events if e["kind"] == "培训班" and _sessions(e) >= 3}
    rows: list[Row] = []
    for came in attendances:
        if last_day.get(came["event_no"]) != came["date"]:
            continue
        issued = min(came["date"] + timedelta(days=7), date(came["date"].year, 12, 31))
        row: Row = {"event_no": came["event_no"], "attendee": came["attendee"], "issued_on": issued}
        row["expires_on"] = issued.replace(year=issued.year + 3, day=min(issued.day, 28))
        if rng.random() < 0.01 and issued < place.last - timedelta(days=40):
            row |= {"revoked_on": issued + timedelta(days=30), "reason": "信息登记有误，撤销后重发"}
        rows.append({"cert_no": place.number("ZS", len(rows) + 1, 5)} | row)
    return rows
