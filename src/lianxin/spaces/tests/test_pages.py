"""What the pages do beside the browser's happy paths: refusals, waiting, lending, closures, receipts."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.lib.dates import BEIJING
from lianxin.spaces.models import Arrangement, Booking, Closure, Equipment, Feed, Loan, Photo, Waiting
from lianxin.spaces.rules import beijing_day, public_holidays

pytestmark = pytest.mark.usefixtures("base", "kept")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def desk(manager: User) -> Client:
    return entered(manager)


@pytest.fixture
def phone(m1: User) -> Client:
    return entered(m1)


def entered(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def slot(day: int, at: int, minutes: int = 120) -> dict[str, str]:
    """So many days from today; `at` in minutes after midnight."""
    return {
        "day": str(beijing_day(timezone.now()) + dt.timedelta(days=day)),
        "at": str(at),
        "minutes": str(minutes),
    }


def book(client: Client, studio: str, said: dict[str, str], **more: Any) -> Any:
    return client.post("/spaces/book", {"studio": studio, **said, **more}, follow=True)


def words(answer: Any) -> str:
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


def test_a_night_is_booked_and_stands_on_its_evening(desk: Client) -> None:
    said = slot(2, 22 * 60, 240)
    answer = book(desk, "Z3", said, member_no="M1")
    assert "22:00–次日02:00" in words(answer)
    shown = desk.get(f"/spaces/?day={said['day']}").content.decode()
    assert "22:00–02:00 已预约" in shown
    after = dt.date.fromisoformat(said["day"]) + dt.timedelta(days=1)
    assert "22:00–02:00 已预约" not in desk.get(f"/spaces/?day={after}").content.decode()


def test_a_refusal_says_why_and_what_is_free(desk: Client, phone: Client) -> None:
    said = slot(2, 20 * 60)
    book(desk, "Z2", said, member_no="M2")
    answer = book(phone, "Z2", said)
    assert "该时段直播间已被预约" in words(answer)
    offered = re.search(r'href="(/spaces/book\?studio=[^"]+)"', answer.content.decode())
    assert offered
    assert phone.get(offered[1].replace("&amp;", "&")).status_code == 200
    joined = phone.post("/spaces/waiting/join", {"studio": "Z2", **from_to(said)}, follow=True)
    assert "排第 1 位" in words(joined)
    assert Waiting.objects.get().member_no == "M1"


def from_to(said: dict[str, str]) -> dict[str, str]:
    start = dt.datetime.combine(dt.date.fromisoformat(said["day"]), dt.time(), BEIJING)
    start += dt.timedelta(minutes=int(said["at"]))
    end = start + dt.timedelta(minutes=int(said["minutes"]))
    return {"from": f"{start:%Y-%m-%dT%H:%M}", "to": f"{end:%Y-%m-%dT%H:%M}"}


def test_who_waits_is_offered_what_is_cancelled_and_takes_it(desk: Client, phone: Client) -> None:
    said = slot(2, 20 * 60)
    book(desk, "Z2", said, member_no="M2")
    held = Booking.unscoped.get()
    phone.post("/spaces/waiting/join", {"studio": "Z2", **from_to(said)})
    desk.post(f"/spaces/bookings/{held.pk}/cancel", {"text": "改期"})
    assert "Z2 有空位了" in words(phone.get("/spaces/mine/"))
    answer = phone.post(f"/spaces/waiting/{Waiting.objects.get().pk}/accept", follow=True)
    assert "预约成功" in words(answer)
    assert Booking.unscoped.get(status="已预约").member_id == "M1"


def test_members_see_of_others_only_that_it_is_taken(desk: Client, phone: Client) -> None:
    book(desk, "Z2", slot(2, 20 * 60), member_no="M2")
    pk = Booking.unscoped.get().pk
    assert phone.get(f"/spaces/bookings/{pk}/").status_code == 404
    assert "M2" not in words(phone.get("/spaces/studios/Z2/"))


@pytest.mark.parametrize("role", ["trainer", "market_staff"])
def test_other_lines_book_for_members_and_read_what_they_booked_alone(
    role: str, user: Callable[..., User], desk: Client
) -> None:
    book(desk, "Z2", slot(2, 20 * 60), member_no="M2")
    other = entered(user(role))
    answer = book(other, "Z3", slot(2, 20 * 60), member_no="M1")
    assert "M1" in words(answer)
    assert answer.redirect_chain[-1][0] == f"/spaces/bookings/{Booking.unscoped.get(studio='Z3').pk}/"
    foreign = Booking.unscoped.get(studio="Z2").pk
    assert other.get(f"/spaces/bookings/{foreign}/").status_code == 404
    assert other.post(f"/spaces/bookings/{foreign}/cancel").status_code == 404
    shown = other.get(f"/spaces/?day={slot(2, 0)['day']}").content.decode()
    assert "已占用 20:00–22:00" in shown
    assert "M2" not in shown


def test_a_series_says_what_became_of_each(desk: Client, phone: Client) -> None:
    said = slot(2, 20 * 60)
    book(desk, "Z2", slot(3, 20 * 60), member_no="M2")
    answer = book(phone, "Z2", said, every="day", until=slot(4, 0)["day"])
    assert "成功 2 场" in words(answer)
    assert "该时段直播间已被预约" in words(answer)
    assert "最近的空档" in words(answer)


def test_several_studios_are_booked_together(desk: Client) -> None:
    answer = book(desk, "Z2", slot(2, 20 * 60), member_no="M1", also=["Z3"])
    assert {one.studio_id for one in Booking.unscoped.all()} == {"Z2", "Z3"}
    assert "同时预约" in words(answer)


def test_a_request_is_declined_with_a_reason_that_the_member_reads(desk: Client, phone: Client) -> None:
    book(phone, "Z1", slot(2, 20 * 60), note="专场")
    pk = Arrangement.objects.get().pk
    assert "专场" in words(desk.get("/spaces/requests/"))
    assert "理由" in words(desk.post(f"/spaces/requests/{pk}/decline", {"text": " "}, follow=True))
    desk.post(f"/spaces/requests/{pk}/decline", {"text": "当晚线路检修"})
    assert "当晚线路检修" in words(phone.get(f"/spaces/bookings/{pk}/"))


def test_a_closure_lists_the_bookings_in_it(desk: Client) -> None:
    said = slot(2, 20 * 60)
    book(desk, "Z2", said, member_no="M1")
    day = said["day"]
    answer = desk.post(
        "/spaces/closures/",
        {"studio": "Z2", "kind": "repair", "starts_at": f"{day}T08:00", "ends_at": f"{day}T23:00",
         "reason": "线路检修"},
    )  # fmt: skip
    assert "新停用时段内的预约" in words(answer)
    assert "线路检修" in desk.get(f"/spaces/?day={day}").content.decode()
    desk.post(f"/spaces/closures/{Closure.objects.get().pk}/reopen")
    assert not Closure.objects.exists()


def test_holidays_that_are_not_known_are_typed_by_hand(desk: Client) -> None:
    year = beijing_day(timezone.now()).year + 1
    said = {"year": str(year), "base": "青江"}
    answer = desk.post("/spaces/closures/holidays", said).content.decode()
    if public_holidays(year) is None:
        assert f"{year} 年的放假安排" in answer
        assert '<option value="holiday" selected>' in answer
        assert '<option value="青江" selected>' in answer
    else:
        assert Closure.objects.filter(base="青江", kind="holiday").count() >= 6


def test_a_thing_is_lent_and_given_back_broken(desk: Client, phone: Client) -> None:
    desk.post("/spaces/lending/things", {"equipment_no": "S1", "name": "补光灯", "lendable": "on"})
    thing = Equipment.objects.get()
    due = f"{beijing_day(timezone.now()) + dt.timedelta(days=1)}T12:00"
    said = {"thing": thing.pk, "member_no": "M1", "due_at": due}
    desk.post("/spaces/lending/lend", said)
    assert "已借出" in words(desk.post("/spaces/lending/lend", said))  # twice is refused
    assert "补光灯" in words(phone.get("/spaces/mine/"))
    loan = Loan.objects.get()
    desk.post(f"/spaces/lending/{loan.pk}/back", {"condition": "灯珠坏了", "broken": "on"})
    thing.refresh_from_db()
    assert thing.out_of_order


def test_a_studio_is_described_photographed_and_given_other_hours(desk: Client, phone: Client) -> None:
    desk.post("/spaces/studios/Z2/describe", {"about": "双机位", "house_rules": "请关灯", "seats": "6"})
    picture = SimpleUploadedFile("a.png", PNG, content_type="image/png")
    desk.post("/spaces/studios/Z2/describe", {"picture": picture, "caption": "全景"})
    desk.post("/spaces/studios/Z2/describe", {"weekday_0": "10:00-12:00", "shut_6": "on"})
    shown = words(phone.get("/spaces/studios/Z2/"))
    assert all(said in shown for said in ("双机位", "请关灯", "周一 10:00-12:00", "周日 不开放", "全景"))
    answer = phone.get(f"/spaces/photos/{Photo.objects.get().pk}")
    assert (answer.content, answer.headers["Content-Type"]) == (PNG, "image/png")


def test_a_link_opens_until_it_is_revoked(phone: Client) -> None:
    book(phone, "Z2", slot(2, 20 * 60))
    phone.post("/spaces/feeds/make", {"what": "studio:Z2"})  # a member makes their own, whatever is asked
    feed = Feed.objects.get()
    assert (feed.kind, feed.target) == ("member", "M1")
    address = re.search(
        r'value="http://testserver(/[^"]+\.ics)"', phone.get("/spaces/feeds/").content.decode()
    )
    assert address
    found = Client().get(address[1])
    assert found.headers["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in found.content
    phone.post(f"/spaces/feeds/{feed.pk}/revoke")
    assert Client().get(address[1]).status_code == 404


def test_every_number_of_use_is_its_list(desk: Client, imported: Callable[..., Booking]) -> None:
    imported("B1", "Z2", "06-09 20:00", "06-09 22:30", status="已使用")
    imported("B2", "Z3", "06-09 22:00", "06-10 02:00", status="已使用")
    imported("B3", "Z2", "06-10 10:00", "06-10 11:00", status="未到")
    page = desk.get("/spaces/use/?first=2021-06-01&last=2021-06-30").content.decode()
    links = re.findall(r'<a href="(/spaces/use/receipt[^"]+)">([\d.,]+)(?: 小时)?</a>', page)
    assert {"6.5", "1", "4"} <= {hours for _link, hours in links}
    for link, hours in links:
        receipt = desk.get(link.replace("&amp;", "&")).content.decode()
        counted = re.findall(r'<td class="n">([\d.]+)</td><td>', receipt)
        *rows, total = [float(one) for one in counted] or [0.0]
        assert sum(rows) == pytest.approx(total) == pytest.approx(float(hours))


def test_a_made_up_code_at_a_door_is_told_so(phone: Client) -> None:
    answer = phone.get("/spaces/at/made-up/")
    assert answer.status_code == 404
    assert "已失效" in words(answer)


def test_moving_by_script_answers_with_the_place_or_the_reason(desk: Client) -> None:
    said = slot(2, 20 * 60)
    book(desk, "Z2", said, member_no="M1")
    book(desk, "Z3", said, member_no="M2")
    pk = Booking.unscoped.get(studio="Z2").pk
    day = said["day"]
    asked = {"studio": "Z3", "starts_at": f"{day}T21:00", "ends_at": f"{day}T23:00"}
    refused = desk.post(f"/spaces/bookings/{pk}/move", asked).json()
    assert not refused["ok"]
    assert refused["nearest"]
    moved = desk.post(f"/spaces/bookings/{pk}/move", refused["nearest"][0]).json()
    assert moved["ok"]
    assert moved["before"] == {"studio": "Z2", "starts_at": f"{day}T20:00", "ends_at": f"{day}T22:00"}
    assert desk.post(f"/spaces/bookings/{pk}/move", {**asked, "ends_at": "rubbish"}).status_code == 400
