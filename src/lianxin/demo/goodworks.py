"""Public good: campaigns, hours, donations, honours, mentoring, works and their views."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from lianxin.demo.people import Cast
from lianxin.demo.world import Place, Row, Sheets, some_day, split

_CAMPAIGNS = {
    "抗洪救灾": "汛期物资转运", "疫情防控": "防疫科普与物资捐助", "助农": "滞销农产品义卖",
    "助学": "乡村学校图书角",
    "志愿服务": "敬老院慰问演出", "抗震救灾": "震区物资驰援", "其他": "文明乡风宣讲",
}  # fmt: skip
#: Donations in the year before and in the year, yuan.
_DONATIONS = ((31, 1_214_600), (46, 2_036_800))
#: Works in the year before and in the year; views of those about the epidemic.
_WORKS = ((402, 2_870_000), (518, 4_512_600))
_TOPICS = {
    "公共安全": 10, "疫情防控": 11, "教育医疗": 8, "孝老敬亲": 14, "文明乡风": 16, "助农推介": 24,
    "文化旅游": 12, "其他": 5,
}  # fmt: skip
_HONOURS = (
    ("区县", "优秀网络人士"), ("区县", "助农达人"), ("市", "网络公益之星"), ("市", "青年创业先锋"), ("省",
    "乡村振兴新农人"),
    ("乡镇", "热心公益奖"), ("国家", "全国优秀乡村短视频作品"),
)  # fmt: skip


def build(place: Place, cast: Cast) -> Sheets:
    """The sheets campaigns, participations, donations, honours, mentorships, works and work_stats."""
    campaigns = _campaigns(place)
    works = _works(place, cast)
    return {
        "campaigns": campaigns,
        "participations": _participations(place, cast, campaigns),
        "donations": _donations(place, cast, campaigns),
        "honours": _honours(place, cast),
        "mentorships": _mentorships(place, cast),
        "works": works,
        "work_stats": _work_stats(place, works),
    }


def _campaigns(place: Place) -> list[Row]:
    rng = place.random("campaigns")
    rows: list[Row] = []
    for year, count in ((place.year - 1, 9), (place.year, 13)):
        for n in range(count):
            kind = list(_CAMPAIGNS)[n % len(_CAMPAIGNS)]
            starts = (
                some_day(rng, date(year, 7, 1), date(year, 8, 20))
                if kind == "抗洪救灾"
                else date(year, 1, 12)
            )
            starts = starts if kind == "抗洪救灾" else starts + timedelta(days=int(n * 320 / count))
            ends = starts + timedelta(days=rng.randint(0, 18))
            rows.append(
                {"title": f"{year}年{_CAMPAIGNS[kind]}", "kind": kind, "starts_on": starts, "ends_on": ends}
            )
    rows.sort(key=lambda row: row["starts_on"])
    return [{"campaign_no": place.number("GY", n, 3)} | row for n, row in enumerate(rows, 1)]


def _participations(place: Place, cast: Cast, campaigns: list[Row]) -> list[Row]:
    rng = place.random("participations")
    rows: list[Row] = []
    for campaign in campaigns:
        here = cast.here_on(campaign["starts_on"])
        for member in rng.sample(here, rng.randint(14, 38)):
            days = (campaign["ends_on"] - campaign["starts_on"]).days + 1
            for n in sorted(rng.sample(range(days), min(days, rng.choice((1, 1, 2, 3))))):
                day = campaign["starts_on"] + timedelta(days=n)
                hours = Decimal(rng.randint(4, 16)) / 2
                rows.append(
                    {
                        "campaign_no": campaign["campaign_no"],
                        "member_no": member.number,
                        "date": day,
                        "hours": hours,
                    }
                )
    return rows


def _donations(place: Place, cast: Cast, campaigns: list[Row]) -> list[Row]:
    rng = place.random("donations")
    rows: list[Row] = []
    for year, (count, total) in zip((place.year - 1, place.year), _DONATIONS, strict=True):
        amounts = split(total * 100, [rng.lognormvariate(0, 1.0) for _ in range(count)])
        for cents in amounts:
            campaign = rng.choice([c for c in campaigns if c["starts_on"].year == year])
            donated = min(some_day(rng, campaign["starts_on"], campaign["ends_on"]), date(year, 12, 31))
            row: Row = {
                "kind": rng.choices(("现金", "物资"), (6, 4))[0],
                "amount": Decimal(cents) / 100,
                "donated_on": donated,
            }
            row["campaign_no"] = campaign["campaign_no"]
            if rng.random() < 0.3:
                row["organisation"] = rng.choice(cast.companies)
            else:
                row["member_no"] = (
                    cast.best.number if rng.random() < 0.25 else rng.choice(cast.here_on(donated)).number
                )
            rows.append(row)
    rows.sort(key=lambda row: row["donated_on"])
    return [
        {"donation_no": place.number("JZ", n, 3), "receipt_no": f"PJ{10000 + place.index * 1000 + n}"} | row
        for n, row in enumerate(rows, 1)
    ]


def _honours(place: Place, cast: Cast) -> list[Row]:
    rng = place.random("honours")
    rows: list[Row] = []
    for year, count in ((place.year - 1, 17), (place.year, 27)):
        for n in range(count):
            level, title = rng.choices(_HONOURS, (8, 6, 5, 4, 2, 4, 1))[0]
            day = some_day(rng, date(year, 2, 1), date(year, 12, 28))
            member = cast.best if n < 3 else rng.choice(cast.here_on(day))
            awarder = {"区县": place.name, "市": "穗城市", "省": "省", "乡镇": member.town, "国家": "全国"}[
                level
            ] + "评选委员会"
            rows.append(
                {
                    "member_no": member.number,
                    "title": title,
                    "awarder": awarder,
                    "level": level,
                    "awarded_on": day,
                }
            )
    return sorted(rows, key=lambda row: (row["awarded_on"], row["member_no"]))


def _mentorships(place: Place, cast: Cast) -> list[Row]:
    rng = place.random("mentorships")
    focus = [m for m in cast.members if m.focus and m.here_on(place.last) and m.joined_on < place.turn]
    others = [m for m in cast.members if not m.focus and m.left_on is None]
    learners = iter(rng.sample(others, min(len(others), 4 * len(focus))))
    rows: list[Row] = []
    for mentor in focus:
        for _ in range(rng.randint(2, 3)):
            mentee = next(learners)
            starts = max(
                mentee.joined_on + timedelta(days=10), some_day(rng, place.first, date(place.year, 10, 1))
            )
            if starts >= place.last:
                continue
            ends = starts + timedelta(days=365) if rng.random() < 0.7 else None
            row: Row = {"mentor_no": mentor.number, "mentee_no": mentee.number, "starts_on": starts}
            rows.append(row | {"ends_on": ends})
    return rows


def _works(place: Place, cast: Cast) -> list[Row]:
    rng = place.random("works")
    rows: list[Row] = []
    for year, (count, _) in zip((place.year - 1, place.year), _WORKS, strict=True):
        for _n in range(count):
            day = some_day(rng, date(year, 1, 1), date(year, 12, 31))
            member = cast.best if rng.random() < 0.12 else rng.choice(cast.here_on(day))
            topic = rng.choices(tuple(_TOPICS), tuple(_TOPICS.values()))[0]
            rows.append(
                {
                    "member_no": member.number, "platform": rng.choice(member.accounts)[0], "topic": topic,
                    "title": f"{member.stage_name}·{topic}短视频", "published_on": day,
                }
            )  # fmt: skip
    rows.sort(key=lambda row: (row["published_on"], row["member_no"]))
    return [
        {"work_no": place.number("ZP", n), "url": f"https://video.example/{place.index}/{n:05d}"} | row
        for n, row in enumerate(rows, 1)
    ]


def _work_stats(place: Place, works: list[Row]) -> list[Row]:
    """Two or three dated counts per work; the last one in its year is what the year's report shows."""
    rng = place.random("work_stats")
    rows: list[Row] = []
    for year, (_, epidemic) in zip((place.year - 1, place.year), _WORKS, strict=True):
        for is_epidemic in (True, False):
            chosen = [
                w
                for w in works
                if w["published_on"].year == year and (w["topic"] == "疫情防控") == is_epidemic
            ]
            total = epidemic if is_epidemic else epidemic * 7
            views = split(total, [rng.lognormvariate(0, 1.1) for _ in chosen])
            for work, count in zip(chosen, views, strict=True):
                rows += _dated_counts(place, rng, work, count)
    return sorted(rows, key=lambda row: (row["work_no"], row["as_of"]))


def _dated_counts(place: Place, rng: random.Random, work: Row, views: int) -> list[Row]:
    year_end = date(work["published_on"].year, 12, 31)
    days = sorted({min(work["published_on"] + timedelta(days=n), year_end) for n in (7, 45)})
    counts = [views if day == days[-1] else int(views * 0.6) for day in days]
    if rng.random() < 0.3:
        days.append(year_end + timedelta(days=20))
        counts.append(int(views * 1.08))
    return [
        {
            "work_no": work["work_no"],
            "as_of": day,
            "views": count,
            "likes": int(count * rng.uniform(0.02, 0.06)),
        }
        for day, count in zip(days, counts, strict=True)
    ]
