"""Live sessions, what was shown in them, and the lists on which items stood."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from lianxin.demo import seasons
from lianxin.demo.market import BEST_ITEMS, Item
from lianxin.demo.people import Cast, Member
from lianxin.demo.spaces import Used
from lianxin.demo.world import Place, Row, Sheets

#: How many of the best-known creator's items ever stand on a list: over half of them.
BEST_RANKED = 23
_LISTS = ("农特产品热销榜", "生鲜好物榜", "助农爆款榜")


def build(place: Place, cast: Cast, items: list[Item], used: list[Used]) -> Sheets:
    """The sheets live_sessions, live_items and rankings."""
    sessions = _sessions(place, cast, used)
    return {
        "live_sessions": sessions,
        "live_items": _live_items(place, cast, items, sessions),
        "rankings": _rankings(place, items),
    }


def _sessions(place: Place, cast: Cast, used: list[Used]) -> list[Row]:
    """Focus members sell in two of five used bookings, others seldom; the best-known one sells from home."""
    rng = place.random("sessions")
    rows: list[Row] = []
    for booking in used:
        sells = 0.4 if booking.member.focus else 0.075
        if rng.random() < sells and booking.member is not cast.best:
            row = _session(
                rng, booking.member, booking.starts_at, booking.ends_at, rng.lognormvariate(7.5, 0.8)
            )
            rows.append(row | {"studio_no": booking.studio_no})
    for day, live in zip(seasons.days(place), seasons.live_evenings(place), strict=True):
        if live:
            starts = datetime.combine(day, time(19, 30))
            hours = 5 if seasons.is_festival(day) else 4
            rows.append(
                _session(
                    rng, cast.best, starts, starts + timedelta(hours=hours), rng.lognormvariate(12.2, 0.4)
                )
            )
    rows.sort(key=lambda row: (row["starts_at"], row["member_no"], row.get("studio_no", "")))
    return [{"session_no": place.number("ZB", n, 5)} | row for n, row in enumerate(rows, 1)]


def _session(rng: random.Random, member: Member, starts: datetime, ends: datetime, viewers: float) -> Row:
    platform = next((p for p, _ in member.accounts if p == "抖音"), member.accounts[0][0])
    amount = Decimal(int(viewers * rng.uniform(20, 60))) / 100 * 10
    row: Row = {"member_no": member.number, "platform": platform, "starts_at": starts, "ends_at": ends}
    return row | {"viewers": int(viewers), "reported_amount": amount}


def _live_items(place: Place, cast: Cast, items: list[Item], sessions: list[Row]) -> list[Row]:
    """Own products and those of others on the session's platform; few that are out of season."""
    rng = place.random("live_items")
    shelves: dict[str, list[Item]] = {}
    for item in items:
        if item.owner != cast.best.number:
            shelves.setdefault(item.platform, []).append(item)
    own = [item for item in items if item.owner == cast.best.number]
    rows: list[Row] = []
    for session in sessions:
        number, day = session["member_no"], session["starts_at"].date()
        shelf = own if number == cast.best.number else shelves.get(session["platform"], [])
        chosen = _chosen(rng, [item for item in shelf if item.since <= day], number, day)
        rows += [{"session_no": session["session_no"], "product_no": product} for product in chosen]
    return rows


def _chosen(rng: random.Random, shelf: list[Item], member: str, day: date) -> list[str]:
    """Three to seven product numbers: fresh before stored, own before others' more often than not."""
    liking: dict[str, float] = {}
    for item in shelf:
        fresh = 1.0 if _sells(item, day) else 0.04
        mine = 4.0 if item.owner == member else 1.0
        number = item.product.number
        # The largest of these keys are a draw without replacement by weight (Efraimidis and Spirakis).
        liking[number] = max(liking.get(number, 0.0), rng.random() ** (1 / (fresh * mine)))
    return sorted(sorted(liking, key=liking.__getitem__)[-rng.randint(3, 7) :])


def _rankings(place: Place, items: list[Item]) -> list[Row]:
    """Weekly lists; of the best-known creator's items the same 23 stand on them again and again."""
    rng = place.random("rankings")
    own = sum(count for _, count in BEST_ITEMS)
    # Every second item, then the rest from the front: new ones and all platforms among them.
    chosen = (items[:own:2] + items[1:own:2])[:BEST_RANKED]
    candidates = chosen + rng.sample([i for i in items[own:] if i.platform in ("抖音", "拼多多", "淘宝")], 40)
    rows: list[Row] = []
    for day in seasons.days(place)[6::7]:
        on_sale = [i for i in candidates if i.since <= day and _sells(i, day)]
        for name in _LISTS:
            listed = rng.sample(on_sale, min(len(on_sale), 6))
            rows += [_ranked(name, day, item, rng.randint(1, 50)) for item in listed]
    return rows


def _sells(item: Item, day: date) -> bool:
    return day.month in seasons.season_months(item.product.season)


def _ranked(name: str, day: date, item: Item, rank: int) -> Row:
    return {"list": name, "date": day, "platform": item.platform, "item_id": item.item_id, "rank": rank}
