"""Pairing: officers, whom they keep in touch with, the contacts, and what members asked for."""

from __future__ import annotations

import random
from datetime import date, timedelta

from lianxin.demo import names
from lianxin.demo.people import Cast, Member
from lianxin.demo.world import Place, Row, Sheets, some_day, workday

#: Leaders by role; each keeps in touch with two focus members.
_LEADERS = (("班子成员", 5), ("会长", 1), ("副会长", 5))
_OFFICERS = 22
_TITLES = {
    "办公场所": ("申请共享办公工位", "直播间夜间延时开放", "协调场地租金减免"),
    "仓储物流": ("协调冷链仓位", "旺季快递揽收延时", "村级网点包裹代收"),
    "宣传推广": ("推荐参加助农直播季", "申请区域公用品牌授权", "线下展会展位"),
    "资金信贷": ("对接创业担保贷款", "申报电商扶持资金", "设备分期贴息"),
    "证照政策": ("办理食品经营许可", "商标注册指导", "个体工商户转企咨询"),
    "培训": ("团队剪辑技能培训", "客服话术培训", "财税知识讲座"),
    "其他": ("子女入学咨询", "车辆通行证", "人才公寓申请"),
}
_SUMMARIES = (
    "了解近期经营情况",
    "介绍扶持政策",
    "征求意见建议",
    "商谈助农活动",
    "跟进诉求办理",
    "邀请参加培训",
)


def build(place: Place, cast: Cast) -> Sheets:
    """The sheets officers, assignments, contacts and cases."""
    officers = _officers(place, cast)
    assignments = _assignments(place, cast, officers)
    return {
        "officers": officers,
        "assignments": assignments,
        "contacts": _contacts(place, cast, assignments),
        "cases": _cases(place, cast),
    }


def _officers(place: Place, cast: Cast) -> list[Row]:
    rng = place.random("officers")
    roles = [role for role, count in _LEADERS for _ in range(count)] + ["干部"] * _OFFICERS
    return [
        {
            "officer_no": place.number("G", n, 3),
            "name": name,
            "organisation": cast.units[0] if role == "班子成员" else rng.choice(cast.units),
            "role": role,
        }
        for n, (role, name) in enumerate(zip(roles, names.people(rng, len(roles)), strict=True), 1)
    ]


def _assignments(place: Place, cast: Cast, officers: list[Row]) -> list[Row]:
    """Leaders have two focus members each; one member handed over; the newest focus member has nobody yet."""
    rng = place.random("assignments")
    leaders = [row["officer_no"] for row in officers if row["role"] != "干部"]
    others = [row["officer_no"] for row in officers if row["role"] == "干部"]
    focus = [m for m in cast.members if m.focus and m.here_on(place.last)][: 2 * len(leaders)]
    rows = [_pair(place, rng, leaders[n // 2], member) for n, member in enumerate(focus)]
    rows[0]["starts_on"] = date(place.year, 4, 2)
    handed_over = _pair(place, rng, others[0], cast.best)
    rows.append(handed_over | {"ends_on": date(place.year, 4, 2)})
    for member in cast.members:
        if member.focus and member.left_on:
            rows.append(_pair(place, rng, others[1], member) | {"ends_on": member.left_on})
    common = [m for m in cast.members if not m.focus]
    for n, member in enumerate(common[: 3 * len(others)]):
        rows.append(_pair(place, rng, others[n // 3], member) | {"ends_on": member.left_on})
    return rows


def _pair(place: Place, rng: random.Random, officer: str, member: Member) -> Row:
    since = max(member.joined_on, place.first) + timedelta(days=rng.randint(0, 15))
    return {"officer_no": officer, "member_no": member.number, "starts_on": since}


def _contacts(place: Place, cast: Cast, assignments: list[Row]) -> list[Row]:
    rng = place.random("contacts")
    rows: list[Row] = []
    for pair in assignments:
        day = pair["starts_on"] + timedelta(days=rng.randint(2, 20))
        while day < (pair.get("ends_on") or place.last):
            rows.append(
                {
                    "officer_no": pair["officer_no"], "member_no": pair["member_no"], "date": day,
                    "channel": rng.choices(("走访", "电话", "微信", "座谈", "其他"), (30, 30, 28, 9, 3))[0],
                    "reached": rng.random() < 0.9, "summary": rng.choice(_SUMMARIES),
                }
            )  # fmt: skip
            day += timedelta(days=rng.randint(14, 55) if day < place.turn else rng.randint(9, 40))
    rows.sort(key=lambda row: (row["date"], row["member_no"]))
    return [{"contact_no": place.number("LX", n, 5)} | row for n, row in enumerate(rows, 1)]


def _cases(place: Place, cast: Cast) -> list[Row]:
    """Eight of the best-known creator are confirmed as solved in the year, a ninth only in part."""
    rng = place.random("cases")
    best = [
        _case(place, cast, rng, member=cast.best, opened=place.turn + timedelta(days=35 * n), word="已解决")
        for n in range(8)
    ]
    best.append(_case(place, cast, rng, member=cast.best, opened=date(place.year, 10, 9), word="部分解决"))
    rows = best
    for year, count in ((place.year - 1, 41), (place.year, 58)):
        for _ in range(count):
            opened = some_day(rng, date(year, 1, 4), date(year, 12, 28))
            member = rng.choice([m for m in cast.here_on(opened) if m is not cast.best])
            word = rng.choices(("已解决", "部分解决", "未解决", ""), (74, 12, 5, 9))[0]
            rows.append(_case(place, cast, rng, member=member, opened=opened, word=word))
    rows.sort(key=lambda row: (row["opened_on"], row["member_no"]))
    return [{"case_no": place.number("Q", n)} | row for n, row in enumerate(rows, 1)]


def _case(place: Place, cast: Cast, rng: random.Random, *, member: Member, opened: date, word: str) -> Row:
    category = rng.choices(tuple(_TITLES), (12, 26, 16, 14, 14, 12, 6))[0]
    lead, *support = rng.sample(cast.units, rng.randint(1, 3))
    row: Row = {
        "member_no": member.number, "category": category, "title": rng.choice(_TITLES[category]),
        "opened_on": opened, "lead_unit": lead, "support_units": support,
    }  # fmt: skip
    days = min(int(rng.lognormvariate(2.4, 0.7)) + 1, 70)
    closed = workday(rng, opened + timedelta(days=days), opened + timedelta(days=days + 4))
    if closed > place.last:
        return row
    row |= {"closed_on": closed, "outcome": "协调办结" if word in ("已解决", "") else "部分落实，继续跟进"}
    confirmed = closed + timedelta(days=rng.randint(0, 9))
    if word and confirmed <= place.last:
        row |= {"confirmation": word, "confirmed_on": confirmed}
    return row
