"""The joint conference: meetings, what they resolved, the plan of measures."""

from __future__ import annotations

import random
from datetime import date, timedelta

from lianxin.demo.people import Cast
from lianxin.demo.world import Place, Row, Sheets, some_day, workday

#: Meetings by kind, in the year before and in the year.
_MEETINGS = {"专题会议": (3, 4), "联席会议": (2, 2), "座谈会": (2, 4), "调研": (1, 3)}
_SUBJECTS = (
    "直播基地运行保障", "农产品冷链物流", "网络人士培训体系", "新业态党建与服务", "助农直播季筹备",
    "知识产权与品牌保护",
    "网络人士建言献策", "基地二期建设", "公益行动统筹", "产销对接", "政策宣讲", "返乡创业支持",
)  # fmt: skip
_ITEMS = (
    "通报上季度重点工作进展", "明确直播间预约管理办法", "协调冷链车辆夜间通行", "开设短视频剪辑专题班",
    "梳理惠企政策清单",
    "完善结对联系台账", "组织法律服务进基地", "建立网点包裹代收点", "推荐优秀网络人士参评",
    "开通办证绿色通道",
)  # fmt: skip
_MEASURES = (
    "建设网络人士之家", "完善直播间设施", "开展分层分类培训", "建立诉求直通机制", "推进冷链仓建设",
    "培育区域公用品牌",
    "组织网络公益行动", "开展普法宣传", "落实人才补贴政策", "开展金融对接", "建设农村电商网点",
    "完善联系走访制度",
    "推动校地合作", "举办技能竞赛",
)  # fmt: skip


def build(place: Place, cast: Cast) -> Sheets:
    """The sheets meetings, resolutions and measures."""
    meetings = _meetings(place, cast)
    return {
        "meetings": meetings,
        "resolutions": _resolutions(place, cast, meetings),
        "measures": _measures(place, cast),
    }


def _meetings(place: Place, cast: Cast) -> list[Row]:
    rng = place.random("meetings")
    rows: list[Row] = []
    for kind, counts in _MEETINGS.items():
        for year, count in zip((place.year - 1, place.year), counts, strict=True):
            for n in range(count):
                span = 330 // count
                begin = date(year, 1, 10) + timedelta(days=n * span)
                rows.append(
                    {
                        "title": f"{rng.choice(_SUBJECTS)}{kind}", "kind": kind, "place": "区行政中心会议室",
                        "held_on": workday(rng, begin, begin + timedelta(days=span - 7)),
                        "host": cast.units[0] if kind == "联席会议" else rng.choice(cast.units[:8]),
                        "attending_units": rng.sample(cast.units, 20 if kind == "联席会议" else rng.randint(4,
                        9)),
                    }
                )  # fmt: skip
    rows.sort(key=lambda row: row["held_on"])
    return [{"meeting_no": place.number("HY", n, 3)} | row for n, row in enumerate(rows, 1)]


def _resolutions(place: Place, cast: Cast, meetings: list[Row]) -> list[Row]:
    rng = place.random("resolutions")
    rows: list[Row] = []
    for meeting in meetings:
        for n in range(1, rng.randint(3, 7) + 1):
            kind = rng.choices(("任务", "决定", "通报"), (5, 2, 2))[0]
            row: Row = {
                "meeting_no": meeting["meeting_no"],
                "item_no": n,
                "kind": kind,
                "title": rng.choice(_ITEMS),
            }
            if kind == "任务":
                row["lead_unit"], *row["support_units"] = rng.sample(cast.units, rng.randint(1, 4))
                row["due_on"] = meeting["held_on"] + timedelta(days=rng.choice((30, 45, 60, 90)))
                row["done_on"] = _done(rng, place, row["due_on"], late=0.25)
            rows.append(row)
    return rows


def _measures(place: Place, cast: Cast) -> list[Row]:
    rng = place.random("measures")
    rows: list[Row] = []
    for year, count, open_share in ((place.year - 1, 18, 0.05), (place.year, 28, 0.12)):
        for n in range(count):
            due = some_day(rng, date(year, 3, 1), date(year, 12, 31))
            done = None if rng.random() < open_share else _done(rng, place, due, late=0.2)
            lead, *support = rng.sample(cast.units, rng.randint(2, 5))
            title = (
                f"{_MEASURES[n % len(_MEASURES)]}（{year}年{'第二批' if n >= len(_MEASURES) else '第一批'}）"
            )
            progress = 100 if done else rng.choice((40, 60, 75, 90))
            rows.append(
                {
                    "measure_no": place.number("JC", len(rows) + 1, 3), "title": title, "lead_unit": lead,
                    "support_units": support, "due_on": due, "progress": progress, "done_on": done,
                }
            )  # fmt: skip
    return rows


def _done(rng: random.Random, place: Place, due: date, late: float) -> date | None:
    """When it was done: mostly before it was due; None if that day has not come by the end of the records."""
    days = rng.randint(1, 40) if rng.random() < late else -rng.randint(0, 20)
    done = due + timedelta(days=days)
    return done if done <= place.last else None
