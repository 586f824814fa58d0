"""Bookings as a sheet: what an import, a form, an undo and a roll-back may not do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lianxin.accounts.models import User
from lianxin.records.actions import import_paths, roll_back, save_record, undo
from lianxin.records.models import Change
from lianxin.records.rules import NotSaved, Refused
from lianxin.records.tests.factories import write_csv
from lianxin.spaces.models import Booking
from lianxin.spaces.tests.conftest import Kept

pytestmark = pytest.mark.usefixtures("base", "event")

HEAD = ["预约编号", "直播间编号", "成员编号", "开始时间", "结束时间", "状态"]


def bring(folder: Path, *rows: list[str], name: str = "预约.csv") -> dict[str, Any]:
    found = import_paths(paths=[write_csv(folder / name, [HEAD, *rows])], actor=None)
    return found["files"][0] | {"batch": found["batch"]}  # type: ignore[no-any-return]


def row(number: str, start: str, end: str, studio: str = "Z3", status: str = "已预约") -> list[str]:
    return [number, studio, "M1", f"2021-06-{start}", f"2021-06-{end}", status]


def problems(found: dict[str, Any]) -> list[tuple[int, str]]:
    return [(one["row"], one["reason"]) for one in found["problems"]]


def test_a_row_that_books_twice_comes_back_with_its_reason(folder: Path) -> None:
    found = bring(
        folder,
        row("B1", "09 20:00", "09 22:00"),
        row("B2", "09 21:00", "09 23:00"),
        row("B3", "09 22:00", "10 00:00"),
        row("B4", "09 21:00", "09 23:00", studio="Z2"),
        row("B5", "09 21:00", "09 23:00", status="取消"),
        row("B6", "09 21:00", "09 21:30", status="未到"),
    )
    assert (found["new"], found["rejected"]) == (5, 1)
    ((line, reason),) = problems(found)
    assert line == 3
    assert "B1" in reason
    again = bring(folder, row("B7", "09 23:30", "10 00:30"), row("B1", "09 20:00", "09 22:00"))
    assert (again["rejected"], again["unchanged"]) == (1, 1)


def test_two_bookings_change_places_in_one_file(folder: Path) -> None:
    bring(folder, row("B1", "09 20:00", "09 22:00"), row("B2", "09 20:00", "09 22:00", studio="Z2"))
    swapped = bring(folder, row("B1", "09 20:00", "09 22:00", studio="Z2"), row("B2", "09 20:00", "09 22:00"))
    assert (swapped["updated"], swapped["rejected"]) == (2, 0)


def test_who_is_refused_keeps_the_old_slot(folder: Path) -> None:
    """B1 cannot move onto B9, so it stays where B2 wants to go."""
    bring(
        folder,
        row("B1", "09 18:00", "09 19:00"),
        row("B2", "09 19:00", "09 20:00"),
        row("B9", "09 22:00", "09 23:00"),
    )
    found = bring(folder, row("B2", "09 18:00", "09 19:00"), row("B1", "09 22:00", "09 23:00"))
    assert (found["updated"], found["rejected"]) == (0, 2)


def test_roll_back_does_not_book_twice(folder: Path, imported: Callable[..., Booking]) -> None:
    bring(folder, row("B1", "09 20:00", "09 22:00"))
    moved = bring(folder, row("B1", "10 20:00", "10 22:00"), row("B2", "09 20:00", "09 21:00"))
    other = imported("B3", "Z3", "06-09 21:00", "06-09 22:00")
    with pytest.raises(Refused, match="place_taken"):
        roll_back(batch_no=moved["batch"], actor=None)
    Booking.unscoped.filter(pk=other.pk).update(status="取消")
    done = roll_back(batch_no=moved["batch"], actor=None)
    assert (done.removed, done.restored) == (1, 1)


def test_typed_and_taken_back(imported: Callable[..., Booking], manager: User, kept: Kept) -> None:
    one = imported("B1", "Z3", "06-09 20:00", "06-09 22:00")
    other = imported("B2", "Z3", "06-09 22:00", "06-09 23:00")

    def save(pk: int | None, **values: str) -> Any:
        return save_record(sheet="bookings", pk=pk, values=values, actor=manager)

    with pytest.raises(NotSaved) as wrong:
        save(other.pk, starts_at="2021-06-09 21:00")
    assert [(p.column, p.code, p.params) for p in wrong.value.problems] == [
        ("starts_at", "booking_clash", {"booking": "B1"})
    ]
    cells = dict(zip(("booking_no", "studio_no", "member_no", "starts_at", "ends_at", "status"),
                     row("B3", "09 20:30", "09 21:00"), strict=True))  # fmt: skip
    with pytest.raises(NotSaved):
        save(None, **cells)
    save(one.pk, status="取消")
    change = Change.objects.get(sheet="bookings", record=one.pk)
    save(other.pk, starts_at="2021-06-09 21:00")
    with pytest.raises(NotSaved):
        undo(change=change.pk, actor=manager)
