"""Booking, changing, cancelling, approving, waiting, arriving."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError
from django.http import Http404

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.jobs.models import Job
from lianxin.records.models import Change
from lianxin.spaces import actions, queries
from lianxin.spaces.models import Arrangement, Booking, Terms, Waiting
from lianxin.spaces.rules import NotBooked
from lianxin.spaces.tests.conftest import NOW, Kept, at

pytestmark = pytest.mark.usefixtures("base")


def book(actor: User, studio: str, start: str, end: str, member: str = "", **more: Any) -> actions.Booked:
    number = member or actor.member_no
    times = {"starts_at": at(start), "ends_at": at(end)}
    return actions.book(studio_no=studio, member_no=number, actor=actor, now=NOW, **times, **more)


def codes(refused: pytest.ExceptionInfo[NotBooked]) -> list[str]:
    return [one.code for one in refused.value.refusals]


def test_a_night_is_booked_and_told(m1: User, kept: Kept, event: object) -> None:
    done = book(m1, "Z3", "06-09 22:00", "06-10 02:00")
    row = Booking.objects.visible_to(m1).get(pk=done.pk)
    assert (row.status, row.booking_no) == ("已预约", done.booking_no)
    assert row.booking_no.startswith("YY20210609-")
    assert (done.hold, done.held_until) == ("firm", None)
    assert Change.objects.get(sheet="bookings", record=row.pk).after["member_no"] == "M1"
    assert kept.events[-1]["verb"] == "add"
    assert kept.events[-1]["subjects"] == {"member:M1": ["bookings"]}


def test_the_second_is_told_what_else_is_free(m1: User, m2: User, kept: Kept) -> None:
    book(m1, "Z3", "06-09 20:00", "06-09 22:00")
    with pytest.raises(NotBooked) as refused:
        book(m2, "Z3", "06-09 21:00", "06-09 23:00")
    assert codes(refused) == ["booking_taken"]
    nearest = refused.value.nearest
    assert nearest and (nearest.studio_no, nearest.span.start) == ("Z2", at("06-09 21:00"))
    assert Booking.objects.count() == 1


def test_members_book_for_themselves_others_for_them(
    m1: User, manager: User, user: Callable[..., User], kept: Kept
) -> None:
    with pytest.raises(PermissionDenied):
        book(m1, "Z3", "06-09 20:00", "06-09 22:00", "M2")
    for role in ("liaison_officer", "auditor", "administrator", "grower", "unit_contact"):
        with pytest.raises(PermissionDenied):
            book(user(role), "Z3", "06-09 20:00", "06-09 22:00", "M2")
    assert book(manager, "Z3", "06-09 20:00", "06-09 22:00", "M2").hold == "firm"
    course = book(user("trainer"), "Z2", "06-09 20:00", "06-09 22:00", "M1", origin="event:P001")
    assert Arrangement.objects.get(pk=course.pk).origin == "event:P001"


def test_a_plan_books_beyond_the_member_s_own_allowance(
    m1: User, user: Callable[..., User], kept: Kept, event: object
) -> None:
    planner, colleague = user("planner"), User.objects.create_user("planner2", role="planner")
    Terms.objects.create(kind="标准", ahead_days=7, most_open=1, week_minutes=120)
    planned = [
        book(planner, "Z2", f"06-{day} 20:00", f"06-{day} 22:00", "M1", origin="plan:7") for day in (20, 21)
    ]
    assert [slot.pk for slot in queries.booked_for(colleague, "plan:7")] == [one.pk for one in planned]
    assert not queries.booked_for(user("trainer"), "plan:7")
    later = {"starts_at": at("06-20 21:00"), "ends_at": at("06-20 23:00")}
    actions.change(booking=planned[0].pk, actor=colleague, now=NOW, **later)
    actions.cancel(booking=planned[1].pk, actor=colleague, reason="换期", now=NOW)
    with pytest.raises(Http404):
        actions.cancel(booking=planned[0].pk, actor=user("trainer"))
    book(m1, "Z2", "06-10 20:00", "06-10 22:00")  # what is planned for them is not their own allowance
    with pytest.raises(NotBooked) as refused:
        book(m1, "Z2", "06-20 10:00", "06-20 11:00")
    assert codes(refused) == ["booking_too_far", "booking_limit"]


def test_together_all_or_none(m1: User, m2: User, kept: Kept) -> None:
    book(m2, "Z3", "06-09 20:00", "06-09 21:00")
    times = {"starts_at": at("06-09 20:00"), "ends_at": at("06-09 22:00")}
    with pytest.raises(NotBooked):
        actions.book_together(studios=["Z2", "Z3"], member_no="M1", actor=m1, now=NOW, **times)
    assert Booking.objects.count() == 1
    done = actions.book_together(studios=["Z1", "Z2"], member_no="M1", actor=m1, now=NOW, **times)
    assert len({made.together for made in Arrangement.objects.filter(pk__in=[one.pk for one in done])}) == 1


def test_the_database_itself_keeps_two_out(imported: Callable[..., Booking]) -> None:
    imported("B1", "Z3", "06-09 20:00", "06-09 22:00")
    imported("B2", "Z3", "06-09 22:00", "06-09 23:00")
    imported("B3", "Z3", "06-09 21:00", "06-09 23:00", status="取消")
    with pytest.raises(IntegrityError, match="booking_no_overlap"):
        imported("B4", "Z3", "06-09 21:59", "06-09 22:00")


def test_the_database_keeps_a_move_out(imported: Callable[..., Booking]) -> None:
    imported("B1", "Z3", "06-09 20:00", "06-09 22:00")
    other = imported("B2", "Z2", "06-09 21:00", "06-09 23:00")
    with pytest.raises(IntegrityError, match="booking_no_overlap"):
        Booking.unscoped.filter(pk=other.pk).update(studio_id="Z3")


def test_who_is_sent_away_from_a_standoff_is_told_that_it_is_taken(
    m1: User, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deadlock(Exception):
        sqlstate = "40P01"

    def stand_off(*row: Any, **how: Any) -> None:
        raise OperationalError("deadlock detected") from Deadlock()

    monkeypatch.setattr(Booking, "save", stand_off)
    with pytest.raises(NotBooked, match="booking_taken"):
        book(m1, "Z3", "06-09 20:00", "06-09 22:00")


def test_a_request_holds_its_slot_until_it_is_decided(
    m1: User, m2: User, manager: User, kept: Kept, event: object
) -> None:
    asked = book(m1, "Z1", "06-12 20:00", "06-12 22:00")
    assert (asked.hold, asked.held_until) == ("asked", at("06-10 15:00"))
    with pytest.raises(NotBooked):
        book(m2, "Z1", "06-12 20:00", "06-12 22:00")
    with pytest.raises(PermissionDenied):
        actions.approve(booking=asked.pk, actor=m1)
    actions.approve(booking=asked.pk, actor=manager)
    assert Arrangement.objects.get(pk=asked.pk).hold == "approved"
    with pytest.raises(NotBooked, match="booking_not_asked"):
        actions.decline(booking=asked.pk, actor=manager, text="检修")
    assert Job.objects.filter(kind="message").count() == 1


def test_a_declined_request_frees_the_slot_for_who_waits(
    m1: User, m2: User, manager: User, kept: Kept
) -> None:
    asked = book(m1, "Z1", "06-12 20:00", "06-12 22:00")
    waits = join(m2, "Z1", "06-12 20:00", "06-12 22:00")
    with pytest.raises(NotBooked, match="booking_no_reason"):
        actions.decline(booking=asked.pk, actor=manager, text=" ")
    actions.decline(booking=asked.pk, actor=manager, text="设备检修", now=NOW)
    waits.refresh_from_db()
    assert waits.state == "offered"
    assert Arrangement.objects.get(pk=waits.booking_id).held_until == at("06-09 16:00")


def join(actor: User, studio: str, start: str, end: str) -> Waiting:
    times = {"starts_at": at(start), "ends_at": at(end)}
    return actions.join_waiting(studio_no=studio, member_no=actor.member_no, actor=actor, now=NOW, **times)


def test_the_waiting_list_in_turn(
    m1: User, m2: User, user: Callable[..., User], kept: Kept, event: object
) -> None:
    done = book(m1, "Z3", "06-12 20:00", "06-12 22:00")
    with pytest.raises(NotBooked, match="waiting_free"):
        join(m2, "Z3", "06-13 20:00", "06-13 22:00")
    first, own = join(m2, "Z3", "06-12 20:00", "06-12 22:00"), join(m1, "Z3", "06-12 21:00", "06-12 22:00")
    with pytest.raises(NotBooked, match="waiting_already"):
        join(m2, "Z3", "06-12 20:00", "06-12 22:00")
    actions.cancel(booking=done.pk, actor=m1, now=NOW)
    first.refresh_from_db()
    with pytest.raises(Http404):
        actions.accept_offer(waiting=first.pk, actor=m1, now=NOW)
    assert actions.accept_offer(waiting=first.pk, actor=m2, now=NOW).hold == "firm"
    own.refresh_from_db()
    assert own.state == "waiting"
    actions.cancel(booking=first.booking_id, actor=m2, now=NOW)
    own.refresh_from_db()
    assert own.state == "offered"
    actions.leave_waiting(waiting=own.pk, actor=m1, now=NOW)
    assert Booking.unscoped.filter(status="已预约").count() == 0
    assert any(e["actor"] == "job:spaces_settle" for e in kept.events)


def test_change_and_cancel_have_rules(m1: User, m2: User, manager: User, kept: Kept) -> None:
    done = book(m1, "Z3", "06-09 20:00", "06-09 22:00")
    with pytest.raises(Http404):
        actions.change(booking=done.pk, actor=m2, starts_at=at("06-09 21:00"), now=NOW)
    moved = actions.change(
        booking=done.pk, actor=m1, starts_at=at("06-09 21:00"), ends_at=at("06-09 23:00"), now=NOW
    )
    assert moved.span.start == at("06-09 21:00")
    late = at("06-09 19:30")
    with pytest.raises(NotBooked, match="booking_too_late"):
        actions.cancel(booking=done.pk, actor=m1, now=late)
    running = at("06-09 21:10")
    longer = actions.change(booking=done.pk, actor=manager, ends_at=at("06-10 00:30"), now=running)
    assert longer.span.end == at("06-10 00:30")
    actions.cancel(booking=done.pk, actor=manager, reason="停电", now=running)
    with pytest.raises(NotBooked, match="booking_over"):
        actions.cancel(booking=done.pk, actor=manager, now=running)
    change = Change.objects.filter(sheet="bookings", record=done.pk).order_by("pk").last()
    assert change and change.after == {"status": "取消"}


def test_checking_in_at_the_door(m1: User, m2: User, manager: User, kept: Kept, event: object) -> None:
    done = book(m1, "Z3", "06-09 20:00", "06-09 22:00")
    token = queries.token_of("Z3")
    with pytest.raises(NotBooked, match="check_in_none"):
        actions.check_in(token=token, actor=m2, now=at("06-09 20:05"))
    with pytest.raises(NotBooked, match="check_in_none"):
        actions.check_in(token=token, actor=m1, now=at("06-09 19:00"))
    with pytest.raises(NotBooked, match="door_unknown"):
        actions.check_in(token=token + "x", actor=m1, now=at("06-09 20:05"))
    assert actions.check_in(token=token, actor=m1, now=at("06-09 20:05")).status == "已使用"
    with pytest.raises(NotBooked, match="booking_over"):
        actions.check_in_booking(booking=done.pk, actor=manager, now=at("06-09 20:06"))


def test_nobody_came(m1: User, m2: User, kept: Kept, imported: Callable[..., Booking], event: object) -> None:
    done = book(m1, "Z3", "06-09 20:00", "06-09 23:00")
    asked = book(m1, "Z1", "06-09 20:00", "06-09 22:00")
    old = imported("B9", "Z2", "06-09 20:00", "06-09 22:00")
    waits = join(m2, "Z3", "06-09 21:00", "06-09 22:00")
    assert actions.settle_due(now=at("06-09 20:14")) == {"missed": 0, "lapsed": 1, "offered": 0}
    assert actions.settle_due(now=at("06-09 20:15")) == {"missed": 1, "lapsed": 0, "offered": 0}
    status = dict(Booking.unscoped.values_list("pk", "status"))
    assert (status[done.pk], status[asked.pk], status[old.pk]) == ("未到", "取消", "已预约")
    waits.refresh_from_db()
    assert waits.state == "offered"
    assert actions.settle_due(now=at("06-09 21:15"))["lapsed"] == 1
    waits.refresh_from_db()
    assert waits.state == "lapsed"


def test_prices_and_quota(m1: User, kept: Kept) -> None:
    Terms.objects.create(kind="标准", price=60, free_minutes=120)
    one, two = book(m1, "Z3", "06-09 20:00", "06-09 21:30"), book(m1, "Z2", "06-10 20:00", "06-10 21:30")
    assert (str(one.price), one.free_minutes, str(two.price), two.free_minutes) == ("0.00", 90, "60.00", 30)


def test_others_bookings_have_no_names(m1: User, m2: User, manager: User, kept: Kept) -> None:
    book(m1, "Z3", "06-09 23:00", "06-10 01:00")
    with ledger.event(m2.who, "test"):
        (slot,) = queries.slots_between(at_day(), m2)
        assert (slot.state, slot.pk, slot.booking_no, slot.member_no, slot.name) == (
            "taken",
            None,
            "",
            "",
            "",
        )
        plan = queries.day_plan(NOW.date(), manager)
    (row,) = [row for row in plan.rows if row.studio_no == "Z3"]
    assert [slot.name for slot in row.days[0].slots] == ["成员M1"]
    assert plan.axis == (9 * 60, 26 * 60)


def at_day() -> Any:
    from lianxin.spaces.rules import Span

    return Span(at("06-09 00:00"), at("06-11 00:00"))


def test_what_is_free(m1: User, kept: Kept) -> None:
    book(m1, "Z3", "06-09 20:00", "06-09 22:00")
    free = queries.free_studios(at("06-09 21:00"), at("06-09 23:00"), now=NOW)
    assert [one.studio_no for one in free] == ["Z1", "Z2"]
    times = queries.free_times("Z3", NOW.date(), now=NOW)
    assert [(one.start, one.end) for one in times] == [
        (at("06-09 18:00"), at("06-09 20:00")),
        (at("06-09 22:00"), at("06-10 02:00")),
    ]
