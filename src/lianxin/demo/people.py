"""The directory: organisations, members, their accounts on platforms. Others refer to it through the cast."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from lianxin.demo import names
from lianxin.demo.world import Place, Row, Sheets, some_day

_UNITS = (
    "委统战部", "委宣传部", "委网信办", "委组织部", "农业农村局", "商务局", "人力资源和社会保障局",
    "教育和体育局",
    "市场监督管理局", "税务局", "财政局", "文化广电旅游局", "卫生健康局", "公安局", "司法局", "交通运输局",
    "乡村振兴局", "团委", "妇联", "工商联",
)  # fmt: skip
_COMPANY_WORDS = (
    "禾播", "云穗", "竹讯", "茶点", "荔网", "橘桥", "松声", "梨视", "田声", "山播", "穗联", "溪流", "谷雨",
    "芒种", "小满", "白露",
    "霜降", "立夏", "秋分", "惊蛰", "清明", "处暑", "大寒",
)  # fmt: skip
_GROWER_WORDS = (
    "丰收", "绿源", "金穗", "竹海人家", "茶香", "荔红", "橘香", "松涛", "梨花", "溪畔", "山泉", "向阳",
    "晨露", "春笋",
    "禾下", "望丰", "田园", "和顺", "同心", "聚力", "百草", "石磨", "老井", "云顶", "南坡", "北坡",
)  # fmt: skip
_INDUSTRIES = ("特色农产品", "茶叶", "餐饮美食", "三农短视频", "手工竹编", "文化旅游", "生活服务", "教育知识")
_KINDS = ("主播", "短视频创作者", "电商经营者", "网络技术", "写作", "其他")
_PLATFORMS = ("抖音", "快手", "视频号", "西瓜视频", "微博", "哔哩哔哩", "小红书", "淘宝")

#: Followers and likes of the best-known creator at the year's end, by platform.
_BEST = (
    ("抖音", 7_650_000, 84_300_000),
    ("快手", 1_910_000, 19_450_000),
    ("视频号", 720_000, 5_120_000),
    ("西瓜视频", 590_000, 3_760_000),
)


@dataclass(frozen=True)
class Member:
    number: str
    name: str
    stage_name: str
    town: str
    joined_on: date
    left_on: date | None
    focus: bool
    accounts: tuple[tuple[str, str], ...]  # platform, account id

    def here_on(self, day: date) -> bool:
        return self.joined_on <= day and (self.left_on is None or day < self.left_on)


@dataclass(frozen=True)
class Cast:
    """Who takes part in a district. The first member is the best-known creator."""

    units: tuple[str, ...]
    companies: tuple[str, ...]
    growers: tuple[str, ...]
    partners: tuple[str, ...]  # schools, training bodies, media
    associations: tuple[str, ...]
    members: tuple[Member, ...]

    @property
    def best(self) -> Member:
        return self.members[0]

    def here_on(self, day: date) -> list[Member]:
        return [member for member in self.members if member.here_on(day)]


def build(place: Place) -> tuple[Cast, Sheets]:
    """The cast, and the sheets organisations, members and accounts."""
    organisations = _organisations(place)
    by_kind: dict[str, list[str]] = {}
    for row in organisations:
        by_kind.setdefault(row["kind"], []).append(row["name"])
    companies = [r["name"] for r in organisations if r["kind"] == "网络企业" and "left_on" not in r]
    members, member_rows = _members(place, companies + by_kind["合作社"])
    cast = Cast(
        units=tuple(by_kind["成员单位"]),
        companies=tuple(companies),
        growers=tuple(by_kind["合作社"] + by_kind["家庭农场"]),
        partners=tuple(by_kind["院校"] + by_kind["培训机构"] + by_kind["媒体"]),
        associations=tuple(by_kind["协会"]),
        members=tuple(members),
    )
    sheets = {"organisations": organisations, "members": member_rows, "accounts": _accounts(place, members)}
    return cast, sheets


def _organisations(place: Place) -> list[Row]:
    rng = place.random("organisations")
    rows: list[Row] = []

    def add(kind: str, name: str, joined: date | None, **more: object) -> None:
        n = len(rows) + 1 + place.index * 1000
        row: Row = {"name": name, "kind": kind, "uscc": names.uscc(n), "town": rng.choice(place.towns)}
        row |= {"contact": names.people(rng, 1)[0], "phone": names.phone(n), "joined_on": joined, **more}
        rows.append(row)

    for word in _UNITS:
        add(
            "成员单位",
            place.name + word,
            None if rng.random() < 0.3 else date(place.year - 3, 3, 12),
            uscc="",
        )
    for n, word in enumerate(_COMPANY_WORDS):
        since = date(place.year - 3, 6, 1) if n < 17 else place.turn + timedelta(days=20 + 45 * (n - 17))
        gone = {"left_on": date(place.year, 8, 16)} if n == 4 else {}
        add("网络企业", f"{place.short()}{word}网络科技有限公司", since, **gone)
    for n, word in enumerate(_GROWER_WORDS):
        add(
            "合作社",
            f"{place.short()}{word}农产品专业合作社",
            some_day(rng, date(place.year - 4, 1, 1), place.last),
        )
        if n < 18:
            add(
                "家庭农场",
                f"{place.short()}{word}家庭农场",
                some_day(rng, date(place.year - 4, 1, 1), place.last),
            )
    others = {
        "协会": ("网络人士联谊会", "电子商务协会", "茶业协会", "竹产业协会"),
        "媒体": ("融媒体中心", "乡村广播站"),
        "院校": ("禾风职业技术学院", "穗城师范学院", "田野技工学校"),
        "培训机构": ("新苗职业培训学校", "笃行电商培训中心", "知禾创业学院", "耕读传媒培训部"),
        "企业": ("冷链物流有限公司", "竹制品有限公司", "农业发展有限公司", "食品加工有限公司"),
        "其他": ("志愿服务队",),
    }
    for kind, tails in others.items():
        for tail in tails:
            add(kind, place.name + tail, some_day(rng, date(place.year - 4, 1, 1), place.first))
    return rows


def _members(place: Place, employers: list[str]) -> tuple[list[Member], list[Row]]:
    rng = place.random("members")
    count, focus, leaving = 172, 24, {11, 60, 95}  # the eleventh focus member leaves: 23 stay
    members, rows = [], []
    stages = ["禾田阿笋", *names.stage_names(rng, count - 1)]
    for n, (name, stage) in enumerate(zip(names.people(rng, count), stages, strict=True), 1):
        joined = date(place.year - 2, 5, 8) + timedelta(days=rng.randrange(200))
        if n > 118:
            joined = some_day(rng, place.turn, date(place.year, 11, 30))
        elif n > 84:
            joined = some_day(rng, place.first, place.turn - timedelta(days=1))
        if n == focus:
            joined = date(place.year, 12, 9)
        elif focus - 3 <= n < focus:
            joined = date(place.year, 3 + focus - n, 9)
        left = some_day(rng, date(place.year, 4, 1), date(place.year, 10, 31)) if n in leaving else None
        number = place.number("M", n)
        stage_name = stage if place.index == 0 else place.name[0] + stage
        accounts = _account_ids(rng, place, n)
        member = Member(number, name, stage_name, rng.choice(place.towns), joined, left, n <= focus, accounts)
        members.append(member)
        rows.append(
            {
                "member_no": number, "name": name, "stage_name": stage_name, "town": member.town,
                "kind": "主播" if n == 1 else rng.choices(_KINDS, (34, 26, 22, 8, 6, 4))[0],
                "industry": "特色农产品" if n == 1 else rng.choice(_INDUSTRIES),
                "organisation": rng.choice(employers) if rng.random() < 0.6 else "",
                "phone": names.phone(3000 + n), "joined_on": joined, "left_on": left, "focus": member.focus,
            }
        )  # fmt: skip
    return members, rows


def _account_ids(rng: random.Random, place: Place, n: int) -> tuple[tuple[str, str], ...]:
    if n == 1:
        platforms = [platform for platform, _, _ in _BEST]
    else:
        platforms = ["抖音", *rng.sample(_PLATFORMS[1:], rng.choice((0, 1, 1, 2)))]
    return tuple(
        (p, f"{90 + place.index}{_PLATFORMS.index(p)}{n:05d}{rng.randrange(10**7):07d}") for p in platforms
    )


def _accounts(place: Place, members: list[Member]) -> list[Row]:
    """One row per account and quarter's end: followers grow."""
    rng = place.random("accounts")
    rows: list[Row] = []
    for member in members:
        for platform, account_id in member.accounts:
            best = (
                next((entry for entry in _BEST if entry[0] == platform), None)
                if member is members[0]
                else None
            )
            followers = best[1] if best else int(rng.lognormvariate(9.4, 1.3))
            likes = best[2] if best else int(followers * rng.uniform(3, 12))
            for quarter in range(8):
                as_of = _quarter_end(place, quarter)
                if as_of < member.joined_on or (member.left_on and as_of >= member.left_on):
                    continue
                share = 0.92 ** (7 - quarter)
                rows.append(
                    {
                        "member_no": member.number, "platform": platform, "account_id": account_id,
                        "nickname": member.stage_name, "followers": int(followers * share),
                        "likes": int(likes * share), "as_of": as_of,
                    }
                )  # fmt: skip
    return rows


def _quarter_end(place: Place, quarter: int) -> date:
    year, part = place.year - 1 + quarter // 4, quarter % 4 + 1
    return date(year + part // 4, part * 3 % 12 + 1, 1) - timedelta(days=1)
