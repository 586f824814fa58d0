"""The days around today in the studios, so that the calendar of a new demo is not empty.

The district is told up to the end of its year; what is here lies around the day on which the demo is filled,
and is the same for the same day. Bookings come as a file, the rest through the actions that the pages call.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianxin.core import ledger
from lianxin.core.writing import in_turn
from lianxin.demo import people, spaces, workbooks
from lianxin.demo.world import Place, Row, places
from lianxin.lib.dates import BEIJING

if TYPE_CHECKING:
    from lianxin.accounts.models import User

_DAYS = range(-1, 9)
_IN_STUDIOS = {"VIP": ("绿幕", "双机位", "环形灯", "提词器"), "标准": ("环形灯", "背景布")}
_LENDABLE = ("无线麦克风", "无线麦克风", "稳定器", "补光灯", "补光灯", "声卡")
#: So many members, beside the demo's own, have requests that wait for an answer.
_ASKING = 3
_SESSION = timedelta(hours=3)


def write(folder: Path, today: date, *, scale: str, year: int, seed: int) -> Path:
    """The file of bookings, for the first district."""
    place = places(scale, year, seed)[0]
    path = folder / "直播间预约（近期）.csv"
    folder.mkdir(parents=True, exist_ok=True)
    workbooks.write_sheet(path, "bookings", _bookings(place, today))
    return path


def _bookings(place: Place, today: date) -> list[Row]:
    """Fewer than a full evening, so that something is free; the VIP studio of the requests stays so."""
    cast, _ = people.build(place)
    _, studios = spaces.rooms(place, cast)
    rng = random.Random(f"{place.seed} upcoming {today}")  # noqa: S311  made-up records
    rows: list[Row] = []
    for day in (today + timedelta(days=n) for n in _DAYS):
        members = cast.here_on(day) or list(cast.members)
        for number, studio in enumerate(studios[:65]):
            if number in (0, _repaired(today)) or rng.random() > 0.45:
                continue
            starts_at, ends_at = spaces.span(rng, day, studio["opens"])
            status = "已预约" if day >= today else rng.choices(("已使用", "未到"), (93, 7))[0]
            rows.append(
                {
                    "booking_no": f"YY{day:%Y%m%d}-{number + 1:03d}",
                    "studio_no": studio["studio_no"],
                    "member_no": rng.choice(members).number,
                    "starts_at": starts_at,
                    "ends_at": ends_at,
                    "status": status,
                }
            )
    return rows


def _repaired(today: date) -> int:
    """The place among the studios of the one that is being repaired."""
    return 20 + today.toordinal() % 10


def asking(today: date, *, scale: str, year: int, seed: int) -> list[str]:
    """Numbers of members of the first district who are still there."""
    cast, _ = people.build(places(scale, year, seed)[0])
    return [member.number for member in cast.here_on(today)[1 : 1 + _ASKING]]


def arrange(today: date, *, office: User, member: User, others: Sequence[str]) -> None:
    """Terms, equipment, a repair, requests and a waiting list; all or nothing, and only once.

    `others`: numbers of members who ask beside `member`; they get accounts.
    """
    from lianxin.spaces import queries

    if queries.terms_set():
        return
    with ledger.event(office.who, "demo"), in_turn():
        cards = queries.studio_cards()[:65]
        _set_up(cards, office)
        _shut(cards[_repaired(today)].studio_no, today, office)
        _ask(today, cards[0].studio_no, [member, *map(_account, others)])
        _lend(today, office, member)


def _set_up(cards: list, office: User) -> None:  # type: ignore[type-arg]
    from lianxin.spaces import actions

    actions.set_terms(actor=office, kind="VIP", approval=True, answer_hours=72, price=60, free_minutes=600)
    actions.set_terms(actor=office, kind="标准", ahead_days=14)
    number = 0
    for card in cards:
        for name in _IN_STUDIOS[card.kind]:
            number += 1
            actions.save_equipment(
                equipment_no=f"SB{number:04d}", name=name, studio_no=card.studio_no, actor=office
            )
    for n, name in enumerate(_LENDABLE, number + 1):
        actions.save_equipment(
            equipment_no=f"SB{n:04d}", name=name, base=cards[0].base, lendable=True, actor=office
        )
    about = "可容纳两名主播，带独立化妆间。"
    actions.describe(
        studio_no=cards[0].studio_no,
        about=about,
        house_rules="离开前请关灯、关空调，带走垃圾。",
        seats=2,
        actor=office,
    )


def _shut(studio_no: str, today: date, office: User) -> None:
    from lianxin.spaces import actions

    actions.close(
        starts_at=_moment(today, 8),
        ends_at=_moment(today + timedelta(days=2), 8),
        reason="空调检修",
        kind="repair",
        studio_no=studio_no,
        actor=office,
    )


def _ask(today: date, studio_no: str, members: list[User]) -> None:
    """Each asks for an evening of the VIP studio; the last two wait for one that is asked for."""
    from lianxin.spaces import actions

    now = _moment(today, 9)
    for n, user in enumerate(members):
        start = _moment(today + timedelta(days=2 + n // 2), 18 + n % 2 * 3)
        who: dict[str, Any] = {"studio_no": studio_no, "member_no": user.member_no, "actor": user, "now": now}
        actions.book(note="新品专场直播", starts_at=start, ends_at=start + _SESSION, **who)
        if n:
            first = _moment(today + timedelta(days=2), 18)
            actions.join_waiting(starts_at=first, ends_at=first + _SESSION, **who)


def _lend(today: date, office: User, member: User) -> None:
    """One thing that is to come back today, and one that should have come back yesterday."""
    from lianxin.spaces import actions, queries

    things = [one for one in queries.equipment(office) if one.lendable]
    yesterday = today - timedelta(days=1)
    for thing, due in zip(things, (_moment(today, 22), _moment(yesterday, 22)), strict=False):
        lent = _moment(yesterday, 14)
        actions.lend(equipment=thing.pk, member_no=member.member_no, due_at=due, actor=office, now=lent)


def _account(number: str) -> User:
    from lianxin.accounts.actions import create_user
    from lianxin.accounts.models import User

    name, shown = number.lower(), f"成员 {number}"
    found = User.objects.filter(username=name).first()
    return found or create_user(
        username=name, password=None, role=User.Role.MEMBER, display_name=shown, actor=None, member_no=number
    )


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), BEIJING)
