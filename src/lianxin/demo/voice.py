"""Representation: appointments with terms, and proposals with their answers."""

from __future__ import annotations

import random
from datetime import date, timedelta

from lianxin.demo.people import Cast, Member
from lianxin.demo.world import Place, Row, Sheets, some_day

#: Appointments that begin in the year: kind, level, position, body, how many, first ever.
_NEW = (
    ("协会理事", "省", "理事", "省网络文化协会", 2, False),
    ("社团班子", "区县", "副会长", "{}网络人士联谊会", 5, False),
    ("社团班子", "区县", "理事", "{}电子商务协会", 4, False),
    ("社团班子", "市", "理事", "穗城市新媒体协会", 3, False),
    ("人大代表", "市", "代表", "穗城市人民代表大会", 2, False),
    ("人大代表", "区县", "代表", "{}人民代表大会", 5, False),
    ("政协委员", "市", "委员", "政协穗城市委员会", 3, False),
    ("政协委员", "区县", "委员", "政协{}委员会", 8, False),
    ("工商联", "区县", "副主席", "{}工商业联合会", 1, True),
    ("其他", "乡镇", "名誉村主任", "{}乡村振兴促进会", 4, False),
)
#: Terms that ran out before the year's end, begun in the year before.
_OLD = (
    ("协会理事", "市", "理事", "穗城市新媒体协会", 2),
    ("政协委员", "区县", "特邀委员", "政协{}委员会", 3),
    ("社团班子", "区县", "理事", "{}网络人士联谊会", 4),
)
_TITLES = (
    "完善农村快递末端网点", "建设公共冷链仓", "规范直播用工保障", "设立直播人才公寓", "推广区域公用品牌",
    "发展竹编非遗研学",
    "优化夜间公交线路", "增设直播基地充电桩", "加强农产品质量检测", "支持返乡青年创业", "开展网络普法进乡村",
    "完善茶旅融合路线",
)  # fmt: skip


def build(place: Place, cast: Cast) -> Sheets:
    """The sheets appointments and proposals."""
    return {"appointments": _appointments(place, cast), "proposals": _proposals(place, cast)}


def _appointments(place: Place, cast: Cast) -> list[Row]:
    rng = place.random("appointments")
    rows: list[Row] = []
    for kind, level, position, body, count, first_ever in _NEW:
        for member in _chosen(rng, cast, date(place.year, 1, 10), count, best=kind in ("协会理事", "工商联")):
            starts = some_day(rng, date(place.year, 1, 10), date(place.year, 12, 10))
            row = _row(member, kind, level, position, body.format(place.name)) | {
                "starts_on": starts,
                "first_ever": first_ever,
            }
            rows.append(row)
    for kind, level, position, body, count in _OLD:
        for member in _chosen(rng, cast, date(place.year - 1, 3, 1), count, best=False):
            starts = some_day(rng, date(place.year - 1, 3, 1), date(place.year - 1, 12, 1))
            ends = some_day(rng, date(place.year, 6, 1), date(place.year, 12, 20))
            row = _row(member, kind, level, position, body.format(place.name)) | {
                "starts_on": starts,
                "first_ever": False,
            }
            rows.append(row | {"ends_on": ends})
    return sorted(rows, key=lambda row: (row["starts_on"], row["member_no"]))


def _chosen(rng: random.Random, cast: Cast, day: date, count: int, best: bool) -> list[Member]:
    """Different members for one body; the best-known creator first where `best`."""
    lasting = [m for m in cast.here_on(day) if m.left_on is None and m is not cast.best]
    return ([cast.best] if best else []) + rng.sample(lasting, count - best)


def _row(member: Member, kind: str, level: str, position: str, body: str) -> Row:
    return {
        "member_no": member.number,
        "position": position,
        "body": body,
        "kind": kind,
        "level": level,
    }


def _proposals(place: Place, cast: Cast) -> list[Row]:
    rng = place.random("proposals")
    rows: list[Row] = []
    for year, count in ((place.year - 1, 23), (place.year, 38)):
        for _ in range(count):
            submitted = some_day(rng, date(year, 1, 6), date(year, 12, 20))
            lead, *support = rng.sample(cast.units, rng.randint(1, 3))
            rows.append(
                {
                    "member_no": rng.choice(cast.here_on(submitted)).number,
                    "title": f"关于{rng.choice(_TITLES)}的建议",
                    "submitted_on": submitted, "lead_unit": lead, "support_units": support,
                    "due_on": submitted + timedelta(days=90),
                }
                | _answer(place, rng, submitted)
            )  # fmt: skip
    rows.sort(key=lambda row: (row["submitted_on"], row["member_no"]))
    return [{"proposal_no": place.number("JY", n, 3)} | row for n, row in enumerate(rows, 1)]


def _answer(place: Place, rng: random.Random, submitted: date) -> Row:
    answered = submitted + timedelta(days=rng.randint(12, 96))
    if answered > place.last:
        return {}
    return {
        "answered_on": answered,
        "adopted": rng.choices(("采纳", "部分采纳", "留作参考", "不采纳"), (46, 30, 18, 6))[0],
        "rating": rng.choices(("满意", "基本满意", "不满意", ""), (62, 20, 7, 11))[0],
    }
