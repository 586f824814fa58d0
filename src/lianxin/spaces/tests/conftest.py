"""A small base: a VIP and two standard studios, two members, and everybody who books."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.lib.dates import BEIJING
from lianxin.people.models import Member
from lianxin.spaces.models import Base, Booking, Studio
from lianxin.spaces.rules import Hours, Room, Span, Terms

DAY = dt.date(2021, 1, 1)
#: A Wednesday afternoon.
NOW = dt.datetime(2021, 6, 9, 15, 0, tzinfo=BEIJING)


NIGHT = Hours("18:00-02:00")


class Kept:
    """A store that keeps events in memory."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def append(self, payload: dict[str, Any], subjects: Any) -> None:
        self.events.append(payload)

    def entries(self, first: int, count: int) -> list[Any]:
        """None that is old enough to go."""
        return []


def at(text: str) -> dt.datetime:
    """ "06-09 20:00" of 2021, or with the year before it."""
    text = text if len(text) > 11 else f"2021-{text}"
    return dt.datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=BEIJING)


def span(start: str, end: str) -> Span:
    return Span(at(start), at(end))


def room(**more: Any) -> Room:
    return Room("Z1", "青江", "标准", more.pop("hours", NIGHT), more.pop("terms", Terms()), **more)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    store = Kept()
    monkeypatch.setattr(ledger, "_openers", [lambda: store])
    return store


@pytest.fixture
def base(db: None) -> Base:
    """青江: Z1 (VIP, 18:00-02:00), Z2 (09:00-24:00), Z3 (18:00-02:00)."""
    base = Base.unscoped.create(name="青江", opened_on=DAY)
    for number, kind, opens in (
        ("Z1", "VIP", "18:00-02:00"),
        ("Z2", "标准", "09:00-24:00"),
        ("Z3", "标准", "18:00-02:00"),
    ):
        Studio.unscoped.create(studio_no=number, base=base, kind=kind, opens=opens, opened_on=DAY)
    for number, phone in (("M1", "13800000001"), ("M2", "13800000002")):
        Member.unscoped.create(
            member_no=number, name=f"成员{number}", phone=phone, kind="主播", joined_on=DAY, focus=False
        )
    return base


@pytest.fixture
def user(db: None) -> Callable[..., User]:
    def make(role: str, member_no: str = "") -> User:
        name = member_no or role
        found = User.objects.filter(username=name).first()
        return found or User.objects.create_user(name, role=role, member_no=member_no)

    return make


@pytest.fixture
def m1(user: Callable[..., User]) -> User:
    return user("member", "M1")


@pytest.fixture
def m2(user: Callable[..., User]) -> User:
    return user("member", "M2")


@pytest.fixture
def manager(user: Callable[..., User]) -> User:
    return user("studio_manager")


@pytest.fixture
def imported(base: Base) -> Callable[..., Booking]:
    """A booking as an import brings it."""

    def make(
        number: str, studio: str, start: str, end: str, member: str = "M1", status: str = "已预约"
    ) -> Booking:
        return Booking.unscoped.create(
            booking_no=number,
            studio_id=studio,
            member_id=member,
            starts_at=at(start),
            ends_at=at(end),
            status=status,
        )

    return make
