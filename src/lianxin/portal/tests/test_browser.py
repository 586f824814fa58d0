"""The portal in a real browser: nothing sticks out, axe-core finds nothing, a switch works without script."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.ledger import Purpose
from lianxin.liaison.models import Contact
from lianxin.people.models import Member
from lianxin.trust.actions import open_request
from lianxin.trust.actions.notices import write_first_notices
from lianxin.trust.models import Use
from lianxin.trust.queries import has_consent

pytestmark = [pytest.mark.browser]
ADDRESSES = (
    "/my/",
    "/my/data/{part}/",
    "/my/records/contacts/",
    "/my/records/contacts/{contact}/",
    "/my/records/contacts/{contact}/summary/correct/",
    "/my/looks/",
    "/my/looks/{seq}/ask/",
    "/my/consents/",
    "/my/requests/",
    "/my/requests/{request}/",
    "/my/requests/delete/",
    "/my/requests/object/",
    "/my/more/",
)


@pytest.fixture
def cast(page: Any, district: dict[str, Any]) -> dict[str, Any]:
    """A member who was looked at three times and asked once."""
    write_first_notices()
    office = User.objects.create_user("wang", role="office", display_name="王科员")
    member = User.objects.create_user("chen", role="member", member_no="M1", display_name="陈小满")
    purposes = (Purpose("typed", text="准备走访"), Purpose("case", ref="Q1", live=True), Purpose("duty"))
    for purpose in purposes:
        with ledger.event(office.who, "records", purpose=purpose):
            list(Member.objects.visible_to(office).filter(member_no="M1"))
    with ledger.event(member.who, "t", purpose=Purpose("own")):
        asked = open_request(member_no="M1", kind="object", text="不要发短信", actor=member)
    return {"member": member, "request": asked.pk, "contact": Contact.unscoped.get(contact_no="C0").pk}


@pytest.fixture
def addresses(cast: dict[str, Any]) -> list[str]:
    from lianxin.portal.queries import part_of, who_looked

    with ledger.event(cast["member"].who, "t"):
        looks = [one for day in who_looked("M1").days for one in day.others if one.look.username == "wang"]
    known = cast | {"seq": looks[0].look.seq, "part": (part_of("contacts") or ("",))[0]}
    return [address.format(**known) for address in ADDRESSES]


def test_every_page_is_whole_and_accessible(
    page: Any,
    live_server: Any,
    cast: dict[str, Any],
    addresses: list[str],
    browse_as: Callable[..., None],
    axe: Callable[[Any], None],
) -> None:
    browse_as(page.context, live_server.url, cast["member"])
    shots = os.environ.get("LIANXIN_SHOTS")
    for number, address in enumerate(addresses):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.goto(live_server.url + address).status == 200, address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
            if shots:
                page.screenshot(path=Path(shots) / f"{number:02d}-{width}.png", full_page=True)
        axe(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.goto(live_server.url + "/my/looks/")
    axe(page)


def test_targets_are_large_enough_for_a_thumb(
    page: Any, live_server: Any, cast: dict[str, Any], browse_as: Callable[..., None]
) -> None:
    browse_as(page.context, live_server.url, cast["member"])
    for address in ("/my/", "/my/looks/", "/my/consents/", "/my/requests/", "/my/more/"):
        page.goto(live_server.url + address)
        small = page.evaluate(
            """[...document.querySelectorAll("main a, main button, nav a")]
               .map((one) => [one.getBoundingClientRect(), one.textContent])
               .filter(([box]) => box.height && box.height < 43.5).map(([, text]) => text.trim())"""
        )
        assert small == [], address


def test_a_switch_works_without_script(
    page: Any, live_server: Any, cast: dict[str, Any], browse_as: Callable[..., None]
) -> None:
    context = page.context.browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    browse_as(context, live_server.url, cast["member"])
    plain = context.new_page()
    plain.goto(live_server.url + "/my/consents/")
    plain.get_by_role("switch").first.click()
    assert has_consent("M1", Use.PUBLIC_DIRECTORY)
    plain.get_by_role("switch").first.click()
    assert not has_consent("M1", Use.PUBLIC_DIRECTORY)
    context.close()
