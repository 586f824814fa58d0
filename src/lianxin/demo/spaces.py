"""Two bases with 65 studios, and who booked them: evenings, and nights past midnight."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lianxin.demo import seasons
from lianxin.demo.people import Cast, Member
from lianxin.demo.world import Place, Row, Sheets

#: Studios by base, kind and opening hours.
_STUDIOS = (
    (0, "VIP", "09:00-24:00", 4),
    (0, "VIP", "18:00-02:00", 4),
    (0, "标准", "14:00-22:00", 12),
    (0, "标准", "18:00-24:00", 16),
    (1, "VIP", "18:00-02:00", 3),
    (1, "标准", "19:00-01:00", 16),
    (1, "标准", "16:00-22:00", 10),
)


@dataclass(frozen=True)
class Used:
    """A booking that was used; live sessions are told from these."""

    studio_no: str
    member: Member
    starts_at: datetime
    ends_at: datetime


def build(place: Place, cast: Cast) -> tuple[list[Used], Sheets]:
    """The used bookings, and the sheets bases, studios and bookings."""
    bases, studios = rooms(place, cast)
    used, bookings = _bookings(place, cast, studios)
    return used, {"bases": bases, "studios": studios, "bookings": bookings}


def rooms(place: Place, cast: Cast) -> tuple[list[Row], list[Row]]:
    """The rows of bases and studios."""
    bases: list[Row] = [
        {"name": f"{place.short()}青江直播基地", "operator": cast.companies[0], "town": place.towns[1],
         "opened_on": date(place.year - 1, 2, 20)},
        {"name": f"{place.short()}竹坪直播基地", "operator": cast.companies[1], "town": place.towns[2],
         "opened_on": date(place.year, 1, 18)},
    ]  # fmt: skip
    return bases, _studios(place, bases)


def _studios(place: Place, bases: list[Row]) -> list[Row]:
    """65 at the end of the year, and one that was closed in June."""
    rows: list[Row] = []
    for base, kind, opens, count in _STUDIOS:
        for _ in range(count):
            number = place.number("Z", len(rows) + 1, 3)
            opened = bases[base]["opened_on"]
            rows.append(
                {
                    "studio_no": number,
                    "base": bases[base]["name"],
                    "kind": kind,
                    "opens": opens,
                    "opened_on": opened,
                }
            )
    closed = rows[12] | {
        "studio_no": place.number("Z", len(rows) + 1, 3),
        "closed_on": date(place.year, 6, 30),
    }
    return [*rows, closed]


def _bookings(place: Place, cast: Cast, studios: list[Row]) -> tuple[list[Used], list[Row]]:
    rng = place.random("bookings")
    used: list[Used] = []
    rows: list[Row] = []
    for day in (*seasons.days(place), *(place.last + timedelta(days=n) for n in range(1, 6))):
        members = cast.here_on(day)
        busy = (0.36 if day.year < place.year else 0.47) * min(seasons.festival(day), 1.5)
        for studio in studios:
            open_today = studio["opened_on"] <= day < studio.get("closed_on", date.max)
            if not open_today or rng.random() > busy * (1.3 if studio["kind"] == "VIP" else 1.0):
                continue
            starts_at, ends_at = span(rng, day, studio["opens"])
            member = cast.best if studio is studios[0] and rng.random() < 0.7 else rng.choice(members)
            status = rng.choices(("已使用", "未到", "取消"), (90, 4, 6))[0] if day <= place.last else "已预约"
            if status == "已使用":
                used.append(Used(studio["studio_no"], member, starts_at, ends_at))
            rows.append(
                {
                    "booking_no": place.number("YY", len(rows) + 1, 5), "studio_no": studio["studio_no"],
                    "member_no": member.number, "starts_at": starts_at, "ends_at": ends_at, "status": status,
                }
            )  # fmt: skip
    return used, rows


def span(rng: random.Random, day: date, opens: str) -> tuple[datetime, datetime]:
    """Some hours within the opening hours, in steps of half an hour."""
    first, last = (int(text[:2]) * 2 + int(text[3:]) // 30 for text in opens.split("-"))
    steps = (last - first) % 48 or 48
    length = min(rng.randint(5, 11), steps)
    # Evenings are wanted most, so the later of two draws.
    start = first + max(rng.randint(0, steps - length), rng.randint(0, steps - length))
    begin = datetime.combine(day, time()) + timedelta(minutes=30 * start)
    return begin, begin + timedelta(minutes=30 * length)
