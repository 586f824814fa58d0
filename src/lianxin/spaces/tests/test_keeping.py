"""Series, closures, terms, equipment, calendar links, utilisation."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from icalendar import Calendar

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.spaces import actions, queries
from lianxin.spaces.models import Arrangement, Booking, Loan, Series
from lianxin.spaces.queries.about import beside_the_sheets, members_with_open_bookings
from lianxin.spaces.rules import NotBooked, Recurrence
from lianxin.spaces.tests.conftest import NOW, Kept, at
from lianxin.trust.actions import forgetting, preview, run_retention, set_retention

pytestmark = pytest.mark.usefixtures("base", "kept", "event")


def series(actor: User, start: str, end: str, rule: Recurrence, studio: str = "Z3") -> actions.Made:
    times = {"starts_at": at(start), "ends_at": at(end)}
    return actions.book_series(
        studio_no=studio, member_no="M1", recurrence=rule, actor=actor, now=NOW, **times
    )


def test_a_series_says_why_each_refused_occurrence_is_refused(
    m1: User, manager: User, imported: Callable[..., Booking]
) -> None:
    imported("B1", "Z3", "06-16 21:00", "06-16 22:00", "M2")
    actions.close(
        starts_at=at("06-23 00:00"), ends_at=at("06-24 00:00"), reason="检修", actor=manager, studio_no="Z3"
    )
    made = series(m1, "06-09 20:00", "06-09 22:00", Recurrence("week", count=5))
    assert [one.span.start for one in made.booked] == [
        at("06-09 20:00"),
        at("06-30 20:00"),
        at("07-07 20:00"),
    ]
    reasons = [(one.span.start, [r.code for r in one.refusals]) for one in made.refused]
    assert reasons == [(at("06-16 20:00"), ["booking_taken"]), (at("06-23 20:00"), ["booking_closed"])]
    assert [one.nearest.studio_no for one in made.refused if one.nearest] == ["Z2", "Z2"]
    kept = Series.objects.get(pk=made.pk)
    assert [one["refusals"][0]["code"] for one in kept.refused] == ["booking_taken", "booking_closed"]
    assert actions.cancel_series(series=kept.pk, actor=m1, now=at("06-30 19:00")) == 1


def test_a_series_keeps_limits_and_days_that_are_not(m1: User, manager: User) -> None:
    made = series(m1, "06-10 20:00", "06-10 21:00", Recurrence("day", count=7))
    assert len(made.booked) == 5
    assert {r.code for one in made.refused for r in one.refusals} == {"booking_limit"}
    months = series(manager, "08-31 20:00", "08-31 21:00", Recurrence("month", count=2))
    assert [(one.refusals[0].code, one.nearest and one.nearest.span.start) for one in months.refused] == [
        ("series_no_such_day", at("09-30 20:00"))
    ]
    with pytest.raises(NotBooked, match="series_no_end"):
        series(m1, "06-10 20:00", "06-10 21:00", Recurrence("day"))
    with pytest.raises(NotBooked, match="series_too_many"):
        series(m1, "06-10 20:00", "06-10 21:00", Recurrence("day", until=dt.date(2021, 12, 31)))


def test_closures_hours_and_terms(m1: User, manager: User, imported: Callable[..., Booking]) -> None:
    row = imported("B1", "Z2", "06-10 20:00", "06-10 22:00")
    with pytest.raises(PermissionDenied):
        actions.close(starts_at=NOW, ends_at=at("06-11 00:00"), reason="检修", actor=m1)
    closed = actions.close(
        starts_at=NOW, ends_at=at("06-11 00:00"), reason="端午", actor=manager, kind="holiday"
    )
    assert [slot.pk for slot in closed.clashing] == [row.pk]
    assert queries.free_studios(at("06-10 18:00"), at("06-10 19:00"), now=NOW) == []
    actions.reopen(closure=closed.closure.pk, actor=manager)
    actions.set_hours(studio_no="Z3", weekdays={3: "", 4: "20:00-04:00"}, actor=manager)
    free = queries.free_studios(at("06-10 18:00"), at("06-10 19:00"), now=NOW)
    assert [one.studio_no for one in free] == ["Z1", "Z2"]
    (night,) = queries.free_times("Z3", dt.date(2021, 6, 11), now=NOW)
    assert (night.start, night.end) == (at("06-11 20:00"), at("06-12 04:00"))
    actions.set_terms(actor=manager, studio_no="Z2", buffer_minutes=30)
    with pytest.raises(NotBooked, match="booking_buffer"):
        book_z2(m1, "06-10 22:00", "06-10 23:00")
    with pytest.raises(NotBooked, match="terms_length"):
        actions.set_terms(actor=manager, kind="VIP", shortest_minutes=600)
    actions.drop_terms(terms=queries.terms_set()[0].pk, actor=manager)
    assert book_z2(m1, "06-10 22:00", "06-10 23:00").hold == "firm"


def book_z2(actor: User, start: str, end: str) -> actions.Booked:
    return actions.book(
        studio_no="Z2", member_no="M1", starts_at=at(start), ends_at=at(end), actor=actor, now=NOW
    )


def test_public_holidays_are_shut_in_one_go(
    m1: User, manager: User, imported: Callable[..., Booking]
) -> None:
    imported("B1", "Z3", "10-01 20:00", "10-01 22:00")
    imported("B2", "Z3", "09-30 22:00", "10-01 02:00")  # the night before is nobody's holiday
    fairs = {"starts_at": at("09-19 00:00"), "ends_at": at("09-23 00:00")}
    actions.close(**fairs, reason="中秋市集", actor=manager)
    done = actions.close_holidays(year=2021, base="青江", actor=manager, now=NOW)
    shut = [(one.closure.reason, one.closure.starts_at, one.closure.ends_at) for one in done.closed]
    assert shut == [
        ("端午", at("06-12 06:00"), at("06-15 06:00")),
        ("国庆节", at("10-01 06:00"), at("10-08 06:00")),
    ]
    assert [slot.booking_no for one in done.closed for slot in one.clashing] == ["B1"]
    assert [one.name for one in done.stood] == ["中秋"]
    again = actions.close_holidays(year=2021, base="青江", actor=manager, now=NOW)
    assert (again.closed, len(again.stood)) == ((), 3)
    with pytest.raises(NotBooked, match="holidays_unknown"):
        actions.close_holidays(year=2099, actor=manager)
    with pytest.raises(PermissionDenied):
        actions.close_holidays(year=2021, actor=m1)


def test_words_photos_groups_and_doors(m1: User, manager: User) -> None:
    actions.describe(studio_no="Z1", about="双机位", seats=4, actor=manager)
    png = b"\x89PNG\r\n\x1a\n" + b"0" * 20
    picture = actions.add_photo(content=png, studio_no="Z1", actor=manager)
    assert queries.photo(picture.pk).media_type == "image/png"  # type: ignore[union-attr]
    with pytest.raises(NotBooked, match="photo_kind"):
        actions.add_photo(content=b"<svg/>", studio_no="Z1", actor=manager)
    (card,) = queries.studio_cards(["Z1"])
    assert (card.about, card.seats, card.photos) == ("双机位", 4, (picture.pk,))
    actions.set_group(name="一层", studios=["Z1", "Z2"], actor=manager)
    assert [group.studios for group in queries.groups()] == [["Z1", "Z2"]]
    token = queries.token_of("Z1")
    assert queries.studio_of(token) == "Z1"
    actions.renew_door(studio_no="Z1", actor=manager)
    assert queries.studio_of(token) is None
    assert queries.studio_of(queries.token_of("Z1")) == "Z1"


def test_equipment_is_lent_once_and_comes_back(m1: User, m2: User, manager: User) -> None:
    thing = actions.save_equipment(equipment_no="S01", name="环形灯", lendable=True, actor=manager)
    actions.save_equipment(equipment_no="S02", name="绿幕", studio_no="Z2", actor=manager)
    free = queries.free_studios(at("06-10 18:00"), at("06-10 19:00"), equipment=["绿幕"], now=NOW)
    assert [one.studio_no for one in free] == ["Z2"]
    loan = actions.lend(equipment=thing.pk, member_no="M1", due_at=at("06-10 12:00"), actor=manager, now=NOW)
    with pytest.raises(NotBooked, match="equipment_lent"):
        actions.lend(equipment=thing.pk, member_no="M2", due_at=at("06-10 12:00"), actor=manager, now=NOW)
    assert [one.pk for one in queries.loans(m1)] == [loan.pk]
    assert queries.loans(m2) == []
    assert "M1" in members_with_open_bookings()
    late = at("06-10 12:00")
    assert [actions.remind_overdue(now=late), actions.remind_overdue(now=late)] == [1, 0]
    actions.give_back(loan=loan.pk, actor=manager, condition="灯脚松动", broken=True, now=late)
    with pytest.raises(NotBooked, match="equipment_not_lendable"):
        actions.lend(equipment=thing.pk, member_no="M2", due_at=at("06-12 12:00"), actor=manager, now=NOW)
    assert Loan.objects.get().returned_at == late
    assert beside_the_sheets("M1")["loans"][0]["condition"] == "灯脚松动"


def test_words_beside_the_sheet_go_when_their_time_is_over_or_on_request(
    m1: User, m2: User, manager: User, user: Callable[..., User]
) -> None:
    for code in ("booking_words", "loan_words"):
        set_retention(code=code, months=24, active=True, actor=user("office"))
    thing = actions.save_equipment(equipment_no="S1", actor=manager, name="补光灯", lendable=True)
    for one in (m1, m2):
        times = {"starts_at": at("06-10 20:00"), "ends_at": at("06-10 22:00"), "now": NOW}
        held = actions.book(studio_no="Z3", member_no=one.member_no, actor=one, note="生日专场", **times)
        actions.cancel(booking=held.pk, actor=one, reason="家里有事", now=NOW)
        loan = actions.lend(
            equipment=thing.pk, member_no=one.member_no, due_at=at("06-10 12:00"), actor=manager, now=NOW
        )
        actions.give_back(loan=loan.pk, actor=manager, condition="灯罩裂了", now=NOW)
    imported_ahead = timezone.now() + dt.timedelta(days=1)
    Booking.unscoped.create(
        **{"booking_no": "B9", "studio_id": "Z3", "member_id": "M2", "status": "已预约"},
        **{"starts_at": imported_ahead, "ends_at": imported_ahead + dt.timedelta(hours=1)},
    )
    due = preview()
    assert (due["booking_words"], due["loan_words"]) == (1, 1)  # M2 has something open
    assert {code: n for code, n in run_retention().items() if n} == {"booking_words": 1, "loan_words": 1}
    assert sorted(Arrangement.objects.values_list("note", "end_reason")) == [
        ("", ""),
        ("生日专场", "家里有事"),
    ]
    assert sorted(Loan.objects.values_list("condition", flat=True)) == ["", "灯罩裂了"]
    Booking.unscoped.filter(booking_no="B9").delete()
    forgetting.erase_member(member_no="M2", actor=None)
    assert not Arrangement.objects.exclude(note="", end_reason="").exists()
    assert not Loan.objects.exclude(condition="").exists()


def test_calendar_links(m1: User, m2: User, manager: User, kept: Kept) -> None:
    book_z2(m1, "06-10 23:00", "06-11 00:00")
    actions.book(
        studio_no="Z1",
        member_no="M1",
        starts_at=at("06-12 22:00"),
        ends_at=at("06-13 02:00"),
        actor=m1,
        now=NOW,
    )
    with pytest.raises(PermissionDenied):
        actions.make_feed(kind="member", target="M1", actor=m2)
    with pytest.raises(PermissionDenied):
        actions.make_feed(kind="member", target="M1", actor=manager)
    mine = actions.make_feed(kind="member", target="M1", actor=m1)
    base = actions.make_feed(kind="base", target="青江", actor=manager)
    token = actions.feed_token(mine)
    told = len(kept.events)
    whole = actions.read_feed(token, now=NOW)
    assert whole and actions.read_feed(token, now=NOW) == whole
    assert [e["subjects"] for e in kept.events[told:]] == [{"member:M1": ["bookings"]}]
    events = list(Calendar.from_ical(whole).walk("VEVENT"))
    assert [(e["dtstart"].dt, e["dtend"].dt, str(e["status"])) for e in events] == [
        (at("06-10 23:00"), at("06-11 00:00"), "CONFIRMED"),
        (at("06-12 22:00"), at("06-13 02:00"), "TENTATIVE"),
    ]
    shown = actions.read_feed(actions.feed_token(base), now=NOW) or b""
    assert shown.count(b"BEGIN:VEVENT") == 2
    assert b"M1" not in shown
    with pytest.raises(Http404):
        actions.revoke_feed(feed=mine.pk, actor=m2)
    actions.revoke_feed(feed=mine.pk, actor=m1)
    assert actions.read_feed(token, now=NOW) is None
    assert actions.read_feed(actions.feed_token(base)[:-1], now=NOW) is None


def test_utilisation_and_what_is_behind_it(manager: User, imported: Callable[..., Booking]) -> None:
    imported("B1", "Z3", "06-09 22:00", "06-10 02:00", status="已使用")
    imported("B2", "Z3", "06-10 18:30", "06-10 20:00", status="未到")
    imported("B3", "Z2", "06-10 18:30", "06-10 20:00", status="取消")
    imported("B4", "Z2", "06-10 21:00", "06-10 22:00")
    day, last = dt.date(2021, 6, 9), dt.date(2021, 6, 10)
    found = queries.use(day, last)
    assert (found.total.open, found.total.used, found.total.missed, found.total.booked) == (
        62 * 60,
        240,
        90,
        60,
    )
    assert found.by_kind["标准"].utilisation == pytest.approx(8.7)
    assert found.heat[2, 25].used == 60  # Wednesday's night, an hour past midnight
    assert found.heat[3, 18].missed == 30
    behind = queries.use_receipt(manager, day, last, counted="used", weekday=2, hour=25)
    assert [(one.booking_no, one.minutes) for one in behind] == [("B1", 60)]
    missed = queries.use_receipt(manager, day, last, counted="missed")
    assert sum(one.minutes for one in missed) == found.total.missed


def test_an_imported_session_is_not_missed_without_evidence(imported: Callable[..., Booking]) -> None:
    imported("B1", "Z3", "06-08 20:00", "06-08 22:00")
    imported("B2", "Z2", "06-10 20:00", "06-10 22:00")
    assert actions.settle_due(now=NOW)["missed"] == 0
    days = dt.date(2021, 6, 1), dt.date(2021, 6, 30)
    assert queries.without_outcome(*days, NOW) == 1
    assert queries.without_outcome(*days, NOW, kind="VIP") == 0
    counted = queries.use(*days).total
    assert (counted.booked, counted.used, counted.missed) == (240, 0, 0)


def test_a_member_sees_only_own_bookings_behind_a_number(m2: User, imported: Callable[..., Booking]) -> None:
    imported("B1", "Z3", "06-09 22:00", "06-10 02:00", status="已使用")
    with ledger.event(m2.who, "test"):
        assert queries.use_receipt(m2, NOW.date(), NOW.date(), counted="used") == []


def test_lists_are_scoped(m1: User, m2: User, manager: User, user: Callable[..., User]) -> None:
    asked = actions.book(
        studio_no="Z1",
        member_no="M1",
        starts_at=at("06-12 22:00"),
        ends_at=at("06-13 02:00"),
        actor=m1,
        now=NOW,
    )

    def seen(actor: Any) -> list[list[int | None]]:
        return [
            [one.pk for one in queries.requests_waiting(actor)],
            [one.pk for one in queries.bookings_of(actor, now=NOW)],
        ]

    assert seen(m1) == [[asked.pk], [asked.pk]]
    assert seen(m2) == [[], []]
    assert seen(manager) == [[asked.pk], []]
    assert seen(user("trainer")) == [[], []]
