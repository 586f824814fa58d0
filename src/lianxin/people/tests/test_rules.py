"""Who may be on record twice; how long a reason holds."""

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.people.rules import DUTIES, ENOUGH, MINUTES, POINTS, Print, Reason, alike, remembered

NOW = dt.datetime(2021, 6, 1, 9, tzinfo=dt.UTC)


def one(number: str, **known: object) -> Print:
    return Print(number, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "reasons"),
    [
        ({"phone": "x"}, ("phone",)),
        ({"accounts": frozenset({"抖音 a1"})}, ("account",)),
        ({"name": "张三", "sounds": frozenset({"zhangsan"}), "unit": "协会"}, ("name", "unit")),
        ({"name": "张三", "sounds": frozenset({"zhangsan"}), "town": "城关"}, ("name", "town")),
        ({"name": "张三", "sounds": frozenset({"zhangsan"})}, None),
        ({"stage_name": "山里红", "unit": "协会"}, None),
        ({"stage_name": "山里红", "unit": "协会", "town": "城关"}, ("stage_name", "unit", "town")),
        ({"unit": "协会", "town": "城关"}, None),
        ({}, None),
    ],
)
def test_reasons(known: dict[str, object], reasons: tuple[str, ...] | None) -> None:
    found = alike([one("M2", **known), one("M1", **known)])
    assert [pair.reasons for pair in found] == ([reasons] if reasons else [])
    assert all((pair.first, pair.second) == ("M1", "M2") for pair in found)


def test_names_that_sound_alike() -> None:
    sounds = frozenset({"zhangsan"})
    people = [
        one("M1", name="张三", sounds=sounds, unit="协会", town="城关"),
        one("M2", name="章三", sounds=sounds, unit="协会", town="城关"),
        one("M3", name="章叁", sounds=sounds, town="河口"),
    ]
    assert [(p.first, p.second, p.reasons) for p in alike(people)] == [
        ("M1", "M2", ("sound", "unit", "town"))
    ]


PEOPLE = st.lists(
    st.builds(
        Print,
        number=st.uuids().map(str),
        name=st.sampled_from(["", "张三", "李四"]),
        sounds=st.frozensets(st.sampled_from(["zhangsan", "lisi"]), max_size=2),
        stage_name=st.sampled_from(["", "红", "绿"]),
        phone=st.sampled_from(["", "1", "2"]),
        unit=st.sampled_from(["", "甲", "乙"]),
        town=st.sampled_from(["", "东", "西"]),
        accounts=st.frozensets(st.sampled_from(["a", "b"]), max_size=2),
    ),
    max_size=8,
    unique_by=lambda p: p.number,
)


@given(PEOPLE)
def test_as_comparing_everybody_with_everybody(people: list[Print]) -> None:
    """Against the plain way, for names that sound as they are written."""

    def points(a: Print, b: Print) -> int:
        same = {
            "account": bool(a.accounts & b.accounts),
            "phone": bool(a.phone) and a.phone == b.phone,
            "name": bool(a.name) and a.name == b.name,
            "sound": bool(a.sounds & b.sounds) and not (bool(a.name) and a.name == b.name),
            "stage_name": bool(a.stage_name) and a.stage_name == b.stage_name,
            "unit": bool(a.unit) and a.unit == b.unit,
            "town": bool(a.town) and a.town == b.town,
        }
        telling = same["account"] or same["phone"] or same["stage_name"] or bool(a.sounds & b.sounds)
        return sum(POINTS[reason] for reason, so in same.items() if so) if telling else 0

    wanted = {
        (*sorted((a.number, b.number)), points(a, b))
        for a, b in combinations(people, 2)
        if points(a, b) >= ENOUGH
    }
    assert {(p.first, p.second, p.points) for p in alike(people)} == wanted


def test_a_crowd_tells_nothing() -> None:
    assert alike([one(f"M{n}", phone="the office's") for n in range(40)]) == []


def test_a_reason_holds_half_an_hour() -> None:
    kept = Reason.given("回电", NOW).kept()
    assert remembered(kept, NOW + dt.timedelta(minutes=MINUTES)) is not None
    assert remembered(kept, NOW + dt.timedelta(minutes=MINUTES, seconds=1)) is None
    assert remembered(None, NOW) is None
    assert not Reason.given("回电", NOW).picked
    assert Reason.given(DUTIES[0], NOW).picked
