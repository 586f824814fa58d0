"""The pages of studios in a real browser: dragged, typed and tapped, whole at both widths, good to axe."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.people.models import Member
from lianxin.spaces import actions
from lianxin.spaces.models import Base, Booking, Equipment, Studio
from lianxin.spaces.queries import token_of
from lianxin.spaces.rules import beijing_day, midnight

pytestmark = [pytest.mark.browser]
LONG_AGO = dt.date(2021, 1, 1)


@pytest.fixture
def rooms(page: Any, kept: Any) -> dict[str, Any]:
    """A1 and A2, open day and night, V1, which needs approval; two members with a booking each tomorrow."""
    base = Base.unscoped.create(name="青江基地", opened_on=LONG_AGO)
    for number, kind in (("A1", "标准"), ("A2", "标准"), ("V1", "VIP")):
        Studio.unscoped.create(
            studio_no=number, base=base, kind=kind, opens="00:00-24:00", opened_on=LONG_AGO
        )
    for number in ("M1", "M2"):
        Member.unscoped.create(
            member_no=number, name=f"成员{number}", kind="主播", joined_on=LONG_AGO, focus=False
        )
    manager = User.objects.create_user("keeper", role="studio_manager", display_name="管理员")
    member = User.objects.create_user("m1", role="member", member_no="M1", display_name="成员一")
    day = beijing_day(timezone.now()) + dt.timedelta(days=1)
    with ledger.event(manager.who, "test"):
        first = book(manager, "A1", "M1", day, 10, 12)
        second = book(manager, "A2", "M2", day, 14, 16)
    return {"manager": manager, "member": member, "day": day, "first": first.pk, "second": second.pk}


def book(actor: User, studio: str, member: str, day: dt.date, start: int, end: int) -> Any:
    hours = [midnight(day) + dt.timedelta(hours=n) for n in (start, end)]
    return actions.book(
        studio_no=studio, member_no=member, starts_at=hours[0], ends_at=hours[1], actor=actor, note="柑橘专场"
    )


def drag(page: Any, block: Any, to: Any, hours: float) -> None:
    """By the middle, into the row of `to`."""
    box, row = block.bounding_box(), to.bounding_box()
    hour = row["width"] / 24
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + hour * hours / 2, y, steps=3)
    page.mouse.move(x + hour * hours, row["y"] + row["height"] / 2, steps=3)
    page.mouse.up()


def when(pk: int) -> tuple[str, int, int]:
    """Studio, and the hours from and to."""
    one = Booking.unscoped.get(pk=pk)
    zone = dt.timezone(dt.timedelta(hours=8))
    return one.studio_id, one.starts_at.astimezone(zone).hour, one.ends_at.astimezone(zone).hour


def test_a_booking_is_dragged_refused_undone_and_cancelled(
    page: Any, live_server: Any, rooms: dict[str, Any], browse_as: Callable[..., None]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    browse_as(page.context, live_server.url, rooms["manager"])
    page.goto(f"{live_server.url}/spaces/?day={rooms['day']}")
    block = page.locator(f".bk[data-no='{rooms['first']}']")
    row = page.locator("tr[data-studio=A2] td")
    answer = page.locator("[data-answer]")

    drag(page, block, row, 1)
    page.wait_for_selector("[data-answer].alert-success")
    assert when(rooms["first"]) == ("A2", 11, 13)
    assert page.locator(f"tr[data-studio=A2] .bk[data-no='{rooms['first']}']").count() == 1

    drag(page, block, row, 3)  # where the other one is
    page.wait_for_selector("[data-answer].alert-danger")
    assert when(rooms["first"]) == ("A2", 11, 13)
    assert "11:00–13:00" in block.text_content()

    answer.get_by_role("button").first.click()  # what is free instead
    page.wait_for_selector("[data-answer].alert-success")
    moved = when(rooms["first"])
    assert moved != ("A2", 11, 13)
    answer.get_by_role("button").first.click()  # undo
    block.filter(has_text="11:00–13:00").wait_for()
    assert when(rooms["first"]) == ("A2", 11, 13)

    block.click()
    page.wait_for_url("**/spaces/bookings/*/")
    page.locator("details.options summary").click()
    page.locator("form[action$=cancel] button").click()
    page.wait_for_selector(".slot-state.is-cancelled")
    assert Booking.unscoped.get(pk=rooms["first"]).status == "取消"


def test_a_finger_that_rests_drags(
    page: Any, live_server: Any, rooms: dict[str, Any], browse_as: Callable[..., None]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    browse_as(page.context, live_server.url, rooms["manager"])
    page.goto(f"{live_server.url}/spaces/?day={rooms['day']}")
    box = page.locator(f".bk[data-no='{rooms['first']}']").bounding_box()
    row = page.locator("tr[data-studio=A2] td").bounding_box()
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *at: float) -> None:
        points = [{"x": at[0], "y": at[1]}] if at else []
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    down = row["y"] + row["height"] / 2
    touch("touchStart", x, y)
    touch("touchMove", x + 40, y)  # it goes on at once: the board scrolls, nothing is picked up
    touch("touchEnd")
    assert page.locator(".ghost").count() == 0
    page.wait_for_timeout(500)  # the browser has come to the end of its scrolling
    touch("touchStart", x, y)
    page.wait_for_selector(".ghost")  # it rests
    touch("touchMove", x + row["width"] / 24, down)
    touch("touchEnd")
    page.wait_for_selector("[data-answer].alert-success")
    assert when(rooms["first"]) == ("A2", 11, 13)


def test_everything_is_done_with_keys(
    page: Any, live_server: Any, rooms: dict[str, Any], browse_as: Callable[..., None]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    browse_as(page.context, live_server.url, rooms["manager"])
    page.goto(f"{live_server.url}/spaces/?day={rooms['day']}")
    said = page.locator("[data-said]")
    assert page.locator("[data-board] a[tabindex='0']").count() == 1
    page.locator(f".bk[data-no='{rooms['first']}']").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.no") == str(rooms["second"])
    page.keyboard.press("ArrowUp")
    page.keyboard.press("m")
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    assert "11:00" in said.text_content()
    assert "14:00" in said.text_content()
    page.keyboard.press("Escape")
    assert when(rooms["first"]) == ("A1", 10, 12)
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-answer].alert-success")
    assert when(rooms["first"]) == ("A2", 10, 12)
    page.keyboard.press("n")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**/spaces/book?studio=A2*from=*T12:30*")


def test_a_new_booking_is_drawn(
    page: Any, live_server: Any, rooms: dict[str, Any], browse_as: Callable[..., None]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    browse_as(page.context, live_server.url, rooms["manager"])
    page.goto(f"{live_server.url}/spaces/?day={rooms['day']}")
    box = page.locator("tr[data-studio=A1] td").bounding_box()
    hour, y = box["width"] / 24, box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 18 * hour, y)
    page.mouse.down()
    page.mouse.move(box["x"] + 21 * hour, y, steps=4)
    page.mouse.up()
    page.wait_for_url("**/spaces/book?studio=A1*from=*T18:00*to=*T21:00")
    page.fill("[name=member_no]", "M2")
    page.locator("form.booking button[type=submit]").click()
    page.wait_for_url("**/spaces/bookings/*/")
    assert Booking.unscoped.filter(studio="A1", member="M2").count() == 1


def test_a_member_books_in_four_taps_and_the_vip_studio_is_approved(
    page: Any, live_server: Any, rooms: dict[str, Any], browse_as: Callable[..., None]
) -> None:
    browse_as(page.context, live_server.url, rooms["member"])
    page.goto(f"{live_server.url}/my/")
    page.locator(".own-doors a[href='/spaces/mine/']").click()
    page.locator(".big-actions a").first.click()
    page.locator(".slot", has_text="V1").click()
    page.locator("form.booking button[type=submit]").click()
    page.wait_for_selector(".slot-state.is-asked")
    asked = Booking.unscoped.get(studio="V1")

    desk = page.context.browser.new_context(viewport={"width": 1280, "height": 800})
    browse_as(desk, live_server.url, rooms["manager"])
    other = desk.new_page()
    other.goto(f"{live_server.url}/spaces/requests/")
    other.locator(f"form[action='/spaces/requests/{asked.pk}/approve'] button").click()
    other.wait_for_selector(".alert-success")
    desk.close()
    page.reload()
    assert page.locator(".slot-state.is-booked").count() == 1


def test_the_code_at_the_door_checks_in(
    page: Any, live_server: Any, rooms: dict[str, Any], browse_as: Callable[..., None]
) -> None:
    begins = timezone.now().replace(second=0, microsecond=0) + dt.timedelta(minutes=10)
    with ledger.event(rooms["manager"].who, "test"):
        made = actions.book(
            studio_no="A1",
            member_no="M1",
            starts_at=begins,
            ends_at=begins + dt.timedelta(hours=1),
            actor=rooms["manager"],
        )
    browse_as(page.context, live_server.url, rooms["member"])
    page.goto(f"{live_server.url}/spaces/at/{token_of('A1')}/")
    page.locator("button.btn-big").click()
    page.wait_for_selector(".slot-state.is-used")
    assert Booking.unscoped.get(pk=made.pk).status == "已使用"


def test_pages_are_whole_and_accessible(
    page: Any,
    live_server: Any,
    rooms: dict[str, Any],
    browse_as: Callable[..., None],
    axe: Callable[[Any], None],
) -> None:
    Equipment.objects.create(equipment_no="S1", name="补光灯", lendable=True)
    with ledger.event(rooms["manager"].who, "test"):
        actions.lend(
            equipment=Equipment.objects.get().pk,
            member_no="M1",
            due_at=timezone.now() + dt.timedelta(hours=3),
            actor=rooms["manager"],
        )
        book(rooms["member"], "V1", "M1", rooms["day"], 18, 20)
        span = [midnight(rooms["day"]) + dt.timedelta(hours=n) for n in (14, 16)]
        wanted = {"starts_at": span[0], "ends_at": span[1]}
        actions.join_waiting(studio_no="A2", member_no="M1", actor=rooms["member"], **wanted)
        actions.make_feed(kind="member", target="M1", actor=rooms["member"])
    day, first = rooms["day"], rooms["first"]
    one, studio = f"/spaces/bookings/{first}/", "/spaces/studios/A1/"
    mine = ("/spaces/mine/", "/spaces/find", f"/spaces/book?studio=A1&from={day}T18:00", one, f"{one}change",
            "/spaces/studios/", studio, "/spaces/feeds/", f"/spaces/at/{token_of('A1')}/")  # fmt: skip
    desk = (f"/spaces/?day={day}", f"/spaces/?day={day}&view=week", "/spaces/today/", "/spaces/requests/",
            "/spaces/waiting/", "/spaces/lending/", f"/spaces/use/?first={day}&last={day}",
            f"/spaces/use/receipt?first={day}&last={day}&counted=booked", "/spaces/doors/",
            "/spaces/closures/", "/spaces/terms/", one, studio)  # fmt: skip
    shots = os.environ.get("LIANXIN_SHOTS")
    for user, addresses in ((rooms["member"], mine), (rooms["manager"], desk)):
        browse_as(page.context, live_server.url, user)
        for number, address in enumerate(addresses):
            assert page.goto(live_server.url + address).status == 200, address
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 844})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
                if shots:
                    name = f"{user.username}-{number:02d}-{width}.png"
                    page.screenshot(path=Path(shots) / name, full_page=width == 390)
            axe(page)


def test_the_calendar_works_without_script(
    page: Any, live_server: Any, rooms: dict[str, Any], browse_as: Callable[..., None]
) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)
    browse_as(context, live_server.url, rooms["manager"])
    plain = context.new_page()
    plain.goto(f"{live_server.url}/spaces/?day={rooms['day']}")
    plain.locator(f"a.bk[href='/spaces/bookings/{rooms['first']}/']").click()
    plain.locator("a[href$=change]").click()
    plain.select_option("[name=studio]", "A2")
    plain.select_option("[name=at]", str(20 * 60))
    plain.locator("form.booking button").click()
    assert when(rooms["first"]) == ("A2", 20, 22)
    context.close()
